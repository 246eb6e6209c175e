//! Writes the layout that [`super::file`] reads, for models that come in another form.
//!
//! Weights become blocks of 32 with a scale of half precision and four bits each, by the rule of the model that the
//! program carries (Q4_0 of ggml: the number of largest magnitude becomes −8 steps). Not here: where the numbers come
//! from ([`super::folder`]).

use sha2::{Digest, Sha256};

use super::file::{ALIGNMENT, BLOCK, GROUP, HEAD, MAGIC, ROW_BLOCK, VERSION};

/// The bytes of a model file as they come to be.
#[derive(Debug)]
pub(super) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// Begins with the shape: counts as in assets/model/README.md, epsilon, score of an unknown character.
    pub(super) fn new(counts: [u32; 12], floats: [f32; 2]) -> Self {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.resize(HEAD, 0);
        bytes.extend(counts.iter().flat_map(|count| count.to_le_bytes()));
        bytes.extend(floats.iter().flat_map(|float| float.to_le_bytes()));
        Writer { bytes }
    }

    /// Begins a section.
    pub(super) fn section(&mut self) -> &mut Self {
        self.bytes.resize(self.bytes.len().next_multiple_of(ALIGNMENT), 0);
        self
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn floats(&mut self, floats: &[f32]) {
        self.bytes.extend(floats.iter().flat_map(|float| float.to_le_bytes()));
    }

    pub(super) fn numbers(&mut self, numbers: impl Iterator<Item = u32>) {
        self.bytes.extend(numbers.flat_map(u32::to_le_bytes));
    }

    /// Makes room for so many bytes, to be written in any order.
    pub(super) fn room(&mut self, bytes: usize) -> &mut [u8] {
        let start = self.bytes.len();
        self.bytes.resize(start + bytes, 0);
        &mut self.bytes[start..]
    }

    /// The file, with its checksum.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let checksum = Sha256::digest(&self.bytes[HEAD..]);
        self.bytes[HEAD - 32..HEAD].copy_from_slice(&checksum);
        self.bytes
    }
}

/// Writes a row of numbers in blocks of four bits; `out` has the bytes that takes. None where a block's scale is too large
/// for half precision.
pub(super) fn quantise(row: &[f32], out: &mut [u8]) -> Option<()> {
    for (block, out) in row.as_chunks::<BLOCK>().0.iter().zip(out.as_chunks_mut::<ROW_BLOCK>().0) {
        let farthest =
            block.iter().fold(0.0_f32, |far, value| if value.abs() > far.abs() { *value } else { far });
        let scale = farthest / -8.0;
        let per_step = if scale == 0.0 { 0.0 } else { 1.0 / scale };
        let per_step = if per_step.is_finite() { per_step } else { 0.0 };
        let (bytes, nibbles) = out.split_at_mut(2);
        bytes.copy_from_slice(&to_half(scale)?.to_le_bytes());
        let step = |value: f32| (value * per_step + 8.5).clamp(0.0, 15.0) as u8;
        let (low, high) = block.split_at(BLOCK / 2);
        for ((byte, low), high) in nibbles.iter_mut().zip(low).zip(high) {
            *byte = step(*low) | step(*high) << 4;
        }
    }
    Some(())
}

/// Packs quantised rows in groups of eight: of each block eight scales, then four vectors with the same four columns of
/// all eight rows.
pub(super) fn packed(rows: &[u8], columns: usize) -> Vec<u8> {
    let row = columns / BLOCK * ROW_BLOCK;
    let mut out = Vec::with_capacity(rows.len());
    for group in rows.chunks_exact(row * GROUP) {
        for block in 0..columns / BLOCK {
            let of_row = |at: usize| &group[at * row + block * ROW_BLOCK..][..ROW_BLOCK];
            (0..GROUP).for_each(|at| out.extend_from_slice(&of_row(at)[..2]));
            for vector in 0..4 {
                (0..GROUP).for_each(|at| out.extend_from_slice(&of_row(at)[2 + 4 * vector..][..4]));
            }
        }
    }
    out
}

/// The nearest number of half precision, halves to even; None where none is near enough to be finite.
pub(super) fn to_half(value: f32) -> Option<u16> {
    let bits = value.to_bits();
    let sign = (bits >> 16 & 0x8000) as u16;
    // In units of 2⁻²⁴ for numbers below 2⁻¹⁴, else with the exponent counted anew and 13 bits rounded away.
    let magnitude = f32::from_bits(bits & 0x7fff_ffff);
    let found = if magnitude < 6.103_515_6e-5 {
        (magnitude * 16_777_216.0).round_ties_even() as u16
    } else {
        let rounded = magnitude.to_bits() + 0xfff + (magnitude.to_bits() >> 13 & 1);
        let counted = (rounded >> 13).checked_sub(112 << 10)?;
        u16::try_from(counted).ok().filter(|half| *half < 0x7c00)?
    };
    Some(sign | found)
}

#[cfg(test)]
mod tests {
    use super::{quantise, to_half};
    use crate::meaning::file::half;

    #[test]
    fn halves_are_written_as_they_are_read() {
        for bits in (0..0x7c00).chain(0x8000..0xfc00) {
            assert_eq!(to_half(half(bits)), Some(bits), "{bits:x}");
        }
        assert_eq!(to_half(1.0 + 1.0 / 2048.0), Some(0x3c00), "halves to even");
        assert_eq!(to_half(1.0 + 3.0 / 2048.0), Some(0x3c02));
        assert_eq!((to_half(65_504.0), to_half(65_520.0)), (Some(0x7bff), None));
        assert_eq!((to_half(f32::NAN), to_half(f32::INFINITY)), (None, None));
    }

    #[test]
    fn blocks_keep_what_four_bits_can() {
        let row: Vec<f32> = (0..32_u8).map(|at| (f32::from(at % 16) - 8.0) * 0.5).collect();
        let mut out = [0; 18];
        quantise(&row, &mut out).unwrap();
        assert_eq!(half(u16::from_le_bytes([out[0], out[1]])), 0.5);
        assert_eq!(out[2..], (0..16).map(|at| at | at << 4).collect::<Vec<u8>>());
        quantise(&[0.0; 32], &mut out).unwrap();
        assert_eq!(out[..3], [0, 0x80, 0x88]);
    }
}
