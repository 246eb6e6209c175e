#!/usr/bin/env python3
"""Remove each authorisation in turn, and see that a test notices.

  scripts/trust/remove_each.py --list             every place, with its number
  scripts/trust/remove_each.py                    all of them, and one that is planted
  scripts/trust/remove_each.py 3 17-20            some of them

A place is a call in crates/app/src that asks whether somebody may (`actor.may(…)`, `administers(…)?`, `stewards(…)?`,
`reads_contracts()`), which is made to say yes, or that makes what somebody can see (`actor.visibility()`), which is made to show
everything. The tree is never touched: in a copy with build outputs of its own under target/remove-each, every place is written so that a
number in the environment removes it. So one build serves all, and a removal is one run of the tests: first of those named after the file,
until one fails; all of app and web where none does. Before that everything must pass with nothing removed.

A place that no test can notice is planted in the copy as well: a full run that does not tell it is worth nothing, and fails. So does one
with a removal that every test survives. What was found stands in target/remove-each/results.json; places that stand there with the
same text are not run again (--again runs them).
"""
import hashlib, json, os, pathlib, re, shutil, subprocess, sys, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPY = ROOT / "target" / "remove-each"
RESULTS = COPY / "results.json"
BINARIES, METADATA = str(COPY / "binaries.json"), str(COPY / "cargo.json")
SOURCES = "crates/app/src"
ASK = re.compile(r"(?:[A-Za-z_]+\.)*[A-Za-z_:]+(?:\([a-z]+\))?\.may\(")
# What is given back is needed; the call within is removed instead.
REFUSE = re.compile(r"(?<!= )\b(?:crate::)?(?:organisation::)?(?:administers|stewards)\([^;\n]*\)\?;")
SEE = re.compile(r"\b(?:[A-Za-z_]+\.)*(?:actor|reader)\.visibility\(\)")
READS = re.compile(r"\b(?:[A-Za-z_]+\.)*(?:actor|reader)\.reads_contracts\(\)")
VARIABLE = "REMOVED_PLACE"
# What the copy asks at each place. The planted place is asked by nothing.
ASKED = f'''
/// Whether the place with this number is removed in this run.
pub(crate) fn removed(place: usize) -> bool {{
    static REMOVED: std::sync::OnceLock<Option<usize>> = std::sync::OnceLock::new();
    let named = || std::env::var("{VARIABLE}").ok()?.parse().ok();
    *REMOVED.get_or_init(named) == Some(place)
}}

/// A deed that nobody does.
#[doc(hidden)]
#[must_use]
pub fn planted(actor: &domain::permission::Actor, about: &domain::permission::Subject) -> bool {{
    removed(PLANTED) || actor.may(domain::permission::Deed::EditNeed, about)
}}
'''
PLANTED = "planted"


def end_of_call(text, start):
    """Where the call whose arguments begin at `start` ends."""
    depth = 1
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at + 1
    raise ValueError("a call without an end")


def removals(text):
    """Each place in a file: where it begins and ends, and how it is written so that a number removes it."""
    code = text.split("#[cfg(test)]")[0]
    for found in ASK.finditer(code):
        end = end_of_call(code, found.end())
        yield found.start(), end, "(crate::removed({}) || " + code[found.start():end].replace("{", "{{").replace("}", "}}") + ")"
    for found in REFUSE.finditer(code):
        call = found.group()[:-2].replace("{", "{{").replace("}", "}}")
        yield found.start(), found.end(), "if !crate::removed({}) {{ " + call + "?; }}"
    for found in READS.finditer(code):
        yield found.start(), found.end(), "(crate::removed({}) || " + found.group() + ")"
    for found in SEE.finditer(code):
        everything = "domain::permission::Actor::Operator.visibility()"
        yield found.start(), found.end(), "(if crate::removed({}) {{ " + everything + " }} else {{ " + found.group() + " }})"


def places():
    found = []
    for file in sorted((ROOT / SOURCES).rglob("*.rs")):
        text = file.read_text()
        for start, end, instead in sorted(removals(text)):
            line = text.count("\n", 0, start) + 1
            found.append((file.relative_to(ROOT), line, start, end, instead))
    return found


def chosen(arguments, count):
    if not arguments:
        return list(range(count))
    numbers = set()
    for argument in arguments:
        first, _, last = argument.partition("-")
        numbers.update(range(int(first), int(last or first) + 1))
    return sorted(number for number in numbers if number < count)


def put(target, content):
    """Writes a file of the copy, if it is another: what is the same is not built again."""
    if not target.is_file() or target.read_bytes() != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def copy_tree(found):
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True,
                            capture_output=True).stdout
    written = {}
    for number, (file, _, start, end, instead) in enumerate(found):
        written.setdefault(file, []).append((start, end, instead.format(number)))
    for name in filter(None, listed.decode().split("\0")):
        source = ROOT / name
        if not source.is_file():
            continue
        content = source.read_bytes()
        parts = written.get(pathlib.Path(name))
        if parts:
            content = rewritten(content.decode(), parts).encode()
        if name == f"{SOURCES}/lib.rs":
            content += ASKED.replace("removed(PLANTED)", f"removed({len(found)})").encode()
        put(COPY / name, content)


