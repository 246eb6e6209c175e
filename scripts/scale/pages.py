#!/usr/bin/env python3
"""Measures how soon pages answer over a large catalogue, how soon the index is complete, and how much memory is held.

  scripts/scale/pages.py --binary target/release/brygga [--records 100000] [--organisations 60] [--needs 2000] [--work DIR] [--only PART] [--md]

It makes a catalogue with ../shared/tools/make_scale_data.py, loads it with the program itself, starts `brygga serve` on SQLite and, if
BRYGGA_SCALE_POSTGRES names an empty database (postgres://...), on PostgreSQL too, signs in and asks for each page again and again. Solutions come in
with `brygga import solutions`; there is no import of needs, so they are written as people write them, through the form. With --work a
folder is kept and what was loaded there before is used again. Only the standard library of Python 3.10 is needed.

The last line is the verdict: every page within --limit milliseconds at p95, the index within --index-limit seconds, memory within --memory-limit MB.
"""
import argparse
import csv
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAKER = ROOT.parent / "shared" / "tools" / "make_scale_data.py"
PASSWORD = "en lång mening som ingen gissar"
EMAIL = "samordnare@kommun.example"
# Each page: what it is called, and its address. {last} and {deep} are pages of a list of everything.
PAGES = [
    ("solutions, first page", "/losningar"),
    ("solutions, page 2", "/losningar?sida=2"),
    ("solutions, a page in the middle", "/losningar?sida={deep}"),
    ("solutions, last page", "/losningar?sida={last}"),
    ("solutions by last change", "/losningar?sortering=andrad"),
    ("solutions by users", "/losningar?sortering=anvandare"),
    ("solutions by users, in the middle", "/losningar?sortering=anvandare&sida={deep}"),
    ("solutions of a kind", "/losningar?slag={kind}"),
    ("solutions in a state", "/losningar?lage=in_use"),
    ("solutions in an area", "/losningar?omrade={area}"),
    ("solutions used by", "/losningar?anvands-av={organisation}"),
    ("solutions, two filters", "/losningar?slag={kind}&lage=in_use"),
    ("solutions, a common word", "/losningar?q=program"),
    ("solutions, a common word in the middle", "/losningar?q=program&sida=200"),
    ("solutions, one letter", "/losningar?q=s"),
    ("solutions, a rare word", "/losningar?q={rare}"),
    ("solutions, several words", "/losningar?q=program+bild+fil"),
    ("solutions, no hit", "/losningar?q=finnsinteordet"),
    ("solutions, word and filters", "/losningar?q=program&slag={kind}&sortering=andrad"),
    ("one solution", "/losningar/{solution}"),
    ("needs", "/behov"),
    ("needs, own organisation", "/behov?visa=kommun"),
    ("needs, a word", "/behov?q=hantera"),
    ("needs, last page", "/behov?sida=10000"),
    ("one need", "/behov/{need}"),
    ("search, a common word", "/sok?q=program"),
    ("search, one letter", "/sok?q=s"),
    ("search, a rare word", "/sok?q={rare}"),
    ("search, several words", "/sok?q=program+bild"),
    ("search, no hit", "/sok?q=finnsinteordet"),
    ("search, one kind", "/sok?q=program&typ=losningar"),
    ("search, one kind in the middle", "/sok?q=program&typ=losningar&sida=200"),
    ("search, one organisation", "/sok?q=program&organisation={organisation}"),
    ("search, both", "/sok?q=program&typ=losningar&organisation={organisation}"),
    ("suppliers", "/losningar/leverantorer"),
    ("use, own organisation", "/losningar/anvandning"),
    ("drafts", "/losningar/utkast"),
    ("facts to confirm", "/losningar/att-bekrafta"),
    ("what to do next", "/losningar/att-gora"),
    ("how complete", "/losningar/fullstandighet"),
    ("how complete, entries", "/losningar/fullstandighet/poster"),
    ("questions", "/fragor"),
    ("reminders", "/paminnelser"),
    ("landscape", "/landskap"),
    ("landscape, a group of areas", "/landskap?omrade={area}"),
    ("landscape, capabilities", "/landskap?vy=formagor"),
    ("landscape, last organisations", "/landskap?sida=99"),
    ("landscape as a file", "/landskap.csv"),
    ("landscape, overlaps", "/landskap/overlapp"),
    ("landscape, gaps", "/landskap/luckor"),
    ("landscape, who is like us", "/landskap/lika"),
    ("organisations", "/organisationer"),
    ("one organisation", "/organisationer/{code}"),
    ("cases", "/arenden"),
    ("initiatives", "/initiativ"),
    ("benefits", "/nyttor"),
    ("lessons", "/lardomar"),
    ("start", "/"),
    ("matching", "/matchning?text=Vi+beh%C3%B6ver+ett+program+f%C3%B6r+att+hantera+bilder+och+dokument"),
]
# Files: the time to the first byte, asked for a few times only.
FILES = [("solutions as a file, first byte", "/losningar.csv"), ("needs as a file, first byte", "/behov.csv")]


