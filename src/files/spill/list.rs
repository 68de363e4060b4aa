//! [`List`]: records in the order in which they came.

use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};

use tempfile::SpooledTempFile;

use super::IN_MEMORY;

/// Records of bytes, each with its place.
pub struct List {
    file: SpooledTempFile,
    end: u64,
}

impl Default for List {
    fn default() -> Self {
        Self { file: SpooledTempFile::new(IN_MEMORY), end: 0 }
    }
}

impl List {
    /// Adds a record; gives its place.
    pub fn push(&mut self, record: &[u8]) -> io::Result<u64> {
        let length = u32::try_from(record.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
        let at = self.end;
        self.file.seek(SeekFrom::Start(at))?;
        let mut whole = length.to_be_bytes().to_vec();
        whole.extend_from_slice(record);
        self.file.write_all(&whole)?;
        self.end += whole.len() as u64;
        Ok(at)
    }

    /// The record at a place, and the place of the next; `None` at the end.
    pub fn get(&mut self, at: u64) -> io::Result<Option<(Vec<u8>, u64)>> {
        if at >= self.end {
            return Ok(None);
        }
        self.file.seek(SeekFrom::Start(at))?;
        let mut length = [0; 4];
        self.file.read_exact(&mut length)?;
        let length = u32::from_be_bytes(length);
        let mut record = vec![0; usize::try_from(length).map_err(io::Error::other)?];
        self.file.read_exact(&mut record)?;
        Ok(Some((record, at + 4 + u64::from(length))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_found_by_their_places_and_one_after_the_other() {
        let mut list = List::default();
        let records = ["one", "", "three"];
        let places: Vec<u64> = records.iter().map(|it| list.push(it.as_bytes()).unwrap()).collect();
        let mut at = 0;
        for (record, place) in records.iter().zip(&places) {
            let (found, next) = list.get(at).unwrap().unwrap();
            assert_eq!((found.as_slice(), at), (record.as_bytes(), *place));
            at = next;
        }
        assert_eq!(list.get(at).unwrap(), None);
        list.push(b"four").unwrap();
        assert_eq!(list.get(places[2]).unwrap().unwrap(), (b"three".to_vec(), at));
        assert_eq!(list.get(at).unwrap().unwrap().0, b"four");
    }
}