def rewritten(text, parts):
    """The text with each part written anew; a part may stand within another."""
    for start, end, _ in sorted(parts, reverse=True):
        inside = [(s - start, e - start, i) for s, e, i in parts if start < s and e < end]
        if inside:
            raise ValueError("a place within a place: the inner one must be written first")
    for start, end, instead in sorted(parts, reverse=True):
        text = text[:start] + instead + text[end:]
    return text


def run_tests(number, expression=None):
    """The tests that fail with a place removed; it stops at the first."""
    asked = "(package(brygga-app) | package(brygga-web))" + (f" & ({expression})" if expression else "")
    command = ["cargo-nextest", "nextest", "run", "--binaries-metadata", BINARIES, "--cargo-metadata", METADATA, "--no-tests",
               "pass", "--status-level", "fail", "--final-status-level", "none", "--failure-output", "never", "-E", asked]
    environment = {**os.environ, VARIABLE: "" if number is None else str(number)}
    ran = subprocess.run(command, cwd=COPY, capture_output=True, text=True, env=environment)
    failed = sorted(set(re.findall(r"(?:FAIL|SIGABRT|TIMEOUT) \[[^]]*\] (?:\([^)]*\) )?(\S+ \S+)", ran.stderr)))
    if ran.returncode not in (0, 100):
        sys.exit(f"The tests could not be run:\n{ran.stderr[-4000:]}")
    return failed or (["unnamed"] if ran.returncode else [])


def first_asked(file, noticed_by):
    """Which tests to ask first: those that noticed other removals in the file, and those named after it."""
    names = {part.removesuffix(".rs") for part in pathlib.Path(file).relative_to(SOURCES).parts}
    asked = [f"test(/(^|::)({'|'.join(sorted(names))})(::|_)/)"]
    asked += [f"test(={name.split()[-1]})" for name in sorted(noticed_by.get(str(file), ()))]
    return " | ".join(asked)


def remove(number, file, noticed_by):
    began = time.monotonic()
    failed = run_tests(number, first_asked(file, noticed_by)) or run_tests(number)
    noticed_by.setdefault(str(file), set()).update(name for name in failed if name != "unnamed")
    return failed, round(time.monotonic() - began, 1)


def kept_results():
    return json.loads(RESULTS.read_text()) if RESULTS.is_file() else {}


def build():
    """Builds once, and keeps what was built where, so that a run of tests asks nothing of Cargo."""
    made = ["cargo", "nextest", "run", "--locked", "--workspace", "--no-run"]
    listed = ["cargo", "nextest", "list", "--locked", "--workspace", "--list-type", "binaries-only", "--message-format", "json"]
    described = ["cargo", "metadata", "--locked", "--format-version", "1"]
    for command, kept in [(made, None), (listed, BINARIES), (described, METADATA)]:
        built = subprocess.run(command, cwd=COPY, capture_output=True, text=True)
        if built.returncode != 0:
            sys.exit(f"The copy does not compile:\n{built.stderr[-6000:]}")
        if kept:
            pathlib.Path(kept).write_text(built.stdout)


def main():
    found = places()
    arguments = [argument for argument in sys.argv[1:] if argument != "--again"]
    if arguments == ["--list"]:
        for number, (file, line, start, end, _) in enumerate(found):
            print(number, f"{file}:{line}", " ".join((ROOT / file).read_text()[start:end].split()))
        return
    copy_tree(found)
    build()
    failing = run_tests(None)
    if failing:
        sys.exit(f"With nothing removed these fail already: {failing}")
    results = {} if "--again" in sys.argv else kept_results()
    noticed_by, survived = {}, []
    for number in chosen(arguments, len(found)):
        file, line, start, end, _ = found[number]
        text = (ROOT / file).read_text()
        call = " ".join(text[start:end].split())
        # The same call earlier in the file is another place.
        earlier = sum(1 for other, _, begins, ends, _ in found[:number] if other == file and text[begins:ends] == text[start:end])
        key = f"{file} {earlier} {hashlib.sha256(call.encode()).hexdigest()}"
        if results.get(key, {}).get("noticed_by"):
            noticed_by.setdefault(str(file), set()).update(results[key]["noticed_by"])
            continue
        failed, seconds = remove(number, file, noticed_by)
        results[key] = {"place": f"{file}:{line}", "call": call, "noticed_by": failed, "seconds": seconds}
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False))
        print(number, f"{file}:{line}", f"noticed by {failed[0]}" if failed else "NOT NOTICED", f"{seconds} s", flush=True)
        if not failed:
            survived.append(f"{file}:{line}")
    if not arguments:
        failed, _ = remove(len(found), f"{SOURCES}/{PLANTED}.rs", noticed_by)
        print("the planted place:", "noticed, which is wrong" if failed else "not noticed, as it must be", flush=True)
        if failed:
            sys.exit("The planted place was noticed: what is told of the others is worth nothing.")
    if survived:
        sys.exit(f"{len(survived)} not noticed: {survived}")


main()
