#!/usr/bin/env python3
"""Remove each authorisation in turn, and see that a test notices.

  scripts/trust/remove_each.py --list             every place, with its number
  scripts/trust/remove_each.py                    all of them: some hours
  scripts/trust/remove_each.py 3 17-20            some of them

A place is a call in crates/app/src that asks whether somebody may (`actor.may(…)`, `administers(…)?`, `stewards(…)?`), which is made to
say yes, or that makes what somebody can see (`actor.visibility()`), which is made to show everything. Works in a copy of the tree with
build outputs of its own under target/remove-each, so the tree is never touched. A removal that every test of app and web survives is told
at the end, and then this fails.
"""
import pathlib, re, shutil, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPY = ROOT / "target" / "remove-each"
SOURCES = "crates/app/src"
ASK = re.compile(r"[A-Za-z_:]+(?:\([a-z]+\))?\.may\(")
REFUSE = re.compile(r"\b(?:organisation::)?(?:administers|stewards)\([^;\n]*\)\?;")
SEE = re.compile(r"\b(?:actor|reader)\.visibility\(\)")


def end_of_call(text, start):
    """Where the call whose arguments begin at `start` ends."""
    depth = 1
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at + 1
    raise ValueError("a call without an end")


def removals(text):
    """Each place in a file: where it begins and ends, and what stands there instead."""
    code = text.split("#[cfg(test)]")[0]
    for found in ASK.finditer(code):
        end = end_of_call(code, found.end())
        yield found.start(), end, f"(true || {code[found.start():end]})"
    for found in REFUSE.finditer(code):
        yield found.start(), found.end(), found.group()[:-2] + ".ok();"
    for found in SEE.finditer(code):
        yield found.start(), found.end(), "Actor::Operator.visibility()"


def places():
    all_places = []
    for file in sorted((ROOT / SOURCES).rglob("*.rs")):
        text = file.read_text()
        for start, end, instead in sorted(removals(text)):
            line = text.count("\n", 0, start) + 1
            all_places.append((file.relative_to(ROOT), line, start, end, instead))
    return all_places


def chosen(arguments, count):
    if not arguments:
        return range(count)
    numbers = set()
    for argument in arguments:
        first, _, last = argument.partition("-")
        numbers.update(range(int(first), int(last or first) + 1))
    return sorted(number for number in numbers if number < count)


def copy_tree():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        source, target = ROOT / name, COPY / name
        if not source.is_file():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.is_file() or target.read_bytes() != source.read_bytes():
            shutil.copyfile(source, target)


def tested():
    """What the tests say: noticed, not noticed, or that it does not compile."""
    command = ["cargo", "nextest", "run", "--locked", "-p", "brygga-app", "-p", "brygga-web"]
    built = subprocess.run([*command, "--no-run"], cwd=COPY, capture_output=True, text=True)
    if built.returncode != 0:
        return "does not compile"
    ran = subprocess.run(command, cwd=COPY, capture_output=True, text=True)
    return "not noticed" if ran.returncode == 0 else "noticed"


def main():
    all_places = places()
    arguments = sys.argv[1:]
    if arguments == ["--list"]:
        for number, (file, line, _, _, instead) in enumerate(all_places):
            print(number, f"{file}:{line}", " ".join(instead.split()))
        return
    copy_tree()
    survived = []
    for number in chosen(arguments, len(all_places)):
        file, line, start, end, instead = all_places[number]
        text = (ROOT / file).read_text()
        (COPY / file).write_text(text[:start] + instead + text[end:])
        told = tested()
        (COPY / file).write_text(text)
        print(number, f"{file}:{line}", told, flush=True)
        if told != "noticed":
            survived.append(number)
    if survived:
        sys.exit(f"{len(survived)} not noticed: {survived}")


main()
