-- Which key shares the cost of a case is decided as everything else is: by whom, when and why. Nothing where a decision is of something
-- else.
ALTER TABLE decisions ADD COLUMN allocation_key TEXT;
