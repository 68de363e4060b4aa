//! [`Table`]: values by keys that are evenly spread.

use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};

use tempfile::SpooledTempFile;

use super::IN_MEMORY;

/// Slots of a new table; a power of two.
const FIRST: u64 = 1 << 10;

/// Bytes of a slot: whether it is taken, the key, the value.
const SLOT: usize = 1 + 16 + VALUE;

const VALUE: usize = Table::VALUE;

type Slot = [u8; SLOT];

/// A hash table with open addressing. Keys are hashes already, so that their upper bits say where to look.
pub struct Table {
    file: SpooledTempFile,
    /// How many slots there are; a power of two.
    slots: u64,
    taken: u64,
}

impl Table {
    /// Bytes of a value.
    pub const VALUE: usize = 24;

    /// No values.
    pub fn new() -> io::Result<Self> {
        Self::with(FIRST)
    }

    fn with(slots: u64) -> io::Result<Self> {
        let mut file = SpooledTempFile::new(IN_MEMORY);
        file.set_len(slots * SLOT as u64)?;
        Ok(Self { file, slots, taken: 0 })
    }

    /// The value of a key.
    pub fn get(&mut self, key: u128) -> io::Result<Option<[u8; VALUE]>> {
        let (_, slot) = self.find(key)?;
        let value = slot.get(SLOT - VALUE..).and_then(|it| it.try_into().ok());
        Ok(value.filter(|_| is_taken(&slot)))
    }

    /// Gives a key a value, in place of an earlier one.
    pub fn set(&mut self, key: u128, value: [u8; VALUE]) -> io::Result<()> {
        if self.taken * 2 >= self.slots {
            self.grow()?;
        }
        let (at, old) = self.find(key)?;
        self.taken += u64::from(!is_taken(&old));
        let mut slot = vec![1];
        slot.extend_from_slice(&key.to_be_bytes());
        slot.extend_from_slice(&value);
        self.file.seek(SeekFrom::Start(at))?;
        self.file.write_all(&slot)
    }

    /// The slot of a key, or the free one for it, with its place.
    fn find(&mut self, key: u128) -> io::Result<(u64, Slot)> {
        let spread = u64::try_from(key >> 64).unwrap_or_default();
        let mut number = spread & (self.slots - 1);
        loop {
            let at = number * SLOT as u64;
            let mut slot = [0; SLOT];
            self.file.seek(SeekFrom::Start(at))?;
            self.file.read_exact(&mut slot)?;
            if !is_taken(&slot) || slot.get(1..17) == Some(key.to_be_bytes().as_slice()) {
                return Ok((at, slot));
            }
            number = (number + 1) & (self.slots - 1);
        }
    }

    /// Doubles the slots.
    fn grow(&mut self) -> io::Result<()> {
        let mut wider = Self::with(self.slots * 2)?;
        self.file.rewind()?;
        let mut input = io::BufReader::new(&mut self.file);
        for _ in 0..self.slots {
            let mut slot = [0; SLOT];
            input.read_exact(&mut slot)?;
            let key = slot.get(1..17).and_then(|it| it.try_into().ok()).map(u128::from_be_bytes);
            let value = slot.get(17..).and_then(|it| it.try_into().ok());
            if let (true, Some(key), Some(value)) = (is_taken(&slot), key, value) {
                wider.set(key, value)?;
            }
        }
        *self = wider;
        Ok(())
    }
}

fn is_taken(slot: &Slot) -> bool {
    slot.first() == Some(&1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn it_finds_what_a_map_finds() {
        let mut table = Table::new().unwrap();
        let mut map = BTreeMap::new();
        // Many keys begin alike, and some come twice.
        for number in 0..5000_u128 {
            let key = ((number % 700) << 64) | (number * 31 % 4000);
            let value = [u8::try_from(number % 251).unwrap(); VALUE];
            assert_eq!(table.get(key).unwrap(), map.get(&key).copied());
            table.set(key, value).unwrap();
            map.insert(key, value);
        }
        assert_eq!(table.taken, map.len() as u64);
        for (key, value) in map {
            assert_eq!(table.get(key).unwrap(), Some(value));
        }
        assert_eq!(table.get(1 << 90).unwrap(), None);
    }
}
