-- Each event carries a hash over itself and the hash of the one before: see store/src/trail.rs. Empty until the first event after this
-- step is written, which seals those before it.
ALTER TABLE events ADD COLUMN hash TEXT;
