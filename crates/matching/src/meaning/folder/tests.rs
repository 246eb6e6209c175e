//! Folders with published models: the embedded one written as such a folder and read again, and small ones, whole and
//! broken.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::meaning::error::{ModelError, PartFault};
use crate::meaning::file::{
    BLOCK, File, GROUP, GROUP_BLOCK, Matrix, Norm, ROW_BLOCK, WIDTH, floats, half, nth, numbers,
};
use crate::meaning::layout::to_half;
use crate::meaning::{Model, charsmap};

/// What a folder is written from.
struct Published {
    parts: BTreeMap<String, (Vec<usize>, Vec<f32>)>,
    vocab: Vec<(String, f32)>,
    replaced: Vec<(char, String)>,
    config: Value,
}

impl Published {
    /// The embedded model, its weights as the numbers they stand for, its pieces with the likeliest first.
    fn of(file: &File) -> Self {
        let piece = |at: usize| {
            let starts = file.part(&file.spelling.starts);
            let range = nth(starts, at) as usize..nth(starts, at + 1) as usize;
            String::from_utf8(file.part(&file.spelling.pieces)[range].to_vec()).unwrap()
        };
        let scores: Vec<f32> = floats(file.part(&file.spelling.scores)).collect();
        let mut order: Vec<usize> = (0..file.shape.pieces).collect();
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
        let rows: Vec<f32> =
            file.part(&file.rows).as_chunks::<ROW_BLOCK>().0.iter().flat_map(numbers_of).collect();
        let words = order.iter().flat_map(|at| &rows[at * WIDTH..][..WIDTH]).copied().collect();
        let mut parts = BTreeMap::new();
        let mut put =
            |name: String, shape: Vec<usize>, numbers: Vec<f32>| parts.insert(name, (shape, numbers));
        put("embeddings.word_embeddings.weight".into(), vec![order.len(), WIDTH], words);
        let places: Vec<f32> = floats(file.part(&file.places)).collect();
        put("embeddings.position_embeddings.weight".into(), vec![file.shape.positions, WIDTH], places);
        put("embeddings.token_type_embeddings.weight".into(), vec![2, WIDTH], vec![0.0; 2 * WIDTH]);
        let mut norm = |name: &str, norm: &Norm| {
            put(format!("{name}.weight"), vec![WIDTH], norm.scale.clone());
            put(format!("{name}.bias"), vec![WIDTH], norm.shift.clone());
        };
        norm("embeddings.LayerNorm", &file.norm);
        for (at, layer) in file.layers.iter().enumerate() {
            norm(&format!("encoder.layer.{at}.attention.output.LayerNorm"), &layer.attention_norm);
            norm(&format!("encoder.layer.{at}.output.LayerNorm"), &layer.inner_norm);
        }
        for (at, layer) in file.layers.iter().enumerate() {
            let names = ["attention.self.query", "attention.self.key", "attention.self.value"];
            for (name, matrix) in [
                (&names[..], &layer.attention),
                (&["attention.output.dense"], &layer.attention_out),
                (&["intermediate.dense"], &layer.inner),
                (&["output.dense"], &layer.inner_out),
            ] {
                let (weights, height) = (unpacked(file, matrix), matrix.bias.len() / name.len());
                let shares = weights.chunks(height * matrix.columns).zip(matrix.bias.chunks(height));
                for (name, (weights, bias)) in name.iter().zip(shares) {
                    let name = format!("encoder.layer.{at}.{name}");
                    parts.insert(format!("{name}.weight"), (vec![height, matrix.columns], weights.to_vec()));
                    parts.insert(format!("{name}.bias"), (vec![height], bias.to_vec()));
                }
            }
        }
        let replacements: Vec<char> =
            numbers(file.part(&file.spelling.replacements)).filter_map(char::from_u32).collect();
        let starts: Vec<u32> = numbers(file.part(&file.spelling.replacement_starts)).collect();
        let codes = numbers(file.part(&file.spelling.codes)).filter_map(char::from_u32);
        let replaced = codes.zip(starts.windows(2));
        let replaced = replaced.map(|(code, range)| {
            (code, replacements[range[0] as usize..range[1] as usize].iter().collect::<String>())
        });
        Published {
            parts,
            vocab: order.iter().map(|at| (piece(*at), scores[*at])).collect(),
            replaced: replaced.collect(),
            config: json!({"model_type": "bert", "hidden_size": WIDTH, "layer_norm_eps": file.shape.epsilon}),
        }
    }

