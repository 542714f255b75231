-- What the rule needs to know of the letters of a case, kept by every storing
-- program: one row for each case that may have a reason, so that the list is
-- a read.  It holds for days from state.newest on; for an older day the
-- programs look at the letters themselves.
CREATE TABLE standing (
	client INTEGER PRIMARY KEY REFERENCES client,
	last_sign INTEGER,            -- the latest sign of life
	since INTEGER,                -- first missed day after it
	sent INTEGER,                 -- when its first letter was sent
	missed INTEGER NOT NULL,      -- days with missed or returned letters
	last_missed INTEGER,
	liable INTEGER NOT NULL,      -- days with missed letters
	last_liable INTEGER,
	others INTEGER NOT NULL       -- 1: it has cuts, referrals or visits
) STRICT;
