//! Reads a model from a folder: a file in our own layout, or a model as e5 models are published.
//!
//! A published model is `model.safetensors` (a network of BERT's or XLM-RoBERTa's kind, 384 wide, 12 heads), `tokenizer.json`
//! (unigram vocabulary) and, where there is one, `config.json`. It is brought into our own layout in memory, weights in
//! four bits, and then used as any other. Nothing of it is trusted: sizes are checked before memory is asked for.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::Deserialize;

use super::error::ModelError;
use super::file::{BLOCK, HEAD_WIDTH, ROW_BLOCK, WIDTH};
use super::layout::{Writer, packed, quantise};
use super::safetensors::{self, Safetensors};
use super::vocabulary::{self, Vocabulary};

/// The largest file in our own layout, and the largest `config.json`.
const LARGEST: u64 = 512 << 20;
const LARGEST_CONFIG: u64 = 1 << 20;
/// More layers, positions and inner width than a model that answers while somebody waits.
const MOST_LAYERS: usize = 48;
const MOST_POSITIONS: usize = 512;
const MOST_INNER: usize = 8_192;
const WORDS: &str = "embeddings.word_embeddings.weight";
/// Epsilon of the normalisation where `config.json` does not say.
const EPSILON: f32 = 1e-12;
/// Bytes of a row as wide as vectors.
const ROW: usize = WIDTH / BLOCK * ROW_BLOCK;

/// The bytes of a folder's model in our own layout.
pub(super) fn read(folder: &Path) -> Result<Vec<u8>, ModelError> {
    if folder.join(safetensors::NAME).is_file() {
        return published(folder);
    }
    let unreadable = |why: std::io::Error| unreadable(&folder.display().to_string(), &why);
    let mut own = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".bin") {
            own.push(name);
        }
    }
    match own.as_slice() {
        [name] => contents(folder, name, LARGEST),
        _ => Err(ModelError::NoModelInFolder),
    }
}

/// All of a file, unless it is too large.
pub(super) fn contents(folder: &Path, name: &str, most: u64) -> Result<Vec<u8>, ModelError> {
    let unreadable = |why: std::io::Error| unreadable(name, &why);
    let file = File::open(folder.join(name)).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > most {
        return Err(ModelError::TooLarge { file: name.to_owned(), most });
    }
    Ok(bytes)
}

fn unreadable(file: &str, why: &std::io::Error) -> ModelError {
    ModelError::Unreadable { file: file.to_owned(), why: why.to_string() }
}

/// What `config.json` says, as far as it matters; what it leaves out is as in multilingual-e5-small.
#[derive(Debug, Default, Deserialize)]
struct Config {
    model_type: Option<String>,
    hidden_size: Option<u32>,
    num_attention_heads: Option<usize>,
    hidden_act: Option<String>,
    layer_norm_eps: Option<f32>,
    position_embedding_type: Option<String>,
    pad_token_id: Option<usize>,
}

impl Config {
    fn read(folder: &Path) -> Result<Self, ModelError> {
        const NAME: &str = "config.json";
        if !folder.join(NAME).is_file() {
            return Ok(Config::default());
        }
        let bytes = contents(folder, NAME, LARGEST_CONFIG)?;
        let config: Config = serde_json::from_slice(&bytes).map_err(|_| ModelError::OtherKind("the file"))?;
        if let Some(found) = config.hidden_size.filter(|found| *found as usize != WIDTH) {
            return Err(ModelError::OtherDimensions { found });
        }
        let is =
            |told: &Option<String>, known: &[&str]| told.as_deref().is_none_or(|told| known.contains(&told));
        let heads = config.num_attention_heads.unwrap_or(WIDTH / HEAD_WIDTH);
        for (is_known, name) in [
            (is(&config.model_type, &["bert", "xlm-roberta", "roberta"]), "model_type"),
            (heads == WIDTH / HEAD_WIDTH, "num_attention_heads"),
            (is(&config.hidden_act, &["gelu"]), "hidden_act"),
            (is(&config.position_embedding_type, &["absolute"]), "position_embedding_type"),
            (config.layer_norm_eps.is_none_or(|epsilon| (0.0..=1.0).contains(&epsilon)), "layer_norm_eps"),
            (config.pad_token_id.is_none_or(|pad| pad < 16), "pad_token_id"),
        ] {
            if !is_known {
                return Err(ModelError::OtherKind(name));
            }
        }
        Ok(config)
    }

