//! The pass for flags: questions to the editor.

use super::{Analysis, Cancel, Cancelled};
use crate::annotation::Proposals;

pub(super) fn propose(_: &Analysis<'_>, _: &mut Proposals, _: &Cancel) -> Result<(), Cancelled> {
    Ok(())
}
