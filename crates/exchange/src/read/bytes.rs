//! Bytes of a file: unpacked when gzipped, counted, and stopped at the limits.
//!
//! Deliberately not here: what the bytes mean as text.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;

use super::{Limits, ReadError};

/// How much of the beginning is kept to find out what the file is.
const SAMPLE: usize = 256 << 10;
/// A small file may pack very well by chance; the ratio is asked after this many unpacked bytes.
pub(super) const RATIO_AFTER: u64 = 16 << 20;

/// Whether a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// As it is.
    Plain,
    /// Gzip, one or several members.
    Gzip,
}

/// What one reading of every byte told.
#[derive(Debug)]
pub(super) struct Survey {
    pub(super) packing: Packing,
    /// The first 256 KiB.
    pub(super) sample: Vec<u8>,
    /// All unpacked bytes.
    pub(super) size: u64,
    /// Characters beyond ASCII that are sound UTF-8.
    pub(super) multibyte: u64,
    /// Places that are not UTF-8.
    pub(super) malformed: u64,
}

/// Reads the whole file once.
pub(super) fn survey<R: Read + Seek>(input: &mut R, limits: &Limits) -> Result<Survey, ReadError> {
    let packing = packing(input)?;
    let (mut bytes, _) = unpack(input, limits)?;
    let mut found = Survey { packing, sample: Vec::new(), size: 0, multibyte: 0, malformed: 0 };
    let mut buffer = vec![0; 64 << 10];
    // Bytes of a character that began at the end of the last buffer: at most three.
    let mut carried = 0;
    loop {
        let read = retry(|| bytes.read(&mut buffer[carried..]))?;
        let fresh = &buffer[carried..carried + read];
        found.size += read as u64;
        let room = SAMPLE - found.sample.len();
        found.sample.extend_from_slice(&fresh[..read.min(room)]);
        let filled = carried + read;
        carried = found.count_utf8(&buffer[..filled], read == 0);
        if read == 0 {
            return Ok(found);
        }
        buffer.copy_within(filled - carried..filled, 0);
    }
}

impl Survey {
    /// Counts sound and unsound UTF-8 and returns how many bytes at the end may belong to a character
    /// that goes on in the next buffer.
    fn count_utf8(&mut self, bytes: &[u8], last: bool) -> usize {
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            self.multibyte += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count() as u64;
            let invalid = chunk.invalid();
            if invalid.is_empty() {
                continue;
            }
            let may_go_on = std::str::from_utf8(invalid).is_err_and(|error| error.error_len().is_none());
            if chunks.peek().is_none() && may_go_on && !last {
                return invalid.len();
            }
            self.malformed += 1;
        }
        0
    }
}

fn packing<R: Read + Seek>(input: &mut R) -> io::Result<Packing> {
    input.seek(SeekFrom::Start(0))?;
    let mut magic = Vec::new();
    input.by_ref().take(2).read_to_end(&mut magic)?;
    Ok(if magic == [0x1F, 0x8B] { Packing::Gzip } else { Packing::Plain })
}

/// The unpacked bytes from the first, and a counter of how many have been read.
pub(super) fn unpack<'a, R: Read + Seek>(
    input: &'a mut R,
    limits: &Limits,
) -> Result<(Box<dyn Read + 'a>, Arc<AtomicU64>), ReadError> {
    let packing = packing(input)?;
    input.seek(SeekFrom::Start(0))?;
    let packed = Arc::new(AtomicU64::new(0));
    let unpacked = Arc::new(AtomicU64::new(0));
    let counted = Counted { inner: input, count: Arc::clone(&packed) };
    let inner: Box<dyn Read + 'a> = match packing {
        Packing::Plain => Box::new(counted),
        Packing::Gzip => Box::new(MultiGzDecoder::new(counted)),
    };
    let guard = Guarded { inner, packing, limits: *limits, packed, unpacked: Arc::clone(&unpacked) };
    Ok((Box::new(guard), unpacked))
}

struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Stops at the limits and tells a damaged gzip file from a disk error.
struct Guarded<'a> {
    inner: Box<dyn Read + 'a>,
    packing: Packing,
    limits: Limits,
    packed: Arc<AtomicU64>,
    unpacked: Arc<AtomicU64>,
}

impl Read for Guarded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = retry(|| self.inner.read(buffer)).map_err(|error| self.explain(error))?;
        let unpacked = self.unpacked.fetch_add(read as u64, Ordering::Relaxed) + read as u64;
        if unpacked > self.limits.unpacked_bytes {
            return Err(io::Error::other(ReadError::TooLarge { limit: self.limits.unpacked_bytes }));
        }
        let packed = self.packed.load(Ordering::Relaxed);
        if unpacked > RATIO_AFTER && unpacked / packed.max(1) > self.limits.packing_ratio {
            return Err(io::Error::other(ReadError::PackedTooHard { limit: self.limits.packing_ratio }));
        }
        Ok(read)
    }
}

impl Guarded<'_> {
    fn explain(&self, error: io::Error) -> io::Error {
        let of_gzip = matches!(
            error.kind(),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
        );
        match self.packing {
            Packing::Gzip if of_gzip => io::Error::other(ReadError::DamagedGzip),
            Packing::Gzip | Packing::Plain => error,
        }
    }
}

fn retry(mut read: impl FnMut() -> io::Result<usize>) -> io::Result<usize> {
    loop {
        match read() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}
