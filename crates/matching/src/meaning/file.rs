//! The layout of a model file: assets/model/README.md in types. Finds the sections, checks that they fit, copies
//! nothing large.
//!
//! Not here: what the numbers are for.

use std::borrow::Cow;
use std::ops::Range;

use sha2::{Digest, Sha256};

use super::error::ModelError;

/// First bytes of a file, and the version of the layout.
pub(super) const MAGIC: &[u8; 8] = b"BRYMODEL";
pub(super) const VERSION: u32 = 1;
/// Bytes before the shape: magic, version, checksum.
pub(super) const HEAD: usize = 8 + 4 + 32;
/// Sections begin at multiples of this.
pub(super) const ALIGNMENT: usize = 64;
/// Columns that share a scale, bytes of such a block in a row, rows that are packed together.
pub(super) const BLOCK: usize = 32;
pub(super) const ROW_BLOCK: usize = 2 + 16;
pub(super) const GROUP: usize = 8;
pub(super) const GROUP_BLOCK: usize = GROUP * ROW_BLOCK;
/// Width of one attention head and of all vectors: what the program is built for.
pub(super) const HEAD_WIDTH: usize = 32;
pub(super) const WIDTH: usize = super::DIMENSIONS;
/// More than any model this layout is meant for; keeps sizes from overflowing.
const MOST: u32 = 1 << 20;

/// The numbers that say how large everything is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) heads: usize,
    pub(super) inner: usize,
    pub(super) positions: usize,
    pub(super) pieces: usize,
    pub(super) begin: u32,
    pub(super) end: u32,
    pub(super) unknown: u32,
    pub(super) epsilon: f32,
    pub(super) unknown_score: f32,
}

/// Where the sections of the tokeniser are.
#[derive(Debug)]
pub(super) struct Spelling {
    pub(super) codes: Range<usize>,
    pub(super) replacement_starts: Range<usize>,
    pub(super) replacements: Range<usize>,
    pub(super) starts: Range<usize>,
    pub(super) pieces: Range<usize>,
    pub(super) scores: Range<usize>,
}

/// A matrix in groups of eight rows, with its bias.
#[derive(Debug)]
pub(super) struct Matrix {
    pub(super) packed: Range<usize>,
    pub(super) bias: Vec<f32>,
    pub(super) columns: usize,
}

/// Scale and shift after normalising to mean 0 and deviation 1.
#[derive(Debug)]
pub(super) struct Norm {
    pub(super) scale: Vec<f32>,
    pub(super) shift: Vec<f32>,
}

/// One of the transformer's layers.
#[derive(Debug)]
pub(super) struct Layer {
    /// Queries, keys and values one after the other.
    pub(super) attention: Matrix,
    pub(super) attention_out: Matrix,
    pub(super) attention_norm: Norm,
    pub(super) inner: Matrix,
    pub(super) inner_out: Matrix,
    pub(super) inner_norm: Norm,
}

/// A model file, taken apart.
#[derive(Debug)]
pub(super) struct File {
    pub(super) bytes: Cow<'static, [u8]>,
    pub(super) checksum: [u8; 32],
    pub(super) shape: Shape,
    pub(super) mean: Vec<f32>,
    pub(super) spelling: Spelling,
    pub(super) rows: Range<usize>,
    pub(super) places: Range<usize>,
    pub(super) norm: Norm,
    pub(super) layers: Vec<Layer>,
}

impl File {
    /// Reads the sections. Does not read all bytes: see [`File::is_whole`].
    pub(super) fn read(bytes: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        if bytes.get(..MAGIC.len()) != Some(MAGIC) {
            return Err(ModelError::NotAModel);
        }
        let version = number(&bytes, MAGIC.len()).ok_or(ModelError::Damaged)?;
        if version != VERSION {
            return Err(ModelError::OtherLayout { found: version });
        }
        let checksum = bytes.get(HEAD - 32..HEAD).and_then(|sum| sum.try_into().ok());
        let checksum = checksum.ok_or(ModelError::Damaged)?;
        let mut reader = Reader { bytes: &bytes, at: HEAD };
        let counts: [u32; 12] = reader.counts()?;
        let [width, layers, heads, inner, positions, pieces, spelled, codes, outs, begin, end, unknown] =
            counts;
        if width as usize != WIDTH {
            return Err(ModelError::OtherDimensions { found: width });
        }
        if counts.iter().any(|count| *count > 16 * MOST) || heads as usize * HEAD_WIDTH != WIDTH {
            return Err(ModelError::Inconsistent("sizes"));
        }
        if inner == 0
            || !(inner as usize).is_multiple_of(BLOCK)
            || inner > MOST
            || positions < 3
            || pieces == 0
        {
            return Err(ModelError::Inconsistent("sizes"));
        }
        let shape = Shape {
            heads: heads as usize,
            inner: inner as usize,
            positions: positions as usize,
            pieces: pieces as usize,
            begin,
            end,
            unknown,
            epsilon: reader.float()?,
            unknown_score: reader.float()?,
        };
        let mean = reader.floats(WIDTH)?;
        let spelling = reader.spelling(codes as usize, outs as usize, pieces as usize, spelled as usize)?;
        let rows = reader.section(shape.pieces * (WIDTH / BLOCK) * ROW_BLOCK)?;
        let places = reader.section(shape.positions * WIDTH * 4)?;
        reader.align();
        let norm = Norm { scale: reader.run(WIDTH)?, shift: reader.run(WIDTH)? };
        let layers = (0..layers).map(|_| reader.layer(shape.inner)).collect::<Result<_, _>>()?;
        if reader.at != bytes.len() {
            return Err(ModelError::Damaged);
        }
        let file = File { checksum, shape, mean, spelling, rows, places, norm, layers, bytes };
        file.check_spelling()?;
        Ok(file)
    }

