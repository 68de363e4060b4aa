//! The pass for values: dates, times, money, percent, quantities.

use super::{Analysis, Cancel, Cancelled};
use crate::annotation::Proposals;

pub(super) fn propose(_: &Analysis<'_>, _: &mut Proposals, _: &Cancel) -> Result<(), Cancelled> {
    Ok(())
}
