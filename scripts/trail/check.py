#!/usr/bin/env python3
"""Check an exported trail of events without Brygga.

  brygga export events --data DIR --output events.jsonl
  scripts/trail/check.py events.jsonl

Reads JSON Lines in order and computes each hash anew: SHA-256 over the hash before, a line feed, and the event as a JSON list
without spaces. Prints the head, or the places where something is not as it was written, and then fails. An export of some days
begins behind an event that is not in it; its first hash is taken as it stands.
"""
import hashlib, json, sys

GENESIS = "0" * 64
FIELDS = ["sequence", "at", "doer", "person", "organisation", "subject_kind", "subject", "kind", "changes", "import"]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    previous, place, wrong = None, None, 0
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            event = json.loads(line)
            sequence = event["sequence"]
            if place is not None and sequence != place + 1:
                print(f"events {place + 1} to {sequence - 1} are missing")
                previous, wrong = None, wrong + 1
            elif sequence == 1:
                previous = GENESIS
            if previous is not None:
                content = json.dumps([event[field] for field in FIELDS], ensure_ascii=False, separators=(",", ":"))
                expected = hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()
                if expected != event["hash"]:
                    print(f"event {sequence} is changed or moved")
                    wrong += 1
            previous, place = event["hash"], sequence
    print(f"head {place or 0}:{previous or GENESIS}, {wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
