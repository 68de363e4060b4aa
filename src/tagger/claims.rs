//! The pass for claims: clause spans that could turn out wrong, ranked.

use super::{Analysis, Cancel, Cancelled};
use crate::annotation::Proposals;

pub(super) fn propose(_: &Analysis<'_>, _: &mut Proposals, _: &Cancel) -> Result<(), Cancelled> {
    Ok(())
}
