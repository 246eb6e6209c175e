#!/usr/bin/env python3
"""Measure a running Brygga from outside: how soon it answers after the start, in what memory, and how fast it matches.

  benches/serving.py --binary target/release/brygga --data DIR [--starts 3] [--needs behov.csv]

Starts `brygga serve` on a free port, asks /halsa until the index and the meaning of all texts are ready, and stops it again. With a
file of needs (the column `text`, or the longest one) it asks /api/v1/match for each of a hundred, twice: first with texts it has not
met, then with the same ones, whose vectors are remembered. Prints; judges nothing.
"""
import argparse, csv, json, subprocess, time, urllib.parse, urllib.request


def ask(address):
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read().decode()


def memory(pid):
    with open(f"/proc/{pid}/status", encoding="utf-8") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS"))


def start(binary, data):
    begun = time.monotonic()
    server = subprocess.Popen([binary, "serve", "--data", data, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    line = server.stdout.readline()
    address = line[line.index("http://"):].split()[0].rstrip("/.")
    first = None
    while True:
        try:
            health = json.loads(ask(f"{address}/halsa"))
        except (OSError, ValueError):
            time.sleep(0.01)
            continue
        first = first or time.monotonic() - begun
        if all(health.get(part) == "ready" for part in ("index", "meaning") if part in health):
            return server, address, first, time.monotonic() - begun
        time.sleep(0.01)


def needs_in(path, count):
    with open(path, encoding="utf-8-sig", newline="") as file:
        sample = file.readline()
        file.seek(0)
        rows = csv.DictReader(file, delimiter=";" if sample.count(";") > sample.count(",") else ",")
        texts = [row.get("text") or max(row.values(), key=lambda value: len(value or "")) for row in rows]
    return [text[:400] for text in texts if text][:count]


def matching(address, texts):
    taken = []
    for text in texts:
        begun = time.monotonic()
        ask(f"{address}/api/v1/match?limit=10&text={urllib.parse.quote(text)}")
        taken.append((time.monotonic() - begun) * 1000)
    taken.sort()
    return f"p50 {taken[len(taken) // 2]:.1f} ms, p95 {taken[int(len(taken) * 0.95)]:.1f} ms of {len(taken)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--starts", type=int, default=3)
    parser.add_argument("--needs")
    arguments = parser.parse_args()
    for turn in range(arguments.starts):
        server, address, first, ready = start(arguments.binary, arguments.data)
        print(f"start {turn + 1}: first answer {first:.2f} s, all ready {ready:.2f} s, {memory(server.pid)} MB resident", flush=True)
        if arguments.needs and turn == arguments.starts - 1:
            texts = needs_in(arguments.needs, 100)
            print("new texts:", matching(address, texts))
            print("remembered:", matching(address, texts))
            print(f"{memory(server.pid)} MB resident afterwards")
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