    /// A model of one layer that spells with single letters.
    fn small() -> Self {
        let mut random = fastrand::Rng::with_seed(3);
        let mut made = |count: usize| (0..count).map(|_| random.f32() - 0.5).collect::<Vec<f32>>();
        let mut vocab: Vec<(String, f32)> =
            ["<s>", "<pad>", "</s>", "<unk>"].map(|special| (special.to_owned(), 0.0)).into();
        vocab.extend("▁abcdefghijklmnopqrstuvwxyzåäö:".chars().map(|c| (c.to_string(), -3.0)));
        vocab.push(("▁query".to_owned(), -4.0));
        let mut parts = BTreeMap::new();
        let mut put = |name: &str, shape: &[usize]| {
            let numbers = made(shape.iter().product());
            parts.insert(name.to_owned(), (shape.to_vec(), numbers));
        };
        put("embeddings.word_embeddings.weight", &[vocab.len() + 5, WIDTH]);
        put("embeddings.position_embeddings.weight", &[20, WIDTH]);
        put("embeddings.token_type_embeddings.weight", &[1, WIDTH]);
        for name in ["embeddings", "encoder.layer.0.attention.output", "encoder.layer.0.output"] {
            put(&format!("{name}.LayerNorm.weight"), &[WIDTH]);
            put(&format!("{name}.LayerNorm.bias"), &[WIDTH]);
        }
        for (name, height, width) in [
            ("attention.self.query", WIDTH, WIDTH),
            ("attention.self.key", WIDTH, WIDTH),
            ("attention.self.value", WIDTH, WIDTH),
            ("attention.output.dense", WIDTH, WIDTH),
            ("intermediate.dense", 64, WIDTH),
            ("output.dense", WIDTH, 64),
        ] {
            put(&format!("encoder.layer.0.{name}.weight"), &[height, width]);
            put(&format!("encoder.layer.0.{name}.bias"), &[height]);
        }
        let replaced = vec![('A', "a".to_owned()), ('ﬁ', "fi".to_owned()), ('\u{ad}', String::new())];
        Published { parts, vocab, replaced, config: json!({}) }
    }

    fn tokeniser(&self) -> Value {
        let table = to_base64(&double_array(&self.replaced));
        let steps = json!([{"type": "Precompiled", "precompiled_charsmap": table}, {"type": "Strip"}]);
        let model = json!({"type": "Unigram", "unk_id": self.place("<unk>"), "vocab": self.vocab});
        json!({"version": "1.0", "normalizer": {"type": "Sequence", "normalizers": steps}, "model": model})
    }

    fn place(&self, piece: &str) -> usize {
        self.vocab.iter().position(|(written, _)| written == piece).unwrap()
    }

    /// The list of parts and their numbers, written as `kind`.
    fn listed(&self, kind: &str) -> (Value, Vec<u8>) {
        let (mut list, mut data) = (json!({"__metadata__": {"format": "pt"}}), Vec::new());
        for (name, (shape, numbers)) in &self.parts {
            let begin = data.len();
            for number in numbers {
                match kind {
                    "F32" => data.extend(number.to_le_bytes()),
                    "F16" => data.extend(to_half(*number).unwrap().to_le_bytes()),
                    _ => data.extend(((number.to_bits() >> 16) as u16).to_le_bytes()),
                }
            }
            list[name] = json!({"dtype": kind, "shape": shape, "data_offsets": [begin, data.len()]});
        }
        (list, data)
    }