    /// True where the bytes are those that the checksum was made of. Reads all of them.
    pub(super) fn is_whole(&self) -> bool {
        Sha256::digest(&self.bytes[HEAD..])[..] == self.checksum
    }

    pub(super) fn part(&self, range: &Range<usize>) -> &[u8] {
        &self.bytes[range.clone()]
    }

    /// Every reference within the tokeniser's sections points into them.
    fn check_spelling(&self) -> Result<(), ModelError> {
        let Shape { begin, end, unknown, pieces, .. } = self.shape;
        let rises = |starts: &Range<usize>, end: usize| {
            let starts: Vec<u32> = numbers(self.part(starts)).collect();
            starts.is_sorted() && starts.last().is_some_and(|last| *last as usize == end)
        };
        let spelling = &self.spelling;
        let replaced = spelling.replacements.len() / 4;
        let is_sound = [begin, end, unknown].iter().all(|id| (*id as usize) < pieces)
            && rises(&spelling.starts, spelling.pieces.len())
            && rises(&spelling.replacement_starts, replaced);
        if is_sound { Ok(()) } else { Err(ModelError::Inconsistent("pieces")) }
    }
}

/// Goes through a file section by section.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn take(&mut self, bytes: usize) -> Result<Range<usize>, ModelError> {
        let end = self.at.checked_add(bytes).filter(|end| *end <= self.bytes.len());
        let end = end.ok_or(ModelError::Damaged)?;
        let start = std::mem::replace(&mut self.at, end);
        Ok(start..end)
    }

    fn align(&mut self) {
        self.at = self.at.next_multiple_of(ALIGNMENT);
    }

    fn section(&mut self, bytes: usize) -> Result<Range<usize>, ModelError> {
        self.align();
        self.take(bytes)
    }

    fn counts<const N: usize>(&mut self) -> Result<[u32; N], ModelError> {
        let range = self.take(4 * N)?;
        let mut found = numbers(&self.bytes[range]);
        Ok(std::array::from_fn(|_| found.next().unwrap_or(0)))
    }

    fn float(&mut self) -> Result<f32, ModelError> {
        let [bits] = self.counts()?;
        Ok(f32::from_bits(bits))
    }

    /// Numbers that follow at once.
    fn run(&mut self, count: usize) -> Result<Vec<f32>, ModelError> {
        let range = self.take(count * 4)?;
        let found: Vec<f32> = floats(&self.bytes[range]).collect();
        if found.iter().all(|value| value.is_finite()) { Ok(found) } else { Err(ModelError::Damaged) }
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, ModelError> {
        self.align();
        self.run(count)
    }

    fn spelling(
        &mut self,
        codes: usize,
        outs: usize,
        pieces: usize,
        spelled: usize,
    ) -> Result<Spelling, ModelError> {
        Ok(Spelling {
            codes: self.section(codes * 4)?,
            replacement_starts: self.section((codes + 1) * 4)?,
            replacements: self.section(outs * 4)?,
            starts: self.section((pieces + 1) * 4)?,
            pieces: self.section(spelled)?,
            scores: self.section(pieces * 4)?,
        })
    }

    fn packed(&mut self, rows: usize, columns: usize) -> Result<Range<usize>, ModelError> {
        self.section(rows / GROUP * (columns / BLOCK) * GROUP_BLOCK)
    }

    fn layer(&mut self, inner: usize) -> Result<Layer, ModelError> {
        let packed = [
            self.packed(3 * WIDTH, WIDTH)?,
            self.packed(WIDTH, WIDTH)?,
            self.packed(inner, WIDTH)?,
            self.packed(WIDTH, inner)?,
        ];
        let [attention, attention_out, into_inner, inner_out] = packed;
        self.align();
        let matrix = |packed, bias, columns| Matrix { packed, bias, columns };
        Ok(Layer {
            attention: matrix(attention, self.run(3 * WIDTH)?, WIDTH),
            attention_out: matrix(attention_out, self.run(WIDTH)?, WIDTH),
            attention_norm: Norm { scale: self.run(WIDTH)?, shift: self.run(WIDTH)? },
            inner: matrix(into_inner, self.run(inner)?, WIDTH),
            inner_out: matrix(inner_out, self.run(WIDTH)?, inner),
            inner_norm: Norm { scale: self.run(WIDTH)?, shift: self.run(WIDTH)? },
        })
    }
}

/// The little-endian number at a place.
pub(super) fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Little-endian whole numbers.
pub(super) fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes))
}

/// The whole number with this place in a section; 0 beyond its end.
pub(super) fn nth(bytes: &[u8], at: usize) -> u32 {
    bytes.as_chunks::<4>().0.get(at).map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

/// Little-endian numbers of single precision.
pub(super) fn floats(bytes: &[u8]) -> impl Iterator<Item = f32> {
    numbers(bytes).map(f32::from_bits)
}

/// A number of half precision. Exact; not for infinities, which no scale is.
pub(super) fn half(bits: u16) -> f32 {
    let magnitude = f32::from_bits(u32::from(bits & 0x7fff) << 13) * f32::from_bits(0x7780_0000);
    f32::from_bits(magnitude.to_bits() | u32::from(bits & 0x8000) << 16)
}

#[cfg(test)]
mod tests {
    use super::half;

    #[test]
    fn halves_are_read() {
        for (bits, value) in
            [(0x3c00, 1.0), (0xc000, -2.0), (0x3555, 0.333_251_95), (0x0001, 5.960_464_5e-8), (0x0000, 0.0)]
        {
            assert_eq!(half(bits), value);
        }
    }
}
