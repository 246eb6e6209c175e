//! The forward pass: from pieces to one vector for each text, as in BERT (Devlin et al., 2019): embedding, layers of
//! attention and feed-forward, mean over the pieces, length 1.
//!
//! Several texts go through together, so that each weight is unpacked once for all. Not here: how numbers are
//! multiplied ([`super::kernel`]).

use std::ops::Range;

use super::file::{BLOCK, File, HEAD_WIDTH, ROW_BLOCK, WIDTH, floats, half};
use super::kernel::{Way, Whole, add_and_normalise, exponential, gelu, multiply, sum};

/// Keys that are multiplied with a query at once.
const KEYS: usize = 16;

/// The vectors of texts given as their pieces, none empty, none longer than the model has positions.
pub(super) fn forward(file: &File, way: Way, texts: &[Vec<u32>]) -> Vec<Vec<f32>> {
    let mut spans: Vec<Range<usize>> = Vec::with_capacity(texts.len());
    let mut state: Vec<f32> = Vec::new();
    for pieces in texts {
        let start = state.len() / WIDTH;
        let places = file.part(&file.places).chunks_exact(WIDTH * 4);
        for (piece, place) in pieces.iter().zip(places) {
            embed(file, *piece, place, &mut state);
        }
        spans.push(start..state.len() / WIDTH);
    }
    let epsilon = file.shape.epsilon;
    add_and_normalise(&mut state, None, &file.norm, epsilon);
    let (mut whole, mut out, mut wide) = (Whole::default(), Vec::new(), Vec::new());
    let mut mixed = vec![0.0; state.len()];
    for layer in &file.layers {
        whole.set(&state, WIDTH);
        multiply(way, file.part(&layer.attention.packed), &layer.attention, &whole, &mut wide);
        for span in &spans {
            attend(&wide, span, file.shape.heads, &mut mixed);
        }
        whole.set(&mixed, WIDTH);
        multiply(way, file.part(&layer.attention_out.packed), &layer.attention_out, &whole, &mut out);
        add_and_normalise(&mut state, Some(&out), &layer.attention_norm, epsilon);
        whole.set(&state, WIDTH);
        multiply(way, file.part(&layer.inner.packed), &layer.inner, &whole, &mut wide);
        gelu(&mut wide);
        whole.set(&wide, file.shape.inner);
        multiply(way, file.part(&layer.inner_out.packed), &layer.inner_out, &whole, &mut out);
        add_and_normalise(&mut state, Some(&out), &layer.inner_norm, epsilon);
    }
    spans.into_iter().map(|span| pool(&state[span.start * WIDTH..span.end * WIDTH])).collect()
}

/// Adds a row: the piece's embedding plus that of its place.
fn embed(file: &File, piece: u32, place: &[u8], state: &mut Vec<f32>) {
    let bytes = WIDTH / BLOCK * ROW_BLOCK;
    let row = &file.part(&file.rows)[piece as usize * bytes..][..bytes];
    let mut place = floats(place);
    for block in row.as_chunks::<ROW_BLOCK>().0 {
        let scale = half(u16::from_le_bytes([block[0], block[1]]));
        let low = block[2..].iter().map(|byte| byte & 15);
        let weights = low.chain(block[2..].iter().map(|byte| byte >> 4));
        for (weight, place) in weights.zip(&mut place) {
            state.push((f32::from(weight) - 8.0) * scale + place);
        }
    }
}

/// Scaled dot-product attention within one text (Vaswani et al., 2017). `wide` has queries, keys and values in each
/// row.
fn attend(wide: &[f32], span: &Range<usize>, heads: usize, mixed: &mut [f32]) {
    let length = span.len();
    let padded = length.next_multiple_of(KEYS);
    let row = |token: usize| &wide[(span.start + token) * 3 * WIDTH..][..3 * WIDTH];
    let mut keys = vec![0.0_f32; HEAD_WIDTH * padded];
    let mut shares = vec![0.0_f32; padded];
    let scale = 1.0 / (HEAD_WIDTH as f32).sqrt();
    for head in 0..heads {
        for token in 0..length {
            let key = &row(token)[WIDTH + head * HEAD_WIDTH..][..HEAD_WIDTH];
            for (at, value) in key.iter().enumerate() {
                keys[at * padded + token] = value * scale;
            }
        }
        for token in 0..length {
            let query = &row(token)[head * HEAD_WIDTH..][..HEAD_WIDTH];
            likenesses(query, &keys, &mut shares);
            to_shares(&mut shares[..length]);
            let mut sums = [0.0_f32; HEAD_WIDTH];
            for (other, share) in shares[..length].iter().enumerate() {
                let value = &row(other)[2 * WIDTH + head * HEAD_WIDTH..][..HEAD_WIDTH];
                for (sum, value) in sums.iter_mut().zip(value) {
                    *sum += share * value;
                }
            }
            mixed[(span.start + token) * WIDTH + head * HEAD_WIDTH..][..HEAD_WIDTH].copy_from_slice(&sums);
        }
    }
}

/// Products of a query with all keys, which lie column by column.
fn likenesses(query: &[f32], keys: &[f32], out: &mut [f32]) {
    let padded = out.len();
    for (block, out) in out.as_chunks_mut::<KEYS>().0.iter_mut().enumerate() {
        let mut sums = [0.0_f32; KEYS];
        for (at, query) in query.iter().enumerate() {
            let keys = &keys[at * padded + block * KEYS..][..KEYS];
            for (sum, key) in sums.iter_mut().zip(keys) {
                *sum += query * key;
            }
        }
        *out = sums;
    }
}

/// Softmax.
fn to_shares(values: &mut [f32]) {
    let largest = values.iter().fold(f32::MIN, |largest, value| largest.max(*value));
    for value in values.iter_mut() {
        *value = exponential(*value - largest);
    }
    let inverse = 1.0 / sum(values, |value| value);
    for value in values {
        *value *= inverse;
    }
}

/// Mean of the rows, brought to length 1.
fn pool(rows: &[f32]) -> Vec<f32> {
    let mut mean = vec![0.0_f32; WIDTH];
    for row in rows.as_chunks::<WIDTH>().0 {
        for (sum, value) in mean.iter_mut().zip(row) {
            *sum += value;
        }
    }
    let inverse = 1.0 / sum(&mean, |value| value * value).sqrt().max(f32::MIN_POSITIVE);
    for value in &mut mean {
        *value *= inverse;
    }
    mean
}