    fn write(&self, folder: &Path, kind: &str) {
        let (list, data) = self.listed(kind);
        write_parts(folder, &list, &data);
        fs::write(folder.join("tokenizer.json"), self.tokeniser().to_string()).unwrap();
        fs::write(folder.join("config.json"), self.config.to_string()).unwrap();
    }
}

fn write_parts(folder: &Path, list: &Value, data: &[u8]) {
    let list = list.to_string();
    let mut bytes = (list.len() as u64).to_le_bytes().to_vec();
    bytes.extend(list.as_bytes());
    bytes.extend(data);
    fs::write(folder.join("model.safetensors"), bytes).unwrap();
}

/// The 32 numbers of a block.
fn numbers_of(block: &[u8; ROW_BLOCK]) -> impl Iterator<Item = f32> {
    let scale = half(u16::from_le_bytes([block[0], block[1]]));
    let nibbles: Vec<u8> =
        block[2..].iter().map(|byte| byte & 15).chain(block[2..].iter().map(|byte| byte >> 4)).collect();
    nibbles.into_iter().map(move |nibble| (f32::from(nibble) - 8.0) * scale)
}

/// The rows of a packed matrix as numbers.
fn unpacked(file: &File, matrix: &Matrix) -> Vec<f32> {
    let blocks = matrix.columns / BLOCK;
    let mut out = vec![0.0; matrix.bias.len() * matrix.columns];
    for (at, group) in file.part(&matrix.packed).as_chunks::<GROUP_BLOCK>().0.iter().enumerate() {
        for row in 0..GROUP {
            let scale = half(u16::from_le_bytes([group[2 * row], group[2 * row + 1]]));
            for column in 0..BLOCK / 2 {
                let byte = group[2 * GROUP + column / 4 * BLOCK + 4 * row + column % 4];
                let place = (at / blocks * GROUP + row) * matrix.columns + at % blocks * BLOCK + column;
                out[place] = (f32::from(byte & 15) - 8.0) * scale;
                out[place + BLOCK / 2] = (f32::from(byte >> 4) - 8.0) * scale;
            }
        }
    }
    out
}

fn to_base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letters = |three: &[u8]| -> String {
        let bits =
            three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        (0..4)
            .map(|at| match at <= three.len() {
                true => char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize]),
                false => '=',
            })
            .collect()
    };
    bytes.chunks(3).map(letters).collect()
}

