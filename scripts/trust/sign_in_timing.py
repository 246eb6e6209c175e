#!/usr/bin/env python3
"""Measure whether the time that signing in takes tells who has an account.

  scripts/trust/sign_in_timing.py --binary target/release/brygga
  scripts/trust/sign_in_timing.py --binary … --tries 2000 --seed 7

Starts the program on a database of its own with people who have passwords, sends wrong passwords for known and unknown addresses in a
random order that the seed decides, and compares the two sets of times with the test of Mann and Whitney (1947), two-sided, with its normal
approximation and correction for ties. Prints JSON. Fails when the sets can be told apart (p <= 0.01) or something was not refused as a
wrong password is. Every address is tried less often than an account is locked after, and every request comes from a network address of
its own, so that no limit answers in the place of the sign-in. Needs a quiet machine and a release build.

That a difference is found: with scripts/trust/sign_in_timing.patch applied, which leaves out the hash for unknown addresses, this fails.
"""
import argparse, http.client, json, math, os, pathlib, random, re, statistics, subprocess, sys, tempfile, time, urllib.parse

TRIES_OF_ADDRESS = 15  # an account answers no more after twenty within an hour
PASSWORD = "en lång mening som minns"
WRONG = "inte den meningen alls"


def command(binary, data, *arguments, password=None):
    environment = dict(os.environ)
    if password:
        environment["BRYGGA_PASSWORD"] = password
    subprocess.run(
        [binary, *arguments, "--data", data], check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def started(binary, data):
    """The program behind a proxy, as it believes, and its port."""
    server = subprocess.Popen(
        [binary, "serve", "--https", "--port", "0", "--data", data], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    for line in server.stdout:
        found = re.search(r"127\.0\.0\.1:(\d+)", line)
        if found:
            return server, int(found.group(1))
    raise SystemExit("the program did not start")


def sign_in(connection, address, client):
    """Milliseconds until a wrong password is refused, and the status."""
    body = urllib.parse.urlencode({"epost": address, "losenord": WRONG})
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-forwarded-for": ".".join(str(part) for part in (10, client >> 16 & 255, client >> 8 & 255, client & 255)),
    }
    begun = time.perf_counter_ns()
    connection.request("POST", "/logga-in", body, headers)
    answer = connection.getresponse()
    answer.read()
    return (time.perf_counter_ns() - begun) / 1e6, answer.status


def mann_whitney(one, other):
    """U of the first set and the two-sided p."""
    ranked = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    total, ties, at, rank_sum = len(ranked), 0, 0, 0.0
    while at < total:
        end = at
        while end < total and ranked[end][0] == ranked[at][0]:
            end += 1
        rank = (at + 1 + end) / 2
        rank_sum += rank * sum(1 for _, group in ranked[at:end] if group == 0)
        ties += (end - at) ** 3 - (end - at)
        at = end
    n, m = len(one), len(other)
    u = rank_sum - n * (n + 1) / 2
    spread = math.sqrt(n * m / 12 * (total + 1 - ties / (total * (total - 1))))
    z = (abs(u - n * m / 2) - 0.5) / spread
    return u, math.erfc(max(z, 0.0) / math.sqrt(2))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", default="target/release/brygga")
    parser.add_argument("--tries", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    binary = str(pathlib.Path(arguments.binary).resolve())
    half = arguments.tries // 2
    people = -(-half // TRIES_OF_ADDRESS)
    with tempfile.TemporaryDirectory() as folder:
        data = str(pathlib.Path(folder) / "data")
        command(binary, data, "organisation", "add", "--name", "Skara kommun")
        for number in range(people):
            command(
                binary, data, "person", "add", "--name", f"Person {number}", "--email", f"person{number:04}@skara.example",
                "--organisation", "Skara kommun", "--role", "reader", password=PASSWORD,
            )
        server, port = started(binary, data)
        try:
            order = [("known", f"person{at % people:04}@skara.example") for at in range(half)]
            order += [("unknown", f"persan{at % people:04}@skara.example") for at in range(half)]
            random.Random(arguments.seed).shuffle(order)
            connection = http.client.HTTPConnection("127.0.0.1", port)
            times, statuses = {"known": [], "unknown": []}, {}
            for at, (group, address) in enumerate(order):
                spent, status = sign_in(connection, address, at)
                times[group].append(spent)
                statuses[status] = statuses.get(status, 0) + 1
        finally:
            server.terminate()
            server.wait()
    u, p = mann_whitney(times["known"], times["unknown"])
    alike = p > 0.01 and len(statuses) == 1 and 429 not in statuses
    told = {
        "tries": 2 * half,
        "seed": arguments.seed,
        "statuses": statuses,
        "milliseconds": {
            group: {
                "median": round(statistics.median(values), 3),
                "p95": round(sorted(values)[int(len(values) * 0.95)], 3),
            }
            for group, values in times.items()
        },
        "u": u,
        "p": round(p, 6),
        "told_apart": not alike,
    }
    print(json.dumps(told, indent=2))
    sys.exit(0 if alike else 1)


if __name__ == "__main__":
    main()
