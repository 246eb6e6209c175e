//! Vectors as they are kept and compared: a byte for each number, and a step that they count in.
//!
//! Steps are whole multiples of a fixed unit and products are whole numbers, so that sums over documents are exact:
//! they do not depend on the order of documents, nor on the instructions of the machine.

use super::DIMENSIONS;
use super::avx2;

/// Steps count in this.
const UNIT: f32 = 1.0 / 1_048_576.0;
/// Largest number of a centred need. Its products with bytes, 384 of them, stay within 32 bits.
const LARGEST: f32 = 16_383.0;

/// Why numbers are no vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VectorError {
    /// Too few or too many.
    #[error("a vector has {DIMENSIONS} numbers, not {found}")]
    OtherDimensions {
        /// How many there are.
        found: usize,
    },
    /// Not a number, infinite, larger than 1, or all zero.
    #[error("the numbers are no vector of length 1")]
    NotAVector,
}

/// The vector of a text, in 386 bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vector {
    values: [i8; DIMENSIONS],
    step: u16,
}

impl Vector {
    /// How many bytes [`Vector::to_bytes`] gives.
    pub const BYTES: usize = DIMENSIONS + 2;

    /// Rounds a vector of length 1.
    ///
    /// # Errors
    /// [`VectorError`] for another number of numbers, or such as no vector of length 1 has.
    pub fn of(numbers: &[f32]) -> Result<Self, VectorError> {
        let numbers: &[f32; DIMENSIONS] =
            numbers.try_into().map_err(|_| VectorError::OtherDimensions { found: numbers.len() })?;
        let largest = largest(numbers).filter(|largest| *largest <= 1.001).ok_or(VectorError::NotAVector)?;
        let step = (largest / 127.0 / UNIT).ceil() as u16;
        let per_step = 1.0 / (f32::from(step) * UNIT);
        Ok(Vector { values: numbers.map(|number| (number * per_step).round() as i8), step })
    }

    /// The form to keep: the step, little-endian, then the values.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(Self::BYTES);
        bytes.extend(self.step.to_le_bytes());
        bytes.extend(self.values.map(i8::cast_unsigned));
        bytes
    }

    /// Reads what [`Vector::to_bytes`] gave.
    ///
    /// # Errors
    /// [`VectorError`] for another number of bytes, or such as it never gives.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VectorError> {
        let found = bytes.len().saturating_sub(2);
        let bytes: &[u8; Self::BYTES] =
            bytes.try_into().map_err(|_| VectorError::OtherDimensions { found })?;
        let values: [i8; DIMENSIONS] = std::array::from_fn(|at| bytes[at + 2].cast_signed());
        let step = u16::from_le_bytes([bytes[0], bytes[1]]);
        let has_length = values.iter().any(|value| *value != 0);
        if step > 0 && has_length { Ok(Vector { values, step }) } else { Err(VectorError::NotAVector) }
    }

    /// The numbers again, as near as steps allow: to take a kept vector of a need as the need.
    pub fn numbers(&self) -> [f32; DIMENSIONS] {
        self.values.map(|value| f32::from(value) * (f32::from(self.step) * UNIT))
    }

    /// Square of the distance from a point.
    pub(crate) fn distance_squared(&self, point: &[f32; DIMENSIONS]) -> f32 {
        let step = f32::from(self.step) * UNIT;
        let mut sums = [0.0_f32; 8];
        let values = self.values.as_chunks::<8>().0.iter().zip(point.as_chunks::<8>().0);
        for (values, point) in values {
            for ((sum, value), point) in sums.iter_mut().zip(values).zip(point) {
                let difference = f32::from(*value) * step - point;
                *sum += difference * difference;
            }
        }
        sums.iter().sum()
    }
}

/// The sum of vectors, exact.
#[derive(Debug)]
pub(crate) struct Sum {
    sums: Box<[i64; DIMENSIONS]>,
    count: u32,
}

impl Default for Sum {
    fn default() -> Self {
        Sum { sums: Box::new([0; DIMENSIONS]), count: 0 }
    }
}

impl Sum {
    pub(crate) fn add(&mut self, vector: &Vector) {
        let step = i32::from(vector.step);
        for (sum, value) in self.sums.iter_mut().zip(vector.values) {
            *sum += i64::from(i32::from(value) * step);
        }
        self.count += 1;
    }

    /// How many were added.
    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    pub(crate) fn mean(&self) -> [f32; DIMENSIONS] {
        let count = f64::from(self.count.max(1));
        std::array::from_fn(|at| (self.sums[at] as f64 / count * f64::from(UNIT)) as f32)
    }
}

/// A need's vector without what all needs have in common, of length 1.
#[derive(Debug, Clone)]
pub struct Centred {
    numbers: [f32; DIMENSIONS],
    values: [i16; DIMENSIONS],
    step: f32,
    avx2: Option<avx2::Present>,
}