class Browser:
    """One connection with cookies."""

    def __init__(self, address):
        self.host = urllib.parse.urlsplit(address).netloc
        self.cookies = {}
        self.connection = http.client.HTTPConnection(self.host, timeout=120)

    def ask(self, method, path, form=None, read=True):
        """Status, headers, body, seconds to the first byte, seconds to the last."""
        headers = {"Accept-Language": "sv", "Sec-Fetch-Site": "same-origin"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        first = time.perf_counter() - begun
        content = answer.read() if read else b""
        last = time.perf_counter() - begun
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        if not read:
            self.connection.close()
            self.connection = http.client.HTTPConnection(self.host, timeout=120)
        return answer.status, dict(answer.getheaders()), content.decode("utf-8", "replace"), first, last

    def sign_in(self):
        status, headers, body, *_ = self.ask("POST", "/logga-in", {"epost": EMAIL, "losenord": PASSWORD})
        if status not in (302, 303):
            sys.exit(f"signing in was answered with {status}: {body[:300]}")


class Place:
    """A database, and the program's options for it."""

    def __init__(self, name, options, binary):
        self.name, self.options, self.binary = name, options, binary

    def run(self, *arguments, given=None):
        command = [self.binary, *arguments, *self.options, "--language", "en"]
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "BRYGGA_PASSWORD": given or ""})
        if done.returncode not in (0, 3):
            sys.exit(f"{' '.join(map(str, command))}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
        return done.stdout


def make(folder, records, needs, organisations):
    if not (folder / "losningar.csv").exists():
        command = [sys.executable, MAKER, folder, "--records", str(records), "--needs", str(needs), "--format", "csv"]
        command += ["--orgs", str(organisations)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def load(place, data):
    """Organisations, a collaboration of all of them, a coordinator, and the solutions."""
    begun = time.perf_counter()
    with open(data / "organisationer.csv", encoding="utf-8") as file:
        organisations = list(csv.DictReader(file, delimiter=";"))
    for one in organisations:
        place.run("organisation", "add", "--name", one["namn"], "--municipality-code", one["kommunkod"])
    members = [part for one in organisations for part in ("--member", one["kommunkod"])]
    place.run("collaboration", "add", "--name", "Skala", *members)
    own = organisations[0]["kommunkod"]
    place.run("person", "add", "--name", "Sam Ordnare", "--email", EMAIL, "--organisation", own, "--role", "coordinator", given=PASSWORD)
    loading = time.perf_counter()
    place.run("import", "solutions", data / "losningar.csv", "--skip-bad-rows", "--owner", own)
    return time.perf_counter() - begun, time.perf_counter() - loading


class Served:
    """`brygga serve` while something is measured, and when its index was complete."""

    def __init__(self, place, log):
        command = [place.binary, "serve", *place.options, "--port", "0", "--language", "en", "--url", "http://localhost"]
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=open(log, "w"), text=True)
        said = self.process.stdout.readline()
        found = re.search(r"http://[0-9.:]+", said)
        if not found:
            sys.exit(f"the server did not start: {said}")
        self.address = found[0]
        browser = Browser(self.address)
        self.first = None
        while True:
            status, _, body, *_ = browser.ask("GET", "/halsa")
            if self.first is None and status == 200:
                self.first = time.perf_counter() - self.begun
            if status == 200 and json.loads(body)["index"] == "ready":
                break
            time.sleep(0.02)
        self.complete = time.perf_counter() - self.begun

    def memory(self, what):
        """VmRSS or VmHWM in MB."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            line = next(line for line in file if line.startswith(what))
        return int(line.split()[1]) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)


def write_needs(browser, data, count):
    """The first needs of the file, sent in through the form and shared with the collaboration."""
    with open(data / "behov.csv", encoding="utf-8") as file:
        rows = [row for _, row in zip(range(count), csv.DictReader(file, delimiter=";"))]
    written = 0
    for row in rows:
        form = {"text": row["beskrivning"], "title": row["rubrik"][:100], "sharing": "collaboration", "gor": "skicka"}
        status, headers, body, *_ = browser.ask("POST", "/behov/nytt", form)
        if status == 200:
            action = re.search(r'method="post" action="(/behov/[^"]*)"(?:(?!</form>).)*name="agreed"', body, re.S)
            version = re.search(r'name="version" value="(\d+)"', body)
            agreed = re.search(r'name="agreed" value="(\w+)"', body)
            if action and version and agreed:
                level = agreed[1]
                status, *_ = browser.ask("POST", action[1], {"version": version[1], "sharing": level, "agreed": level})
        written += status == 303
    return written


def words_for(browser, data):
    """What the addresses are filled in with."""
    with open(data / "losningar.csv", encoding="utf-8") as file:
        rows = [row for _, row in zip(range(2000), csv.DictReader(file, delimiter=";"))]
    seen = {}
    for row in rows:
        for word in set(re.findall(r"[a-zåäö]{9,}", row["beskrivning"].lower())):
            seen[word] = seen.get(word, 0) + 1
    rare = sorted(word for word, times in seen.items() if times == 1)
    body = browser.ask("GET", "/losningar")[2]
    total = int(re.sub(r"\D", "", re.search(r'id="antal">([^<]*)<', body)[1]) or 0)
    solution = re.search(r'href="/losningar/(L-[\d-]+)"', body)[1]
    need = re.search(r'href="/behov/(B-[\d-]+)"', browser.ask("GET", "/behov")[2])
    options = lambda name: re.findall(r'<option value="([^"]+)"', re.search(rf'<select[^>]*name="{name}".*?</select>', body, re.S)[0])
    with open(data / "organisationer.csv", encoding="utf-8") as file:
        code = next(csv.DictReader(file, delimiter=";"))["kommunkod"]
    quoted = lambda text: urllib.parse.quote(text)
    return {
        "total": total,
        "last": -(-total // 25),
        "deep": -(-total // 50),
        "kind": quoted(options("slag")[0]),
        "area": quoted((options("omrade") or ["-"])[0]),
        "organisation": quoted(code),
        "rare": quoted(rare[len(rare) // 2]) if rare else "ordet",
        "solution": solution,
        "need": need[1] if need else "B-2026-0001",
        "code": code,
    }


def measure(browser, pages, words, times, read=True):
    rows = []
    for name, address in pages:
        path = address.format(**words)
        took, size, status = [], 0, 0
        for turn in range(times):
            status, _, body, first, last = browser.ask("GET", path, read=read)
            size = len(body)
            if status == 404:
                break
            # What is asked for the first time is measured too: people ask once.
            took.append((last if read else first) * 1000)
        if took:
            took.sort()
            at = lambda share: took[min(len(took) - 1, round(share * (len(took) - 1)))]
            rows.append((name, status, at(0.5), at(0.95), took[-1], size))
        else:
            rows.append((name, status, None, None, None, size))
    return rows


def tell(rows, limit, markdown):
    bad = []
    print("| page | answer | p50 ms | p95 ms | most ms |\n|---|---|---|---|---|" if markdown else f"{'page':44}{'answer':>7}{'p50':>9}{'p95':>9}{'most':>9}")
    for name, status, half, nearly, most, _ in rows:
        if half is None:
            cells = (name, str(status), "–", "–", "–")
        else:
            mark = " over" if nearly > limit else ""
            cells = (name, str(status), f"{half:.0f}", f"{nearly:.0f}{mark}", f"{most:.0f}")
            bad += [name] if mark or status >= 400 else []
        print("| " + " | ".join(cells) + " |" if markdown else f"{cells[0]:44}{cells[1]:>7}{cells[2]:>9}{cells[3]:>9}{cells[4]:>9}")
    return bad


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--needs", type=int, default=2_000, help="needs written through the form")
    parser.add_argument("--organisations", type=int, default=60, help="municipalities that co-operate")
    parser.add_argument("--times", type=int, default=20, help="how often each page is asked for")
    parser.add_argument("--limit", type=float, default=300, help="milliseconds that a page may take at p95")
    parser.add_argument("--index-limit", type=float, default=5, help="seconds until the index must be complete")
    parser.add_argument("--memory-limit", type=float, default=600, help="MB that the server may hold")
    parser.add_argument("--work", type=Path, help="a folder that is kept; a new one that is not when left out")
    parser.add_argument("--only", default="", help="only pages with this in their name")
    parser.add_argument("--md", action="store_true", help="tables for a document")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="brygga-scale-") as fleeting:
        work = asked.work or Path(fleeting)
        data = work / "data"
        make(data, asked.records, max(asked.needs, 1), asked.organisations)
        binary = str(Path(asked.binary).resolve())
        places = [Place("SQLite", ["--data", str(work / "sqlite")], binary)]
        if os.environ.get("BRYGGA_SCALE_POSTGRES"):
            places.append(Place("PostgreSQL", ["--database", os.environ["BRYGGA_SCALE_POSTGRES"]], binary))
        bad = [fault for place in places for fault in one_place(place, asked, work, data)]
    print("\nover the limit or failed: " + ", ".join(bad) if bad else "\neverything within the limits")
    sys.exit(1 if bad else 0)


def one_place(place, asked, work, data):
    print(f"\n{'## ' if asked.md else ''}{place.name}, {asked.records} solutions\n")
    loaded = work / f"loaded-{place.name}"
    if not loaded.exists():
        whole, importing = load(place, data)
        print(f"loaded in {whole:.0f} s, of which {importing:.0f} s reading in the solutions")
        served = Served(place, work / "server.log")
        browser = Browser(served.address)
        browser.sign_in()
        print(f"{write_needs(browser, data, asked.needs)} needs written through the form")
        served.stop()
        loaded.touch()
    served = Served(place, work / "server.log")
    try:
        browser = Browser(served.address)
        browser.sign_in()
        words = words_for(browser, data)
        print(f"first answer after {served.first:.2f} s, index complete after {served.complete:.2f} s; {words['total']} solutions can be seen")
        print(f"memory after start: {served.memory('VmRSS'):.0f} MB\n")
        wanted = [page for page in PAGES if asked.only in page[0]]
        rows = measure(browser, wanted, words, asked.times)
        rows += measure(browser, [page for page in FILES if asked.only in page[0]], words, 3, read=False)
        bad = tell(rows, asked.limit, asked.md)
        now, most = served.memory("VmRSS"), served.memory("VmHWM")
        print(f"\nmemory after all of this: {now:.0f} MB, at most {most:.0f} MB")
        bad += ["index"] if served.complete > asked.index_limit else []
        bad += ["memory"] if most > asked.memory_limit else []
    finally:
        served.stop()
    return [f"{fault} ({place.name})" for fault in bad]


if __name__ == "__main__":
    main()
