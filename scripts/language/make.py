#!/usr/bin/env python3
"""Make the language data in assets/language from pinned packages.

  scripts/language/make.py

Fetches three packages with their ordinary clients, refuses any whose SHA-256 is not the one
written here, and writes the data files, their notices and CHECKSUMS. The same packages give
the same bytes. Needs python3 with pip, and apt-get and dpkg-deb (Debian bookworm).
The files field-*.tsv beside them are kept by hand and not touched.
"""
import gzip, hashlib, pathlib, re, struct, subprocess, sys, tempfile, zipfile

OUT = pathlib.Path(__file__).resolve().parents[2] / "assets" / "language"
WORDFREQ = ("wordfreq==3.1.1", "wordfreq-3.1.1-py3-none-any.whl",
            "4b1c6ecffc6198be3396d5cf871c4423ca71c907c231348d352dd54d62b97473")
MYTHES = ("mythes-sv=1:7.5.0-1", "mythes-sv_1%3a7.5.0-1_all.deb",
          "994a3d9c32d9376ea036c3fe3c75b9dc069090fd128794c4d24557790c20a1f6")
HUNSPELL = ("hunspell-sv=1:7.5.0-1", "hunspell-sv_1%3a7.5.0-1_all.deb",
            "e2c2f3a66d27089e3593c3834fb878cb54d97c3b53d0e29ed403b58bb4e00986")
WORD = re.compile(r"[a-zåäöéüèà]{2,32}\Z")
# Rarer words than this many per billion on the Zipf scale (log10) say little about how words are built.
LOWEST_ZIPF = 2.0


def fetched(folder, command, name, checksum):
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    path = folder / name
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != checksum:
        sys.exit(f"{name}: checksum {found}, expected {checksum}")
    return path


def unpacked(data, at=0):
    """One MessagePack value at `at`: (value, position after it). Only the types wordfreq's files have."""
    kind = data[at]
    if kind < 0x80:
        return kind, at + 1
    if kind < 0x90:
        count, at = (kind & 15) * 2, at + 1
    elif kind < 0xA0:
        count, at = kind & 15, at + 1
    elif kind < 0xC0:
        return text(data, at + 1, kind & 31)
    elif kind in (0xD9, 0xDA):
        width = {0xD9: 1, 0xDA: 2}[kind]
        return text(data, at + 1 + width, int.from_bytes(data[at + 1:at + 1 + width], "big"))
    elif kind in (0xDC, 0xDD):
        form, width = {0xDC: (">H", 2), 0xDD: (">I", 4)}[kind]
        count, at = struct.unpack_from(form, data, at + 1)[0], at + 1 + width
    else:
        sys.exit(f"unexpected MessagePack type {kind:#x} at {at}")
    values = []
    for _ in range(count):
        value, at = unpacked(data, at)
        values.append(value)
    return values, at


def text(data, start, length):
    return data[start:start + length].decode("utf-8"), start + length


def frequencies(wheel):
    """One line for each tenth on the Zipf scale: the tenth, a tab, its words in order."""
    packed = zipfile.ZipFile(wheel).read("wordfreq/data/large_sv.msgpack.gz")
    buckets = unpacked(gzip.decompress(packed))[0][1:]
    steps = {}
    for centibels, words in enumerate(buckets):
        zipf = 9 - centibels / 100
        if zipf >= LOWEST_ZIPF:
            steps.setdefault(round(zipf * 10), []).extend(w for w in words if WORD.match(w))
    return "".join(f"{step}\t{' '.join(sorted(steps[step]))}\n" for step in sorted(steps, reverse=True) if steps[step])


def lemmas(folder):
    """Dictionary words in order, lower-case ones only: names are no parts of words."""
    lines = (folder / "usr/share/hunspell/sv_SE.dic").read_text("utf-8").splitlines()[1:]
    forbidden = {line.split("/")[0] for line in lines if "/" in line and "%" in line.split("/")[1]}
    words = {line.split("/")[0] for line in lines} - forbidden
    return "".join(word + "\n" for word in sorted(words) if WORD.match(word))