impl Centred {
    /// Takes `mean` from a need's vector: usually [`super::Model::mean_of_needs`].
    ///
    /// # Errors
    /// [`VectorError`] where either is no vector, or both are the same.
    pub fn of(need: &[f32], mean: &[f32]) -> Result<Self, VectorError> {
        for numbers in [need, mean] {
            if numbers.len() != DIMENSIONS {
                return Err(VectorError::OtherDimensions { found: numbers.len() });
            }
        }
        let mut numbers: [f32; DIMENSIONS] = std::array::from_fn(|at| need[at] - mean[at]);
        let length = numbers.iter().map(|number| number * number).sum::<f32>().sqrt();
        if !length.is_finite() || length <= 0.0 {
            return Err(VectorError::NotAVector);
        }
        numbers = numbers.map(|number| number / length);
        let step = largest(&numbers).ok_or(VectorError::NotAVector)? / LARGEST;
        let values = numbers.map(|number| (number / step).round() as i16);
        Ok(Centred { numbers, values, step, avx2: avx2::Present::detected() })
    }

    /// The cosine with another need: 1 for the same, about 0 for one that has nothing to do with it.
    pub fn likeness(&self, other: &Self) -> f32 {
        let mut sums = [0.0_f32; 8];
        let numbers = self.numbers.as_chunks::<8>().0.iter().zip(other.numbers.as_chunks::<8>().0);
        for (mine, others) in numbers {
            for ((sum, a), b) in sums.iter_mut().zip(mine).zip(others) {
                *sum += a * b;
            }
        }
        sums.iter().sum()
    }

    /// The same without AVX2, to compare.
    #[doc(hidden)]
    pub fn made_plain(mut self) -> Self {
        self.avx2 = None;
        self
    }

    /// The product with a kept vector.
    pub(crate) fn dot(&self, vector: &Vector) -> f32 {
        let whole = match self.avx2 {
            Some(present) => avx2::dot(present, &self.values, &vector.values),
            None => plain_dot(&self.values, &vector.values),
        };
        whole as f32 * (self.step * f32::from(vector.step) * UNIT)
    }

    /// The product with a point.
    pub(crate) fn dot_point(&self, point: &[f32; DIMENSIONS]) -> f32 {
        self.numbers.iter().zip(point).map(|(a, b)| a * b).sum()
    }
}

fn plain_dot(a: &[i16; DIMENSIONS], b: &[i8; DIMENSIONS]) -> i32 {
    a.iter().zip(b).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum()
}

/// The largest magnitude, where all are finite and one is not 0.
fn largest(numbers: &[f32; DIMENSIONS]) -> Option<f32> {
    let is_finite = numbers.iter().all(|number| number.is_finite());
    let largest = numbers.iter().fold(0.0_f32, |largest, number| largest.max(number.abs()));
    (is_finite && largest > f32::MIN_POSITIVE).then_some(largest)
}

#[cfg(test)]
mod tests {
    use super::{Centred, DIMENSIONS, Sum, Vector, VectorError, plain_dot};

    fn made(seed: u64) -> Vec<f32> {
        let mut random = fastrand::Rng::with_seed(seed);
        let numbers: Vec<f32> = (0..DIMENSIONS).map(|_| random.f32() - 0.5).collect();
        let length = numbers.iter().map(|number| number * number).sum::<f32>().sqrt();
        numbers.into_iter().map(|number| number / length).collect()
    }

    #[test]
    fn products_are_near_and_the_same_without_avx2() {
        let mean = made(1);
        for seed in 2..40 {
            let (need, document) = (made(seed), made(seed + 100));
            let centred = Centred::of(&need, &mean).unwrap();
            let kept = Vector::of(&document).unwrap();
            let exact: f32 = centred.numbers.iter().zip(&document).map(|(a, b)| a * b).sum();
            assert!((centred.dot(&kept) - exact).abs() < 2e-3);
            let plain = centred.clone().made_plain();
            assert_eq!(plain.dot(&kept).to_bits(), centred.dot(&kept).to_bits());
        }
        let extreme = ([-16_383; DIMENSIONS], [-128; DIMENSIONS]);
        assert_eq!(plain_dot(&extreme.0, &extreme.1), 16_383 * 128 * 384);
    }

    #[test]
    fn bytes_come_back_and_broken_ones_do_not() {
        let vector = Vector::of(&made(1)).unwrap();
        assert!(vector.numbers().iter().zip(made(1)).all(|(kept, number)| (kept - number).abs() < 1e-3));
        let bytes = vector.to_bytes();
        assert_eq!(Vector::from_bytes(&bytes), Ok(vector));
        assert_eq!(Vector::from_bytes(&bytes[..200]), Err(VectorError::OtherDimensions { found: 198 }));
        assert_eq!(Vector::from_bytes(&[0; Vector::BYTES]), Err(VectorError::NotAVector));
        assert_eq!(Vector::of(&[0.1; 3]), Err(VectorError::OtherDimensions { found: 3 }));
        assert_eq!(Vector::of(&[f32::NAN; DIMENSIONS]), Err(VectorError::NotAVector));
        assert_eq!(Vector::of(&[0.0; DIMENSIONS]), Err(VectorError::NotAVector));
        assert_eq!(Vector::of(&[1e9; DIMENSIONS]), Err(VectorError::NotAVector));
    }

    #[test]
    fn sums_do_not_depend_on_order() {
        let vectors: Vec<Vector> = (0..50).map(|seed| Vector::of(&made(seed)).unwrap()).collect();
        let (mut there, mut back) = (Sum::default(), Sum::default());
        vectors.iter().for_each(|vector| there.add(vector));
        vectors.iter().rev().for_each(|vector| back.add(vector));
        assert_eq!(there.mean().map(f32::to_bits), back.mean().map(f32::to_bits));
        assert_eq!(there.count(), 50);
    }
}
