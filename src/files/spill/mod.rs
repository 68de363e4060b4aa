//! Lists of any length, on the disk: about a megabyte of each is in memory.
//!
//! [`List`] keeps records in the order in which they came, [`Sorter`] gives them in order, [`Table`] finds them by a key.
//! All three begin in memory and go on in files without a name, which the system takes away with the
//! program, however that ends. Not here: what the records say.

mod list;
mod sorter;
mod table;

pub use self::list::List;
pub use self::sorter::{Sorted, Sorter};
pub use self::table::Table;

/// Bytes of each list that stay in memory.
const IN_MEMORY: usize = 1 << 20;
