//! The zip file that a workbook is: its directory, judged before anything is unpacked, and its parts as readers that
//! stop at what the directory promised.
//!
//! The directory is read here and not by the zip library, which keeps to itself what hostile files are known by: two
//! parts of one name, parts that lie over each other, names that climb out of a folder.
//!
//! Deliberately not here: what is in the parts.

use std::collections::HashMap;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::Crc;
use flate2::read::DeflateDecoder;

use crate::read::bytes::RATIO_AFTER;
use crate::read::error::Oddity;
use crate::read::{Limits, ReadError};

/// The longest comment that may stand after the end of a directory, and the end itself.
const LONGEST_END: u64 = 65_535 + 22;
/// Most parts. A workbook with a thousand sheets and a picture on each has fewer.
const MOST_PARTS: usize = 10_000;
/// Most bytes of a directory.
const LARGEST_DIRECTORY: u64 = 4 << 20;

/// Where one part lies, as the directory says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    data: u64,
    packed: u64,
    /// Bytes once unpacked; a part that turns out to have others is damaged.
    pub(super) unpacked: u64,
    method: u16,
    checksum: u32,
}

/// The parts by their names in lower case: two names that differ only in case name the same part.
#[derive(Debug)]
pub(super) struct Package {
    parts: HashMap<String, Part>,
}

impl Package {
    /// Reads and judges the directory.
    pub(super) fn read<R: Read + Seek>(input: &mut R, limits: &Limits) -> Result<Self, ReadError> {
        let (directory, start) = directory(input)?;
        let mut parts = HashMap::new();
        let mut taken = Vec::new();
        let mut rest = directory.as_slice();
        while !rest.is_empty() {
            let entry = Entry::take(&mut rest).ok_or(ReadError::DamagedWorkbook)?;
            let name = entry.name()?;
            let data = entry.data(input)?;
            taken.push((entry.header, data.saturating_add(entry.packed)));
            let part = Part {
                data,
                packed: entry.packed,
                unpacked: entry.unpacked,
                method: entry.method,
                checksum: entry.checksum,
            };
            if part.unpacked > RATIO_AFTER && part.unpacked / part.packed.max(1) > limits.packing_ratio {
                return Err(ReadError::PackedTooHard { limit: limits.packing_ratio });
            }
            if parts.insert(name, part).is_some() {
                return Err(ReadError::OddWorkbook(Oddity::RepeatedPart));
            }
            if parts.len() > MOST_PARTS {
                return Err(ReadError::OddWorkbook(Oddity::TooManyParts));
            }
        }
        taken.push((start, start));
        taken.sort_unstable();
        if taken.windows(2).any(|pair| matches!(pair, [before, after] if before.1 > after.0)) {
            return Err(ReadError::OddWorkbook(Oddity::OverlappingParts));
        }
        Ok(Self { parts })
    }

    /// The part with this name, in lower case and without a slash in front.
    pub(super) fn part(&self, name: &str) -> Option<Part> {
        self.parts.get(name).copied()
    }

    /// Whether a part's name begins so.
    pub(super) fn has_folder(&self, beginning: &str) -> bool {
        self.parts.keys().any(|name| name.starts_with(beginning))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

/// The bytes of the directory, and where it starts.
fn directory<R: Read + Seek>(input: &mut R) -> Result<(Vec<u8>, u64), ReadError> {
    let size = input.seek(SeekFrom::End(0))?;
    let from = size.saturating_sub(LONGEST_END);
    input.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    input.by_ref().take(LONGEST_END).read_to_end(&mut tail)?;
    let ends_here = |at: &usize| {
        let end = &tail[*at..];
        end.starts_with(b"PK\x05\x06")
            && short(end, 20).is_some_and(|comment| 22 + comment as usize == end.len())
    };
    let places = (0..tail.len().saturating_sub(21)).rev();
    let at = places.into_iter().find(ends_here).ok_or(ReadError::DamagedWorkbook)?;
    let end = &tail[at..];
    let (Some(count), Some(length), Some(start)) = (short(end, 10), long(end, 12), long(end, 16)) else {
        return Err(ReadError::DamagedWorkbook);
    };
    if count == u16::MAX || length == u64::from(u32::MAX) || start == u64::from(u32::MAX) {
        return Err(ReadError::OddWorkbook(Oddity::LargeDirectory));
    }
    if length > LARGEST_DIRECTORY || usize::from(count) > MOST_PARTS {
        return Err(ReadError::OddWorkbook(Oddity::TooManyParts));
    }
    if start + length != from + at as u64 {
        return Err(ReadError::DamagedWorkbook);
    }
    input.seek(SeekFrom::Start(start))?;
    let mut directory = Vec::new();
    input.by_ref().take(length).read_to_end(&mut directory)?;
    if directory.len() as u64 != length {
        return Err(ReadError::DamagedWorkbook);
    }
    Ok((directory, start))
}

/// One entry of the directory.
struct Entry<'a> {
    name: &'a [u8],
    flags: u16,
    method: u16,
    checksum: u32,
    packed: u64,
    unpacked: u64,
    header: u64,
}

impl<'a> Entry<'a> {
    fn take(rest: &mut &'a [u8]) -> Option<Self> {
        let entry = *rest;
        if !entry.starts_with(b"PK\x01\x02") {
            return None;
        }
        let lengths = [28, 30, 32].map(|at| short(entry, at).map(usize::from));
        let [Some(name), Some(extra), Some(comment)] = lengths else { return None };
        *rest = entry.get(46 + name + extra + comment..)?;
        Some(Self {
            name: &entry[46..46 + name],
            flags: short(entry, 8)?,
            method: short(entry, 10)?,
            checksum: u32::try_from(long(entry, 16)?).ok()?,
            packed: long(entry, 20)?,
            unpacked: long(entry, 24)?,
            header: long(entry, 42)?,
        })
    }