    /// Positions that come before the first piece's: RoBERTa counts from after the padding's number.
    fn passed_over(&self) -> usize {
        match self.model_type.as_deref() {
            Some("xlm-roberta" | "roberta") => self.pad_token_id.unwrap_or(1) + 1,
            Some(_) | None => 0,
        }
    }
}

/// Brings a published model into our own layout.
fn published(folder: &Path) -> Result<Vec<u8>, ModelError> {
    let config = Config::read(folder)?;
    let vocabulary = vocabulary::read(folder)?;
    let mut parts = Safetensors::open(folder, WORDS)?;
    let shape = parts.shape(WORDS)?;
    if shape.1 != WIDTH {
        return Err(ModelError::OtherDimensions { found: u32::try_from(shape.1).unwrap_or(u32::MAX) });
    }
    if shape.0 < vocabulary.pieces.len() {
        return Err(ModelError::Tokeniser("has more pieces than the model has embeddings"));
    }
    let layers = (0..=MOST_LAYERS).take_while(|at| parts.shape(&of_layer(*at, QUERY)).is_ok()).count();
    let (inner, _) = parts.shape(&of_layer(0, INNER))?;
    if layers > MOST_LAYERS || inner == 0 || inner > MOST_INNER || !inner.is_multiple_of(BLOCK) {
        return Err(ModelError::Inconsistent("sizes"));
    }
    let places = places(&mut parts, config.passed_over())?;
    let (mut out, order) = begun(&vocabulary, [layers, inner, places.len() / WIDTH], &config)?;
    let rows = out.section().room(order.len() * ROW);
    parts.each(WORDS, shape, |at, row| match order.get(at) {
        Some(place) => quantise(row, &mut rows[place * ROW..][..ROW]),
        None => Some(()),
    })?;
    out.section().floats(&places);
    out.section();
    for name in ["embeddings.LayerNorm.weight", "embeddings.LayerNorm.bias"] {
        out.floats(&parts.read(name, 1, WIDTH)?);
    }
    for layer in 0..layers {
        put_layer(&mut parts, layer, inner, &mut out)?;
    }
    Ok(out.finish())
}

/// The embedding of each position, with that of the first token type.
fn places(parts: &mut Safetensors, passed_over: usize) -> Result<Vec<f32>, ModelError> {
    const PLACES: &str = "embeddings.position_embeddings.weight";
    const KINDS: &str = "embeddings.token_type_embeddings.weight";
    let mut kind = Vec::new();
    parts.each(KINDS, (parts.shape(KINDS)?.0, WIDTH), |at, row| {
        kind.extend(row.iter().take(if at == 0 { WIDTH } else { 0 }));
        Some(())
    })?;
    let mut places = Vec::new();
    parts.each(PLACES, (parts.shape(PLACES)?.0, WIDTH), |at, row| {
        if (passed_over..passed_over + MOST_POSITIONS).contains(&at) {
            places.extend(row.iter().zip(&kind).map(|(place, kind)| place + kind));
        }
        Some(())
    })?;
    Ok(places)
}

