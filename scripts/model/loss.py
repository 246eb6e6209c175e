#!/usr/bin/env python3
"""Measure what cutting the model's vocabulary costs on judged sets.

  scripts/model/loss.py SET [SET ...]

Makes the model with its whole vocabulary (make.py --whole, from the pinned package), measures the ranking by meaning with it and
with ours on each set, prints nDCG@10 of both and fails where ours is lower by more than .005. Needs what make.py needs, and
some minutes.
"""
import pathlib, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    sets = [pathlib.Path(name).resolve() for name in sys.argv[1:]]
    if not sets:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as name:
        whole = pathlib.Path(name) / "whole.bin"
        subprocess.run([sys.executable, ROOT / "scripts" / "model" / "make.py", "--whole", whole], check=True)
        run = ["cargo", "run", "--quiet", "--release", "-p", "brygga-matching", "--example", "loss", "--", whole, *sets]
        sys.exit(subprocess.run(run, cwd=ROOT).returncode)


if __name__ == "__main__":
    main()
