//! The two products that take the time, with AVX2: the only module with `unsafe`.
//!
//! Results are the same bits as without: whole numbers are exact, and floating-point sums are made in the same order.
//! Each function takes [`Present`], which exists only where the processor was asked, and checks the lengths it relies
//! on.
#![allow(
    unsafe_code,
    reason = "instructions chosen at run time; reviewed, and compared with the plain way in tests"
)]

use super::file::{BLOCK, GROUP};
use super::kernel::{Products, Rows, TILE, WholeRow};

/// Proof that the processor has AVX2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Present(());

impl Present {
    /// Asks the processor.
    #[cfg(target_arch = "x86_64")]
    pub(crate) fn detected() -> Option<Self> {
        std::arch::is_x86_feature_detected!("avx2").then_some(Present(()))
    }

    /// Other processors have no AVX2.
    #[cfg(not(target_arch = "x86_64"))]
    pub(crate) fn detected() -> Option<Self> {
        None
    }
}

/// Products of eight rows with each token of the tile.
#[cfg(target_arch = "x86_64")]
pub(super) fn products(_: Present, rows: &Rows, tile: [WholeRow<'_>; TILE]) -> Products {
    let blocks = rows.scales.len() / GROUP;
    assert!(rows.weights.len() == blocks * GROUP * BLOCK);
    for token in &tile {
        assert!(token.values.len() == blocks * BLOCK);
        assert!(token.scales.len() == blocks && token.offsets.len() == blocks);
    }
    // SAFETY: `Present` proves AVX2; the lengths were checked above.
    unsafe { x86::products(rows, &tile, blocks) }
}

/// Sum of products of whole numbers; as many as the shorter one has, the length a multiple of 16.
#[cfg(target_arch = "x86_64")]
pub(crate) fn dot<const N: usize>(_: Present, a: &[i16; N], b: &[i8; N]) -> i32 {
    const { assert!(N.is_multiple_of(16)) };
    // SAFETY: `Present` proves AVX2; both have N values.
    unsafe { x86::dot(a, b) }
}

#[cfg(not(target_arch = "x86_64"))]
pub(super) fn products(_: Present, _: &Rows, _: [WholeRow<'_>; TILE]) -> Products {
    [[0.0; GROUP]; TILE]
}

#[cfg(not(target_arch = "x86_64"))]
pub(crate) fn dot<const N: usize>(_: Present, _: &[i16; N], _: &[i8; N]) -> i32 {
    0
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m128i, __m256i, _mm_loadu_si128, _mm256_add_epi16, _mm256_add_epi32, _mm256_add_ps,
        _mm256_cvtepi8_epi16, _mm256_cvtepi32_ps, _mm256_loadu_ps, _mm256_loadu_si256, _mm256_madd_epi16,
        _mm256_maddubs_epi16, _mm256_mul_ps, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_set1_ps,
        _mm256_setzero_ps, _mm256_setzero_si256, _mm256_storeu_ps, _mm256_storeu_si256, _mm256_sub_epi32,
    };

    use super::{BLOCK, GROUP, Products, Rows, TILE, WholeRow};

    /// Weights are 0 to 15 and activations −127 to 127, so that the eight sums of two products that meet in one
    /// 16-bit lane stay within ±30,480.
    ///
    /// # Safety
    /// AVX2; `rows` has `blocks` blocks and so has every token.
    #[target_feature(enable = "avx2")]
    pub(super) unsafe fn products(rows: &Rows, tile: &[WholeRow<'_>; TILE], blocks: usize) -> Products {
        let ones = _mm256_set1_epi16(1);
        let mut sums = [_mm256_setzero_ps(); TILE];
        for block in 0..blocks {
            let mut parts = [_mm256_setzero_si256(); TILE];
            for vector in 0..GROUP {
                // SAFETY: byte (block * 8 + vector) * 32 + 31 is within `blocks` blocks of 256.
                let weights = unsafe {
                    let at = rows.weights.as_ptr().add((block * GROUP + vector) * BLOCK);
                    _mm256_loadu_si256(at.cast::<__m256i>())
                };
                for (part, token) in parts.iter_mut().zip(tile) {
                    // SAFETY: four values from block * 32 + vector * 4 are within `blocks` blocks of 32.
                    let four = unsafe {
                        let at = token.values.as_ptr().add(block * BLOCK + vector * 4);
                        at.cast::<i32>().read_unaligned()
                    };
                    let products = _mm256_maddubs_epi16(weights, _mm256_set1_epi32(four));
                    *part = _mm256_add_epi16(*part, products);
                }
            }
            // SAFETY: eight scales from block * 8 are within `blocks` blocks of eight; each token has `blocks` scales.
            unsafe {
                let scales = _mm256_loadu_ps(rows.scales.as_ptr().add(block * GROUP));
                for ((part, token), sum) in parts.iter().zip(tile).zip(&mut sums) {
                    let offset = _mm256_set1_epi32(*token.offsets.get_unchecked(block));
                    let product = _mm256_sub_epi32(_mm256_madd_epi16(*part, ones), offset);
                    let scale = _mm256_mul_ps(scales, _mm256_set1_ps(*token.scales.get_unchecked(block)));
                    *sum = _mm256_add_ps(*sum, _mm256_mul_ps(_mm256_cvtepi32_ps(product), scale));
                }
            }
        }
        let mut out = [[0.0; GROUP]; TILE];
        for (out, sum) in out.iter_mut().zip(sums) {
            // SAFETY: `out` holds eight numbers.
            unsafe { _mm256_storeu_ps(out.as_mut_ptr(), sum) };
        }
        out
    }

    /// # Safety
    /// AVX2; N is a multiple of 16.
    #[target_feature(enable = "avx2")]
    pub(super) unsafe fn dot<const N: usize>(a: &[i16; N], b: &[i8; N]) -> i32 {
        let mut sum = _mm256_setzero_si256();
        for at in (0..N).step_by(16) {
            // SAFETY: 16 values from `at` are within N.
            let (a, b) = unsafe {
                let a = _mm256_loadu_si256(a.as_ptr().add(at).cast::<__m256i>());
                (a, _mm_loadu_si128(b.as_ptr().add(at).cast::<__m128i>()))
            };
            sum = _mm256_add_epi32(sum, _mm256_madd_epi16(a, _mm256_cvtepi8_epi16(b)));
        }
        let mut lanes = [0_i32; 8];
        // SAFETY: `lanes` holds eight numbers.
        unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast::<__m256i>(), sum) };
        lanes.iter().sum()
    }
}
