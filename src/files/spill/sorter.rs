//! [`Sorter`]: records in the order of their bytes.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read as _, Seek as _, Write as _};

use super::IN_MEMORY;

/// Runs that are merged into one before there are more: each is an open file.
const MOST: usize = 32;

/// Bytes that a record takes in memory besides its own, about.
const AROUND: usize = 40;

/// Sorts records of bytes: as many as fit are sorted in memory and make a run on the disk, and runs are merged
/// (Knuth, The Art of Computer Programming, volume 3, 5.4).
pub struct Sorter {
    records: Vec<Vec<u8>>,
    size: usize,
    in_memory: usize,
    runs: Vec<File>,
}

impl Default for Sorter {
    fn default() -> Self {
        Self { records: Vec::new(), size: 0, in_memory: IN_MEMORY, runs: Vec::new() }
    }
}

impl Sorter {
    /// Adds a record.
    pub fn push(&mut self, record: Vec<u8>) -> io::Result<()> {
        self.size += record.len() + AROUND;
        self.records.push(record);
        if self.size < self.in_memory {
            return Ok(());
        }
        if self.runs.len() == MOST {
            let merged = Sorted::of(std::mem::take(&mut self.runs), Vec::new())?;
            self.runs.push(written(merged)?);
        }
        self.records.sort_unstable();
        let records = std::mem::take(&mut self.records);
        self.size = 0;
        self.runs.push(written(records.into_iter().map(Ok))?);
        Ok(())
    }

    /// All records in order; equal ones follow each other.
    pub fn sorted(mut self) -> io::Result<Sorted> {
        self.records.sort_unstable();
        Sorted::of(self.runs, self.records)
    }
}

/// Writes a run.
fn written(records: impl Iterator<Item = io::Result<Vec<u8>>>) -> io::Result<File> {
    let mut out = BufWriter::new(tempfile::tempfile()?);
    for record in records {
        let record = record?;
        let length = u32::try_from(record.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
        out.write_all(&length.to_be_bytes())?;
        out.write_all(&record)?;
    }
    out.into_inner().map_err(io::IntoInnerError::into_error)
}

/// Where sorted records come from.
enum Run {
    Disk(BufReader<File>),
    Memory(std::vec::IntoIter<Vec<u8>>),
}

impl Run {
    fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let input = match self {
            Self::Memory(records) => return Ok(records.next()),
            Self::Disk(input) => input,
        };
        let mut length = [0; 4];
        match input.read_exact(&mut length) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        let mut record = vec![0; u32::from_be_bytes(length) as usize];
        input.read_exact(&mut record)?;
        Ok(Some(record))
    }
}

/// Records in order.
pub struct Sorted {
    runs: Vec<Run>,
    /// The next record of each run.
    heads: BinaryHeap<Reverse<(Vec<u8>, usize)>>,
}

impl Sorted {
    fn of(files: Vec<File>, records: Vec<Vec<u8>>) -> io::Result<Self> {
        let mut runs = vec![Run::Memory(records.into_iter())];
        for mut file in files {
            file.rewind()?;
            runs.push(Run::Disk(BufReader::new(file)));
        }
        let mut heads = BinaryHeap::new();
        for (number, run) in runs.iter_mut().enumerate() {
            heads.extend(run.next()?.map(|it| Reverse((it, number))));
        }
        Ok(Self { runs, heads })
    }
}

impl Iterator for Sorted {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        let Reverse((record, number)) = self.heads.pop()?;
        match self.runs.get_mut(number).map_or(Ok(None), Run::next) {
            Ok(next) => self.heads.extend(next.map(|it| Reverse((it, number)))),
            Err(error) => return Some(Err(error)),
        }
        Some(Ok(record))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn any_records_come_in_order(
            records in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..9), 0..200),
            in_memory in 1_usize..3000,
        ) {
            let mut sorter = Sorter { in_memory, ..Sorter::default() };
            for it in &records {
                sorter.push(it.clone()).unwrap();
                prop_assert!(sorter.runs.len() <= MOST + 1);
            }
            let found: Vec<_> = sorter.sorted().unwrap().map(Result::unwrap).collect();
            let mut sorted = records;
            sorted.sort();
            prop_assert_eq!(found, sorted);
        }
    }
}