/// The table as SentencePiece keeps it: size, double array, replacements.
fn double_array(replaced: &[(char, String)]) -> Vec<u8> {
    #[derive(Default)]
    struct Node {
        next: BTreeMap<u8, Node>,
        value: Option<u32>,
    }
    fn place(node: &Node, at: usize, units: &mut Vec<Option<u32>>, bases: &mut BTreeSet<usize>) {
        let mut labels: Vec<u8> = node.next.keys().copied().collect();
        labels.extend(node.value.map(|_| 0));
        let is_free = |base: &usize| {
            let taken = |label: &u8| units.get(base ^ usize::from(*label)).is_some_and(Option::is_some);
            !bases.contains(base) && !labels.iter().any(taken)
        };
        // Looking a little back is enough: the array need not be tight.
        let base = (units.len().saturating_sub(512).max(1)..).find(is_free).unwrap();
        bases.insert(base);
        units.resize(units.len().max((base | 255) + 1), None);
        let own = units[at].unwrap_or(0) | ((at ^ base) as u32) << 10 | u32::from(node.value.is_some()) << 8;
        units[at] = Some(own);
        if let Some(value) = node.value {
            units[base] = Some(value | 1 << 31);
        }
        for label in node.next.keys() {
            units[base ^ usize::from(*label)] = Some(u32::from(*label));
        }
        for (label, next) in &node.next {
            place(next, base ^ usize::from(*label), units, bases);
        }
    }
    let (mut root, mut texts) = (Node::default(), Vec::new());
    for (from, to) in replaced {
        let mut key = [0; 4];
        let mut node = &mut root;
        for byte in from.encode_utf8(&mut key).bytes() {
            node = node.next.entry(byte).or_default();
        }
        node.value = Some(texts.len() as u32);
        texts.extend(to.bytes().chain([0]));
    }
    let mut units = vec![Some(0)];
    place(&root, 0, &mut units, &mut BTreeSet::new());
    let mut out = (units.len() as u32 * 4).to_le_bytes().to_vec();
    out.extend(units.iter().flat_map(|unit| unit.unwrap_or(0).to_le_bytes()));
    out.extend(texts);
    out
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

#[test]
fn the_embedded_model_comes_back_from_its_published_form() {
    let folder = tempfile::tempdir().unwrap();
    let embedded = Model::embedded().unwrap();
    Published::of(&embedded.file).write(folder.path(), "F32");
    let needs = ["Vi tappar bort nycklar", "Det tar för lång tid"];
    let read = Model::from_folder(folder.path(), &needs).unwrap();
    let texts = include_str!("../../../tests/reference/texts.json");
    let texts: Vec<String> = serde_json::from_str(texts).unwrap();
    assert!(texts.len() >= 50);
    // Their beginnings, for the sake of time: tests/suite/meaning.rs takes whole ones.
    let texts: Vec<&str> = texts.iter().map(|text| &text[..text.floor_char_boundary(60)]).collect();
    for (ours, embedded) in read.embed_all(&texts).iter().zip(embedded.embed_all(&texts)) {
        let cosine = cosine(ours, &embedded);
        assert!(cosine >= 0.999, "{cosine}");
    }
    for line in include_str!("../../../tests/reference/pieces.jsonl").lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let text = line["text"].as_str().unwrap();
        assert_eq!(json!(read.spelled(text)), line["pieces"], "{text:?}");
    }
    let vectors = needs.map(|need| embedded.embed(need));
    let mean: Vec<f32> = vectors[0].iter().zip(&vectors[1]).map(|(a, b)| (a + b) / 2.0).collect();
    assert!(cosine(read.mean_of_needs(), &mean) >= 0.999);
    assert_ne!(read.id(), embedded.id());
    assert_eq!(
        read.id(),
        Model::from_folder(folder.path(), &[]).unwrap().id(),
        "the name is that of the weights"
    );
}

#[test]
fn a_folder_with_our_own_layout_is_read() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(refused(folder.path()), ModelError::NoModelInFolder);
    let embedded = Model::embedded().unwrap();
    fs::write(folder.path().join("ours.bin"), &embedded.file.bytes).unwrap();
    let read = Model::from_folder(folder.path(), &["Vi tappar bort nycklar"]).unwrap();
    assert_eq!((read.id(), read.mean_of_needs()), (embedded.id(), embedded.mean_of_needs()));
    fs::write(folder.path().join("ours.bin"), &embedded.file.bytes[..50_000]).unwrap();
    assert_eq!(refused(folder.path()), ModelError::Damaged);
    fs::write(folder.path().join("another.bin"), "").unwrap();
    assert_eq!(refused(folder.path()), ModelError::NoModelInFolder);
    assert_eq!(refused(&folder.path().join("absent")).code(), "unreadable");
}