    /// The name as parts are looked up by.
    fn name(&self) -> Result<String, ReadError> {
        if self.flags & 1 == 1 {
            return Err(ReadError::ProtectedWorkbook);
        }
        let odd = ReadError::OddWorkbook(Oddity::PartName);
        // Pictures may be named in an older character set; what is looked up is not.
        let name = String::from_utf8_lossy(self.name).replace('\\', "/").to_lowercase();
        let climbs = name.starts_with('/') || name.split('/').any(|folder| folder == "..");
        if name.is_empty() || climbs || name.contains([':', '\0']) { Err(odd) } else { Ok(name) }
    }

    /// Where the bytes begin, after a header of their own that tells the same name.
    fn data<R: Read + Seek>(&self, input: &mut R) -> Result<u64, ReadError> {
        let unknown = u64::from(u32::MAX);
        if [self.packed, self.unpacked, self.header].contains(&unknown) {
            return Err(ReadError::OddWorkbook(Oddity::LargeDirectory));
        }
        input.seek(SeekFrom::Start(self.header))?;
        let mut header = Vec::new();
        input.by_ref().take(30 + self.name.len() as u64).read_to_end(&mut header)?;
        let lengths = (short(&header, 26).map(usize::from), short(&header, 28).map(u64::from));
        let (true, (Some(name), Some(extra))) = (header.starts_with(b"PK\x03\x04"), lengths) else {
            return Err(ReadError::DamagedWorkbook);
        };
        if name != self.name.len() || header.get(30..) != Some(self.name) {
            return Err(ReadError::OddWorkbook(Oddity::PartName));
        }
        Ok(self.header + 30 + name as u64 + extra)
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?)))
}

impl Part {
    /// The unpacked bytes; how many have been read is added to `count`.
    pub(super) fn open<'a, R: Read + Seek>(
        self,
        input: &'a mut R,
        count: Arc<AtomicU64>,
    ) -> Result<Box<dyn Read + 'a>, ReadError> {
        input.seek(SeekFrom::Start(self.data))?;
        let packed = input.take(self.packed);
        let inner: Box<dyn Read + 'a> = match self.method {
            0 => Box::new(packed),
            8 => Box::new(DeflateDecoder::new(packed)),
            _ => return Err(ReadError::DamagedWorkbook),
        };
        Ok(Box::new(Checked { inner, part: self, count, read: 0, checksum: Crc::new() }))
    }
}

/// Stops where the directory says that the part ends, and tells a damaged part from a disk error.
struct Checked<'a> {
    inner: Box<dyn Read + 'a>,
    part: Part,
    count: Arc<AtomicU64>,
    read: u64,
    checksum: Crc,
}

impl Read for Checked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let damaged = || io::Error::other(ReadError::DamagedWorkbook);
        let read = self.inner.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                damaged()
            }
            _ => error,
        })?;
        self.read += read as u64;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        self.checksum.update(&buffer[..read]);
        let ended = read == 0 && !buffer.is_empty();
        let sound = self.read == self.part.unpacked && self.checksum.sum() == self.part.checksum;
        if self.read > self.part.unpacked || ended && !sound { Err(damaged()) } else { Ok(read) }
    }
}
