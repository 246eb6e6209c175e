//! Numbers of the forward pass: activations in eight bits, products of matrices, and the functions between them.
//!
//! Every sum is made in one fixed order and no two operations are fused, so that the way with AVX2 and the way
//! without give the same bits on every machine. Not here: the order of the steps ([`super::forward`]).

use super::avx2;
use super::file::{BLOCK, GROUP, GROUP_BLOCK, Matrix, Norm, half};

/// Tokens that are multiplied with a group of rows at once.
pub(super) const TILE: usize = 4;
/// Adding and taking away 1.5 × 2²³ rounds to a whole number, halves to even.
const ROUNDER: f32 = 12_582_912.0;

/// Which instructions multiply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Eight rows at once, where the processor has AVX2.
    Avx2(avx2::Present),
    /// One number after the other.
    Plain,
}

impl Way {
    /// The fastest one that this processor has.
    pub(super) fn fastest() -> Self {
        avx2::Present::detected().map_or(Way::Plain, Way::Avx2)
    }
}

/// Rows of activations in whole numbers from −127 to 127, with a scale for each block.
#[derive(Debug, Default)]
pub(super) struct Whole {
    columns: usize,
    values: Vec<i8>,
    scales: Vec<f32>,
    /// Eight times the sum of each block: what the weights' offset of eight adds to a product.
    offsets: Vec<i32>,
}

/// One row of [`Whole`].
#[derive(Debug, Clone, Copy)]
pub(super) struct WholeRow<'a> {
    pub(super) values: &'a [i8],
    pub(super) scales: &'a [f32],
    pub(super) offsets: &'a [i32],
}

impl Whole {
    /// Takes over rows of so many columns.
    pub(super) fn set(&mut self, rows: &[f32], columns: usize) {
        self.columns = columns;
        self.values.clear();
        self.scales.clear();
        self.offsets.clear();
        for block in rows.as_chunks::<BLOCK>().0 {
            let largest = block.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
            let scale = largest / 127.0;
            let per_unit = if scale > 0.0 { 1.0 / scale } else { 0.0 };
            let mut values = [0_i8; BLOCK];
            let mut sum = 0_i32;
            for (value, whole) in block.iter().zip(&mut values) {
                // The low byte of the rounder's sum is the whole number.
                let rounded = (value * per_unit + ROUNDER).to_bits() as i8;
                *whole = rounded;
                sum += i32::from(rounded);
            }
            self.values.extend_from_slice(&values);
            self.scales.push(scale);
            self.offsets.push(8 * sum);
        }
    }

    pub(super) fn row(&self, at: usize) -> WholeRow<'_> {
        let blocks = self.columns / BLOCK;
        WholeRow {
            values: &self.values[at * self.columns..][..self.columns],
            scales: &self.scales[at * blocks..][..blocks],
            offsets: &self.offsets[at * blocks..][..blocks],
        }
    }

    fn rows(&self) -> usize {
        self.values.len() / self.columns.max(1)
    }
}

/// Eight rows of a matrix with a byte for each weight: for each block of columns eight vectors of 32 bytes, the
/// vector v with the columns 4v to 4v + 3 of row after row; and eight scales for each block.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) weights: Vec<u8>,
    pub(super) scales: Vec<f32>,
}

impl Rows {
    fn unpack(&mut self, packed: &[u8]) {
        let blocks = packed.len() / GROUP_BLOCK;
        self.weights.resize(blocks * GROUP * BLOCK, 0);
        self.scales.resize(blocks * GROUP, 0.0);
        let out = self.weights.as_chunks_mut::<{ GROUP * BLOCK }>().0.iter_mut();
        let scales = self.scales.as_chunks_mut::<GROUP>().0;
        for ((packed, out), scales) in packed.as_chunks::<GROUP_BLOCK>().0.iter().zip(out).zip(scales) {
            let (halves, nibbles) = packed.split_at(2 * GROUP);
            for (scale, bytes) in scales.iter_mut().zip(halves.as_chunks::<2>().0) {
                *scale = half(u16::from_le_bytes(*bytes));
            }
            let (low, high) = out.split_at_mut(GROUP * BLOCK / 2);
            for ((byte, low), high) in nibbles.iter().zip(low).zip(high) {
                *low = byte & 15;
                *high = byte >> 4;
            }
        }
    }
}

/// Products of a group of rows with a tile of tokens.
pub(super) type Products = [[f32; GROUP]; TILE];

/// `out[token][row] = row · token + bias[row]` for all rows of the matrix and all tokens.
pub(super) fn multiply(way: Way, packed: &[u8], matrix: &Matrix, tokens: &Whole, out: &mut Vec<f32>) {
    let height = matrix.bias.len();
    let count = tokens.rows();
    out.clear();
    out.resize(count * height, 0.0);
    let mut rows = Rows::default();
    let group_bytes = matrix.columns / BLOCK * GROUP_BLOCK;
    let groups = packed.chunks_exact(group_bytes).zip(matrix.bias.as_chunks::<GROUP>().0);
    for (group, (packed, bias)) in groups.enumerate() {
        rows.unpack(packed);
        for first in (0..count).step_by(TILE) {
            // The last tile repeats its last token; the surplus is not written.
            let tile = std::array::from_fn(|at| tokens.row((first + at).min(count - 1)));
            let products = match way {
                Way::Avx2(present) => avx2::products(present, &rows, tile),
                Way::Plain => products(&rows, tile),
            };
            for (at, products) in products.iter().enumerate().take(count - first) {
                let place = &mut out[(first + at) * height + group * GROUP..][..GROUP];
                for ((place, product), bias) in place.iter_mut().zip(products).zip(bias) {
                    *place = product + bias;
                }
            }
        }
    }
}