def thesaurus(folder):
    """word, tab, its synonyms separated by |."""
    lines = (folder / "usr/share/mythes/th_sv_SE_v2.dat").read_text("iso-8859-1").splitlines()[1:]
    rings, at = {}, 0
    while at < len(lines):
        word, meanings = lines[at].split("|")
        for line in lines[at + 1:at + 1 + int(meanings)]:
            rings.setdefault(word, []).extend(s for s in line.split("|")[1:] if s)
        at += 1 + int(meanings)
    return "".join(f"{word}\t{'|'.join(dict.fromkeys(rings[word]))}\n" for word in sorted(rings) if rings[word])


def section(copyright_text, start):
    """The paragraphs of a Debian copyright file that speak of the files beginning with `start`."""
    paragraphs = copyright_text.split("\n\n")
    return next(p for p in paragraphs if p.startswith(f"Files: {start}")).strip() + "\n"


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", WORDFREQ[0]]
        wheel = fetched(folder, pip, *WORDFREQ[1:])
        for wanted, deb, checksum in (MYTHES, HUNSPELL):
            path = fetched(folder, ["apt-get", "download", "-qq", wanted], deb, checksum)
            subprocess.run(["dpkg-deb", "-x", path, folder], check=True)
        notices = (folder / "usr/share/doc/mythes-sv/copyright").read_text("utf-8")
        made = {
            "frequencies-sv.tsv": frequencies(wheel),
            "LICENCE.frequencies-sv": FREQUENCIES_NOTICE,
            "lemmas-sv.txt": lemmas(folder),
            "LICENCE.lemmas-sv": LEMMAS_NOTICE + section(notices, "dictionaries/sv_SE/*"),
            "LICENCE.LGPL-3": pathlib.Path("/usr/share/common-licenses/LGPL-3").read_text("utf-8"),
            "LICENCE.GPL-3": pathlib.Path("/usr/share/common-licenses/GPL-3").read_text("utf-8"),
            "synlex-sv.tsv": thesaurus(folder),
            "LICENCE.synlex-sv": SYNLEX_NOTICE + section(notices, "dictionaries/sv_SE/th_sv_SE.dat"),
        }
    for name, content in made.items():
        (OUT / name).write_text(content, "utf-8")
    sums = [f"{hashlib.sha256((OUT / name).read_bytes()).hexdigest()}  {name}\n" for name in sorted(made)]
    (OUT / "CHECKSUMS").write_text("".join(sums))


FREQUENCIES_NOTICE = """frequencies-sv.tsv: how common Swedish words are, in tenths on the Zipf scale.

Made from the Swedish list of wordfreq 3.1.1 (Robyn Speer, 2022, https://doi.org/10.5281/zenodo.7199437), whose data may be
redistributed under Creative Commons Attribution-ShareAlike 4.0 (https://creativecommons.org/licenses/by-sa/4.0/). This file
is under the same licence. Changed: rounded to tenths, words of letters only, rare words left out.

wordfreq's data comes among others from Google Books Ngrams (http://books.google.com/ngrams), the Leeds Internet Corpus,
Wikipedia, ParaCrawl, OPUS OpenSubtitles 2018 (http://www.opensubtitles.org/) and the SUBTLEX lists by Marc Brysbaert et al.,
which are freely available data.
"""

LEMMAS_NOTICE = """lemmas-sv.txt: dictionary forms of Swedish words, without names.

Made from the Swedish hunspell dictionary in the Debian package hunspell-sv 1:7.5.0-1, under the GNU Lesser General Public
License, version 3 (LICENCE.LGPL-3, which builds on LICENCE.GPL-3). Changed: flags, names and forbidden words left out. The
file can be replaced by another in the same format and the program built anew. The notice of the package:

"""

SYNLEX_NOTICE = """synlex-sv.tsv: synonyms of Swedish words (Synlex).

Made from the thesaurus in the Debian package mythes-sv 1:7.5.0-1. Modified for Brygga: written as UTF-8 with one line for each
headword. The notice of the package:

"""


if __name__ == "__main__":
    main()