#[test]
fn numbers_may_be_of_three_kinds_and_names_may_have_a_front() {
    let folder = tempfile::tempdir().unwrap();
    let mut small = Published::small();
    small.write(folder.path(), "F32");
    let single = Model::from_folder(folder.path(), &[]).unwrap();
    assert_eq!(
        single.spelled("ABC aﬁ\u{ad}x"),
        ["▁query", ":", "▁", "a", "<unk>", "<unk>", "▁", "a", "f", "i", "x"]
    );
    let with_needs = Model::from_folder(folder.path(), &["nyckel"]).unwrap();
    assert_eq!(with_needs.id(), single.id(), "the name is that of the weights");
    assert_ne!(with_needs.mean_of_needs(), single.mean_of_needs());
    for (kind, least) in [("F16", 0.999), ("BF16", 0.98)] {
        small.write(folder.path(), kind);
        let other = Model::from_folder(folder.path(), &[]).unwrap();
        assert!(cosine(&single.embed("nyckel"), &other.embed("nyckel")) > least, "{kind}");
    }
    small.parts = small.parts.into_iter().map(|(name, part)| (format!("bert.{name}"), part)).collect();
    small.write(folder.path(), "F32");
    fs::remove_file(folder.path().join("config.json")).unwrap();
    assert_eq!(Model::from_folder(folder.path(), &[]).unwrap().id(), single.id());
    // RoBERTa's positions begin after the padding's number.
    fs::write(folder.path().join("config.json"), r#"{"model_type": "xlm-roberta", "pad_token_id": 1}"#)
        .unwrap();
    let shifted = Model::from_folder(folder.path(), &[]).unwrap();
    assert_eq!(shifted.spelled(&"a".repeat(60)).len(), 16);
    assert_eq!(single.spelled(&"a".repeat(60)).len(), 18);
}

fn refused(folder: &Path) -> ModelError {
    Model::from_folder(folder, &[]).unwrap_err()
}

#[test]
fn broken_parts_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let small = Published::small();
    small.write(folder.path(), "F32");
    let (list, data) = small.listed("F32");
    let part = "encoder.layer.0.intermediate.dense.bias";
    let with = |change: &dyn Fn(&mut Value)| {
        let mut changed = list.clone();
        change(&mut changed);
        write_parts(folder.path(), &changed, &data);
        refused(folder.path())
    };
    let fault = |fault: PartFault| ModelError::Part { part: part.to_owned(), fault };
    assert_eq!(
        with(&|list| list[part]["dtype"] = json!("I64")),
        fault(PartFault::OtherNumbers("I64".into()))
    );
    assert_eq!(with(&|list| list[part]["shape"] = json!([65])), fault(PartFault::Shape(vec![65])));
    assert_eq!(with(&|list| list[part]["shape"] = json!([2, 4, 8])), fault(PartFault::Shape(vec![2, 4, 8])));
    assert_eq!(with(&|list| list[part]["data_offsets"] = json!([0, 255])), fault(PartFault::CutOff));
    let far = u64::MAX - 100;
    assert_eq!(with(&|list| list[part]["data_offsets"] = json!([far, u64::MAX])), fault(PartFault::CutOff));
    assert_eq!(with(&|list| list[part]["data_offsets"] = json!([9, 3])), fault(PartFault::CutOff));
    assert_eq!(with(&|list| list[part] = json!("gone")), fault(PartFault::Unreadable));
    let removed = with(&|list| drop(list.as_object_mut().unwrap().remove(part)));
    assert_eq!(removed, fault(PartFault::Missing));
    let words = "embeddings.word_embeddings.weight";
    assert_eq!(
        with(&|list| list[words]["shape"] = json!([40, 768])),
        ModelError::OtherDimensions { found: 768 }
    );
    assert_eq!(with(&|list| list[words]["shape"] = json!([u64::MAX, 384])).code(), "cut-off");
    assert_eq!(with(&|list| list[words]["shape"] = json!([3, 384])).code(), "other-tokeniser");
    let inner = "encoder.layer.0.intermediate.dense.weight";
    assert_eq!(with(&|list| list[inner]["shape"] = json!([1_u64 << 40, 384])).code(), "inconsistent");
    assert_eq!(with(&|list| *list = json!({})).code(), "part-missing");
    assert_eq!(with(&|list| *list = json!([1])).code(), "damaged");

    let file = folder.path().join("model.safetensors");
    write_parts(folder.path(), &list, &data);
    let whole = fs::read(&file).unwrap();
    for length in [0, 5, 8, 100, 3_000, whole.len() / 2, whole.len() - 1] {
        fs::write(&file, &whole[..length]).unwrap();
        assert!(["damaged", "cut-off"].contains(&refused(folder.path()).code()), "{length}");
    }
    fs::write(&file, [&u64::MAX.to_le_bytes()[..], &whole[8..]].concat()).unwrap();
    assert_eq!(refused(folder.path()).code(), "damaged");
    for broken in [f32::NAN, f32::INFINITY, 1e30] {
        let mut small = Published::small();
        small.parts.get_mut(inner).unwrap().1[77] = broken;
        small.write(folder.path(), "F32");
        let fault = ModelError::Part { part: inner.to_owned(), fault: PartFault::NotANumber };
        assert_eq!(refused(folder.path()), fault);
    }
}