/// What [`avx2::products`] gives, number by number.
fn products(rows: &Rows, tile: [WholeRow<'_>; TILE]) -> Products {
    tile.map(|token| {
        let mut sums = [0.0_f32; GROUP];
        let blocks = rows.weights.as_chunks::<{ GROUP * BLOCK }>().0.iter();
        let blocks = blocks.zip(rows.scales.as_chunks::<GROUP>().0);
        for (block, (weights, scales)) in blocks.enumerate() {
            let values = &token.values[block * BLOCK..][..BLOCK];
            for (row, (sum, scale)) in sums.iter_mut().zip(scales).enumerate() {
                let product: i32 = values
                    .iter()
                    .enumerate()
                    .map(|(column, value)| {
                        let weight = weights[column / 4 * BLOCK + row * 4 + column % 4];
                        i32::from(weight) * i32::from(*value)
                    })
                    .sum();
                *sum += (product - token.offsets[block]) as f32 * (scale * token.scales[block]);
            }
        }
        sums
    })
}

/// Adds `added` to each row, then brings it to mean 0 and deviation 1, scaled and shifted (Ba et al., 2016).
pub(super) fn add_and_normalise(rows: &mut [f32], added: Option<&[f32]>, norm: &Norm, epsilon: f32) {
    if let Some(added) = added {
        for (value, added) in rows.iter_mut().zip(added) {
            *value += added;
        }
    }
    for row in rows.chunks_exact_mut(norm.scale.len()) {
        let count = row.len() as f32;
        let mean = sum(row, |value| value) / count;
        let variance = sum(row, |value| (value - mean) * (value - mean)) / count;
        let inverse = 1.0 / (variance + epsilon).sqrt();
        for ((value, scale), shift) in row.iter_mut().zip(&norm.scale).zip(&norm.shift) {
            *value = (*value - mean) * inverse * scale + shift;
        }
    }
}

/// Sum of a function over values, in eight columns that are added at the end.
pub(super) fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let (chunks, rest) = values.as_chunks::<8>();
    let mut sums = [0.0_f32; 8];
    for chunk in chunks {
        for (sum, value) in sums.iter_mut().zip(chunk) {
            *sum += of(*value);
        }
    }
    sums.iter().sum::<f32>() + rest.iter().map(|value| of(*value)).sum::<f32>()
}

/// The Gaussian error linear unit, x Φ(x) (Hendrycks and Gimpel, 2016), with the error function of Abramowitz and
/// Stegun 7.1.26: off by at most 2 · 10⁻⁷.
pub(super) fn gelu(values: &mut [f32]) {
    for value in values {
        let x = value.abs() * std::f32::consts::FRAC_1_SQRT_2;
        let t = 1.0 / (1.0 + 0.327_591_1 * x);
        let polynomial =
            ((((1.061_405_4 * t - 1.453_152_1) * t + 1.421_413_8) * t - 0.284_496_72) * t + 0.254_829_6) * t;
        let tail = 0.5 * polynomial * exponential(-x * x);
        *value *= if *value < 0.0 { tail } else { 1.0 - tail };
    }
}

/// e to the power of x, for x from −87 to 87 (lower ones count as −87), to about 1 part in 10⁷: a power of two times
/// a polynomial (Cody and Waite, 1980). Written so that compilers do many at once.
#[inline]
pub(super) fn exponential(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUNDER;
    let power = shifted - ROUNDER;
    let rest = x - power * 0.693_359_4 + power * 2.121_944_4e-4;
    let polynomial =
        ((((1.987_569_1e-4 * rest + 1.398_199_9e-3) * rest + 8.333_452e-3) * rest + 4.166_579_6e-2) * rest
            + 1.666_666_5e-1)
            * rest
            + 0.5;
    let value = polynomial * rest * rest + rest + 1.0;
    f32::from_bits(value.to_bits().wrapping_add(shifted.to_bits() << 23))
}

#[cfg(test)]
mod tests {
    use super::{exponential, gelu};

    #[test]
    fn exponentials_are_near() {
        for tenth in -860..=860 {
            let x = f64::from(tenth) / 10.0;
            let near = f64::from(exponential(x as f32)) / f64::from(x as f32).exp();
            assert!((near - 1.0).abs() < 1e-6, "{x}: {near}");
        }
        assert!(exponential(-1e30) < 2e-38);
    }

    #[test]
    fn gelu_is_near() {
        // Values of x Φ(x) from a table of the normal distribution.
        for (x, expected) in
            [(0.0, 0.0), (1.0, 0.841_344_8), (-1.0, -0.158_655_25), (3.0, 2.995_950_3), (-9.0, 0.0)]
        {
            let mut values = [x];
            gelu(&mut values);
            assert!((values[0] - expected).abs() < 1e-6, "{x}: {}", values[0]);
        }
    }
}
