-- A file as version 2 of the schema had it.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
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
INSERT INTO run VALUES(1,'2026-03-02T08:00:00Z','someone','cases-import','--quiet --as-of=2026-03-02','all.tsv',20514,19,19,0,0,0);
INSERT INTO run VALUES(2,'2026-03-02T08:00:00Z','someone','visits-log','--as-of=2026-03-02','outcomes.tsv',20514,2,2,0,0,0);
INSERT INTO run VALUES(3,'2026-03-02T08:00:00Z','someone','visits-plan','--quiet --as-of=2026-03-02 --commit','stdin',20514,3,3,0,0,0);
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
INSERT INTO worker VALUES(1,'w1',NULL,'lang:tr',49.87,8.65,'city',NULL,NULL,'08:00-16:00','08:00-16:00','08:00-16:00','08:00-16:00','08:00-16:00',1);
INSERT INTO worker VALUES(2,'w2',NULL,NULL,49.87,8.65,'county',NULL,NULL,'08:00-16:00','08:00-16:00','08:00-16:00','08:00-16:00','08:00-16:00',1);
CREATE TABLE absence (
	worker INTEGER NOT NULL REFERENCES worker,
	first INTEGER NOT NULL,       -- the column `from`
	last INTEGER,                 -- `to`; NULL: until further notice
	run INTEGER NOT NULL REFERENCES run,
	PRIMARY KEY (worker, first)
) STRICT, WITHOUT ROWID;
INSERT INTO absence VALUES(2,20521,20525,1);
CREATE TABLE offer (
	id INTEGER PRIMARY KEY,
	offer TEXT NOT NULL UNIQUE,
	area TEXT,
	name TEXT NOT NULL,
	provider TEXT,
	phone TEXT,
	run INTEGER NOT NULL REFERENCES run
) STRICT;
INSERT INTO offer VALUES(1,'debt','housing','Debt advice',NULL,NULL,1);
INSERT INTO offer VALUES(2,'rehab','health','Rehab',NULL,NULL,1);
CREATE TABLE place (
	postal_code TEXT PRIMARY KEY,
	lat REAL NOT NULL,
	lon REAL NOT NULL,
	town TEXT,
	run INTEGER NOT NULL REFERENCES run
) STRICT, WITHOUT ROWID;
INSERT INTO place VALUES('64380',49.86,8.76,'Rossdorf',1);
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
INSERT INTO client VALUES(1,'A1',NULL,NULL,NULL,3653,'f',NULL,NULL,'Weg 1','64380','Rossdorf',49.86,8.76,'m1',0,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO client VALUES(2,'A2',NULL,NULL,NULL,7367,'m',NULL,NULL,'Weg 2','64380','Rossdorf',NULL,NULL,'m1',0,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO client VALUES(3,'A3',NULL,NULL,NULL,NULL,'x',NULL,NULL,'Weg 3','64380','Rossdorf',49.85,8.75,'m2',0,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO client VALUES(4,'A4',NULL,NULL,NULL,11448,'f',NULL,NULL,'Weg 4','64380','Rossdorf',49.84,8.74,'m2',0,NULL,NULL,NULL,NULL,NULL,NULL,1);
CREATE TABLE purpose (
	id INTEGER PRIMARY KEY,
	purpose TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO purpose VALUES(1,'meeting');
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
INSERT INTO letter VALUES(1,20423,0,1,20412,1,1,NULL,NULL,NULL);
INSERT INTO letter VALUES(1,20465,0,2,20455,1,1,NULL,NULL,NULL);
INSERT INTO letter VALUES(1,20486,0,2,20475,1,1,NULL,NULL,NULL);
INSERT INTO letter VALUES(2,20465,0,2,20455,1,1,NULL,NULL,NULL);
INSERT INTO letter VALUES(2,20493,0,5,20483,1,1,NULL,NULL,NULL);
INSERT INTO letter VALUES(3,20472,0,1,20462,1,1,NULL,NULL,NULL);
INSERT INTO letter VALUES(4,20465,0,2,20455,1,1,NULL,NULL,NULL);
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
INSERT INTO cut VALUES(1,20486,0,NULL,NULL,NULL,30.0,NULL,1);
CREATE TABLE referral (
	client INTEGER NOT NULL REFERENCES client,
	day INTEGER NOT NULL,
	by TEXT,
	reason TEXT,
	run INTEGER NOT NULL REFERENCES run,
	PRIMARY KEY (client, day)
) STRICT, WITHOUT ROWID;
INSERT INTO referral VALUES(4,20504,NULL,NULL,1);
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
INSERT INTO visit VALUES(1,3,20508,2,1,NULL,NULL,NULL,0,0,NULL,NULL,NULL,40,NULL,NULL,NULL,NULL,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2);
INSERT INTO visit VALUES(2,2,20509,2,1,NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,5,NULL,NULL,NULL,NULL,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2);
INSERT INTO visit VALUES(3,4,20515,0,1,NULL,30000,32700,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,20514,NULL,19,20539,NULL,NULL,NULL,45.0,NULL,NULL,NULL,49.84,8.74,NULL,3);
INSERT INTO visit VALUES(4,2,20515,0,1,NULL,33300,36000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,20514,NULL,29,20539,NULL,NULL,NULL,45.0,NULL,NULL,NULL,49.86,8.76,NULL,3);
INSERT INTO visit VALUES(5,1,20515,0,1,NULL,36300,39000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,20514,20423,31,20539,NULL,NULL,NULL,45.0,NULL,NULL,NULL,49.86,8.76,NULL,3);
CREATE TABLE visit_offer (
	visit INTEGER NOT NULL REFERENCES visit,
	offer INTEGER NOT NULL REFERENCES offer,
	accepted INTEGER NOT NULL,
	PRIMARY KEY (visit, offer)
) STRICT, WITHOUT ROWID;
INSERT INTO visit_offer VALUES(1,1,0);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('run',3);
INSERT INTO sqlite_sequence VALUES('visit',5);
CREATE UNIQUE INDEX letter_key ON letter (letter_id) WHERE letter_id IS NOT NULL;
CREATE INDEX visit_client ON visit (client, day, start);
CREATE INDEX visit_day ON visit (day);
COMMIT;
PRAGMA application_id = 1685024626;
PRAGMA user_version = 2;