/// The file as far as the tokeniser goes, and the place of each piece among the rows that follow.
fn begun(
    vocabulary: &Vocabulary,
    [layers, inner, positions]: [usize; 3],
    config: &Config,
) -> Result<(Writer, Vec<usize>), ModelError> {
    let pieces = &vocabulary.pieces;
    let mut sorted: Vec<usize> = (0..pieces.len()).collect();
    sorted.sort_by_key(|at| &pieces[*at].0);
    let mut order = vec![0; pieces.len()];
    sorted.iter().enumerate().for_each(|(place, at)| order[*at] = place);
    let starts = |lengths: &mut dyn Iterator<Item = usize>| -> Vec<usize> {
        let rising = lengths.scan(0, |end, length| {
            *end += length;
            Some(*end)
        });
        std::iter::once(0).chain(rising).collect()
    };
    let piece_starts = starts(&mut sorted.iter().map(|at| pieces[*at].0.len()));
    let replacement_starts = starts(&mut vocabulary.replaced.iter().map(|(_, out)| out.len()));
    let last = |starts: &[usize]| starts.last().copied().unwrap_or(0);
    let [begin, end, unknown] = [vocabulary.begin, vocabulary.end, vocabulary.unknown].map(|at| order[at]);
    let counts = [
        [WIDTH, layers, WIDTH / HEAD_WIDTH, inner, positions, pieces.len()],
        [last(&piece_starts), vocabulary.replaced.len(), last(&replacement_starts), begin, end, unknown],
    ];
    let mut fitting = [0; 12];
    for (place, count) in fitting.iter_mut().zip(counts.as_flattened()) {
        *place = u32::try_from(*count).map_err(|_| ModelError::Inconsistent("sizes"))?;
    }
    let epsilon = config.layer_norm_eps.unwrap_or(EPSILON);
    let mut out = Writer::new(fitting, [epsilon, vocabulary.unknown_score]);
    // The mean of needs is not the model's: it is set after reading.
    out.section().floats(&[0.0; WIDTH]);
    out.section().numbers(vocabulary.replaced.iter().map(|(from, _)| u32::from(*from)));
    out.section().numbers(replacement_starts.iter().map(|start| *start as u32));
    out.section().numbers(vocabulary.replaced.iter().flat_map(|(_, out)| out).map(|c| u32::from(*c)));
    out.section().numbers(piece_starts.iter().map(|start| *start as u32));
    out.section();
    sorted.iter().for_each(|at| out.bytes(pieces[*at].0.as_bytes()));
    out.section().floats(&sorted.iter().map(|at| pieces[*at].1).collect::<Vec<f32>>());
    Ok((out, order))
}

const QUERY: &str = "attention.self.query";
const INNER: &str = "intermediate.dense";
const LAYER_OUT: &str = "output.dense";

fn of_layer(layer: usize, name: &str) -> String {
    format!("encoder.layer.{layer}.{name}.weight")
}

/// The four matrices of a layer, then its biases and norms.
fn put_layer(
    parts: &mut Safetensors,
    layer: usize,
    inner: usize,
    out: &mut Writer,
) -> Result<(), ModelError> {
    const ATTENTION: [&str; 3] = [QUERY, "attention.self.key", "attention.self.value"];
    const ATTENTION_OUT: &str = "attention.output.dense";
    let name = |part: &str| of_layer(layer, part);
    let mut matrix = |names: &[&str], rows: usize, columns: usize| -> Result<(), ModelError> {
        let row_bytes = columns / BLOCK * ROW_BLOCK;
        let mut all = vec![0; names.len() * rows * row_bytes];
        for (part, place) in names.iter().zip(all.chunks_exact_mut(rows * row_bytes)) {
            parts.each(&name(part), (rows, columns), |at, row| {
                quantise(row, &mut place[at * row_bytes..][..row_bytes])
            })?;
        }
        out.section().bytes(&packed(&all, columns));
        Ok(())
    };
    matrix(&ATTENTION, WIDTH, WIDTH)?;
    matrix(&[ATTENTION_OUT], WIDTH, WIDTH)?;
    matrix(&[INNER], inner, WIDTH)?;
    matrix(&[LAYER_OUT], WIDTH, inner)?;
    out.section();
    for (part, kind, count) in [
        (ATTENTION[0], "bias", WIDTH),
        (ATTENTION[1], "bias", WIDTH),
        (ATTENTION[2], "bias", WIDTH),
        (ATTENTION_OUT, "bias", WIDTH),
        ("attention.output.LayerNorm", "weight", WIDTH),
        ("attention.output.LayerNorm", "bias", WIDTH),
        (INNER, "bias", inner),
        (LAYER_OUT, "bias", WIDTH),
        ("output.LayerNorm", "weight", WIDTH),
        ("output.LayerNorm", "bias", WIDTH),
    ] {
        out.floats(&parts.read(&format!("encoder.layer.{layer}.{part}.{kind}"), 1, count)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