#[test]
fn broken_vocabularies_and_other_networks_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let small = Published::small();
    small.write(folder.path(), "F32");
    let with = |change: &dyn Fn(&mut Value)| {
        let mut changed = small.tokeniser();
        change(&mut changed);
        fs::write(folder.path().join("tokenizer.json"), changed.to_string()).unwrap();
        refused(folder.path()).code()
    };
    let table = |list: &mut Value, text: &str| list["normalizer"] = json!({"precompiled_charsmap": text});
    for changed in [
        with(&|file| file["model"]["type"] = json!("BPE")),
        with(&|file| file["model"]["vocab"] = json!({"a": 1})),
        with(&|file| file["model"]["vocab"] = json!([["a", -1.0]])),
        with(&|file| file["model"]["vocab"][7] = json!(["a", 1e300])),
        with(&|file| file["model"]["vocab"][7] = json!(["a"])),
        with(&|file| file["model"]["unk_id"] = json!(999)),
        with(&|file| file["model"]["unk_id"] = json!(null)),
        with(&|file| table(file, "*")),
        with(&|file| table(file, "")),
        with(&|file| table(file, "////////")),
        with(&|file| file["model"] = json!(null)),
    ] {
        assert_eq!(changed, "other-tokeniser");
    }
    fs::write(folder.path().join("tokenizer.json"), "{").unwrap();
    assert_eq!(refused(folder.path()).code(), "other-tokeniser");
    fs::remove_file(folder.path().join("tokenizer.json")).unwrap();
    assert_eq!(refused(folder.path()).code(), "unreadable");
    small.write(folder.path(), "F32");
    for (config, code) in [
        (json!({"hidden_size": 768}), "other-dimensions"),
        (json!({"model_type": "t5"}), "other-kind"),
        (json!({"hidden_act": "relu"}), "other-kind"),
        (json!({"num_attention_heads": 6}), "other-kind"),
        (json!({"layer_norm_eps": -1.0}), "other-kind"),
        (json!({"position_embedding_type": "relative_key"}), "other-kind"),
        (json!([]), "other-kind"),
    ] {
        fs::write(folder.path().join("config.json"), config.to_string()).unwrap();
        assert_eq!(refused(folder.path()).code(), code, "{config}");
    }
}

#[test]
fn tables_of_replaced_characters_are_read_back_and_damaged_ones_do_no_harm() {
    let replaced: Vec<(char, String)> =
        [('A', "a"), ('Å', "å"), ('\u{a0}', " "), ('㎏', "kg"), ('𝔢', "e"), ('\u{ad}', "")]
            .map(|(from, to)| (from, to.to_owned()))
            .into();
    let mut sorted = replaced.clone();
    sorted.sort();
    let told = charsmap::replaced(&double_array(&replaced)).unwrap();
    let told: Vec<(char, String)> =
        told.into_iter().map(|(from, to)| (from, to.into_iter().collect())).collect();
    assert_eq!(told, sorted);
    let bytes = double_array(&replaced);
    let mut random = fastrand::Rng::with_seed(5);
    for _ in 0..20 {
        let mut damaged = bytes.clone();
        (0..8).for_each(|_| damaged[random.usize(..bytes.len())] = random.u8(..));
        let length = random.usize(..=damaged.len());
        if let Some(table) = charsmap::replaced(&damaged[..length]) {
            assert!(table.len() < 1 << 20);
        }
    }
}
