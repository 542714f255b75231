-- Visits: planned, announced, done or off.  A number is never used again.
CREATE TABLE visit (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	client INTEGER NOT NULL REFERENCES client,
	day INTEGER NOT NULL,
	state INTEGER NOT NULL,       -- 0 planned 1 announced 2 done 3 off
	worker INTEGER REFERENCES worker,
	with_worker INTEGER REFERENCES worker,  -- a pair: the later by code
	start INTEGER,                -- seconds since midnight
	end INTEGER,

	-- What happened at the door.
	outcome INTEGER,              -- 0 met 1 not_home 2 refused 3 moved
	                              -- 4 wrong_address 5 aborted
	                              -- 6 self_reported 7 cancelled
	reaction INTEGER,             -- 0 positive 1 neutral 2 negative
	causes TEXT,                  -- only with consent
	next INTEGER,                 -- 0 visit 1 appointment 2 none
	next_on INTEGER,
	minutes INTEGER,
	card_left INTEGER,
	consent INTEGER,
	no_visits_until INTEGER,
	note TEXT,
	logged_run INTEGER,           -- the run that first stored an outcome

	-- What the planner needs to plan it anew.
	planned_on INTEGER,           -- the day it was planned
	sign_then INTEGER,            -- the case's last sign of life known then
	urgency INTEGER,
	visit_by INTEGER,
	not_before INTEGER,
	needs TEXT,
	wanted TEXT,
	visit_minutes REAL,
	windows TEXT,
	tried TEXT,
	household_id TEXT,
	lat REAL,
	lon REAL,
	place TEXT,

	run INTEGER NOT NULL REFERENCES run
) STRICT;

CREATE INDEX visit_client ON visit (client, day, start);
CREATE INDEX visit_day ON visit (day);

CREATE TABLE visit_offer (
	visit INTEGER NOT NULL REFERENCES visit,
	offer INTEGER NOT NULL REFERENCES offer,
	accepted INTEGER NOT NULL,
	PRIMARY KEY (visit, offer)
) STRICT, WITHOUT ROWID;
