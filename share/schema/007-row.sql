-- The law counts missed appointments in a row: since the latest attended one,
-- whatever visits and excuses lie between.  standing keeps the days of that
-- row, and is worked out anew by the next program that stores something; until
-- then the list is worked out from the letters themselves.
DROP TABLE standing;

CREATE TABLE standing (
	client INTEGER PRIMARY KEY REFERENCES client,
	last_sign INTEGER,            -- the latest sign of life
	attended INTEGER,             -- the latest letter attended
	since INTEGER,                -- first missed day after last_sign
	sent INTEGER,                 -- when its first letter was sent
	missed INTEGER NOT NULL,      -- days with missed or returned letters
	last_missed INTEGER,
	row TEXT,                     -- days with missed letters after `attended`,
	                              -- ascending, comma-joined
	others INTEGER NOT NULL       -- 1: it has cuts, referrals or visits
) STRICT;

INSERT OR IGNORE INTO state (name, value)
SELECT 'standing_is_old', 1 FROM client LIMIT 1;
