#!/usr/bin/env python3
"""Check an exported trail of events without Brygga.

  brygga export events --data DIR --output events.jsonl
  scripts/trail/check.py events.jsonl

Reads JSON Lines in order and computes each hash anew: SHA-256 over the hash before, a line feed, and the event as a JSON list
without spaces. What an event changed may have been emptied by a disposal, whose own event names it with a digest of all that is left
of it, its hash among that; without such a word it counts as changed. Prints the head, or the places where something is not as it was written, and then fails. An export of some days
begins behind an event that is not in it; its first hash is taken as it stands.
"""
import hashlib, json, sys

GENESIS = "0" * 64
FIELDS = ["sequence", "at", "doer", "person", "organisation", "subject_kind", "subject", "kind", "changes", "import"]


LEFT = ["sequence", "at", "doer", "person", "organisation", "subject_kind", "subject", "kind", "import", "hash"]


def left_of(event):
    """The digest of what is left of an event whose changes were emptied: half bytes as the letters a to p."""
    content = json.dumps([event[field] for field in LEFT], ensure_ascii=False, separators=(",", ":"))
    return "".join(chr(ord("a") + int(half, 16)) for half in hashlib.sha256(content.encode()).hexdigest())


def said_emptied(event):
    """What an event of a disposal names as emptied, as pairs of place and digest."""
    if event["kind"] == "disposed":
        for change in json.loads(event["changes"]):
            if change["field"] == "emptied":
                for part in (change["after"] or "").split():
                    place, _, left = part.partition(":")
                    yield int(place), left


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    previous, place, wrong, empty = None, None, 0, {}
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
                if expected != event["hash"] and event["changes"] == "[]":
                    empty[sequence] = left_of(event)
                elif expected != event["hash"]:
                    print(f"event {sequence} is changed or moved")
                    wrong += 1
            for emptied, left in said_emptied(event):
                if empty.get(emptied) == left:
                    del empty[emptied]
            previous, place = event["hash"], sequence
    for sequence in empty:
        print(f"event {sequence} is changed or moved, or was emptied without a disposal")
        wrong += 1
    print(f"head {place or 0}:{previous or GENESIS}, {wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
