-- The tables as the programs see them: integer keys, days as numbers since
-- 1970-01-01, times as seconds, codes as small numbers.  The views of
-- 002-views.sql show the same to people.  Every record names the run that
-- last changed it.

-- The journal: a row for each run of a storing program.
CREATE TABLE run (
	run INTEGER PRIMARY KEY AUTOINCREMENT,
	at TEXT NOT NULL,             -- UTC, YYYY-MM-DDTHH:MM:SSZ
	user TEXT NOT NULL,
	program TEXT NOT NULL,
	options TEXT NOT NULL,        -- as given, operands left out
	file TEXT,                    -- the inputs, one a line
	as_of INTEGER NOT NULL,
	n_read INTEGER NOT NULL DEFAULT 0,
	n_new INTEGER NOT NULL DEFAULT 0,
	n_changed INTEGER NOT NULL DEFAULT 0,
	n_unchanged INTEGER NOT NULL DEFAULT 0,
	n_rejected INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Numbers that hold for the whole file.
CREATE TABLE state (
	name TEXT PRIMARY KEY,
	value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE worker (
	id INTEGER PRIMARY KEY,
	worker TEXT NOT NULL UNIQUE,
	name TEXT,
	skills TEXT,
	lat REAL NOT NULL,
	lon REAL NOT NULL,
	funder TEXT,
	visits_per_day INTEGER,
	break_minutes REAL,
	mon TEXT, tue TEXT, wed TEXT, thu TEXT, fri TEXT,
	run INTEGER NOT NULL REFERENCES run
) STRICT;

CREATE TABLE absence (
	worker INTEGER NOT NULL REFERENCES worker,
	first INTEGER NOT NULL,       -- the column `from`
	last INTEGER,                 -- `to`; NULL: until further notice
	run INTEGER NOT NULL REFERENCES run,
	PRIMARY KEY (worker, first)
) STRICT, WITHOUT ROWID;

CREATE TABLE offer (
	id INTEGER PRIMARY KEY,
	offer TEXT NOT NULL UNIQUE,
	area TEXT,
	name TEXT NOT NULL,
	provider TEXT,
	phone TEXT,
	run INTEGER NOT NULL REFERENCES run
) STRICT;

CREATE TABLE place (
	postal_code TEXT PRIMARY KEY,
	lat REAL NOT NULL,
	lon REAL NOT NULL,
	town TEXT,
	run INTEGER NOT NULL REFERENCES run
) STRICT, WITHOUT ROWID;

CREATE TABLE client (
	id INTEGER PRIMARY KEY,
	case_id TEXT NOT NULL UNIQUE,
	household_id TEXT,
	surname TEXT,
	given_name TEXT,
	birth_date INTEGER,
	sex TEXT,
	language TEXT,
	phone TEXT,
	street TEXT,
	postal_code TEXT,
	town TEXT,
	lat REAL,
	lon REAL,
	case_manager TEXT,
	status INTEGER NOT NULL DEFAULT 0,  -- 0 active, 1 closed
	needs TEXT,
	visit_minutes REAL,
	windows TEXT,
	no_visits_until INTEGER,      -- 9999-12-31: for good
	address_run INTEGER,          -- the run that changed the address ...
	address_on INTEGER,           -- ... and its day; NULL: never changed
	run INTEGER NOT NULL REFERENCES run
) STRICT;

CREATE TABLE purpose (
	id INTEGER PRIMARY KEY,
	purpose TEXT NOT NULL UNIQUE
) STRICT;

-- In the order in which the rule reads them.  Only the case is a foreign key:
-- what a purpose or a run is, the same program has just stored, and looking
-- that up for each of eighty million letters took a tenth of the time.
CREATE TABLE letter (
	client INTEGER NOT NULL REFERENCES client,
	due INTEGER NOT NULL,
	n INTEGER NOT NULL,           -- tells the letters of one day apart
	result INTEGER NOT NULL,      -- 0 open 1 attended 2 missed 3 excused
	                              -- 4 cancelled 5 returned
	sent INTEGER,
	purpose INTEGER,              -- of the table purpose
	run INTEGER NOT NULL,         -- of the journal
	letter_id ANY,                -- an integer if it reads like one
	due_time INTEGER,
	reason TEXT,
	PRIMARY KEY (client, due, n)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX letter_key ON letter (letter_id) WHERE letter_id IS NOT NULL;

CREATE TABLE cut (
	client INTEGER NOT NULL REFERENCES client,
	miss INTEGER NOT NULL,
	state INTEGER NOT NULL,       -- 0 hearing 1 decided 2 averted 3 ended
	hearing_until INTEGER,
	notice INTEGER,
	cut_from INTEGER,
	percent REAL,
	months INTEGER,
	run INTEGER NOT NULL REFERENCES run,
	PRIMARY KEY (client, miss)
) STRICT, WITHOUT ROWID;

CREATE TABLE referral (
	client INTEGER NOT NULL REFERENCES client,
	day INTEGER NOT NULL,
	by TEXT,
	reason TEXT,
	run INTEGER NOT NULL REFERENCES run,
	PRIMARY KEY (client, day)
) STRICT, WITHOUT ROWID;
