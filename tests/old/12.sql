-- A file as version 12 of the schema had it.
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
, kept INTEGER NOT NULL DEFAULT 0, undone_by INTEGER REFERENCES run) STRICT;
INSERT INTO run VALUES(1,'2026-03-02T08:00:00Z','someone','cases-import','--quiet --as-of=2026-03-02','all.tsv',20514,19,19,0,0,0,0,NULL);
INSERT INTO run VALUES(2,'2026-03-02T08:00:00Z','someone','visits-log','--as-of=2026-03-02','outcomes.tsv',20514,2,2,0,0,0,0,NULL);
INSERT INTO run VALUES(3,'2026-03-02T08:00:00Z','someone','visits-plan','--quiet --as-of=2026-03-02 --commit','stdin',20514,3,3,0,0,0,0,NULL);
CREATE TABLE state (
	name TEXT PRIMARY KEY,
	value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO state VALUES('newest',20509);
INSERT INTO state VALUES('secret_1',8671335275879127826);
INSERT INTO state VALUES('secret_2',-4840424268313383104);
INSERT INTO state VALUES('standing_is_old',1);
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
, since INTEGER, until INTEGER, phone TEXT) STRICT;
INSERT INTO worker VALUES(1,'w1',NULL,'lang:tr',49.869999999999997442,8.6500000000000003552,'city',NULL,NULL,'08:00-16:00','08:00-16:00','08:00-16:00','08:00-16:00','08:00-16:00',1,NULL,NULL,NULL);
INSERT INTO worker VALUES(2,'w2',NULL,NULL,49.869999999999997442,8.6500000000000003552,'county',NULL,NULL,'08:00-16:00','08:00-16:00','08:00-16:00','08:00-16:00','08:00-16:00',1,NULL,NULL,NULL);
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
INSERT INTO place VALUES('64380',49.859999999999999433,8.7599999999999997868,'Rossdorf',1);
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
INSERT INTO client VALUES(1,'A1',NULL,NULL,NULL,3653,'f',NULL,NULL,'Weg 1','64380','Rossdorf',49.859999999999999433,8.7599999999999997868,'m1',0,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO client VALUES(2,'A2',NULL,NULL,NULL,7367,'m',NULL,NULL,'Weg 2','64380','Rossdorf',NULL,NULL,'m1',0,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO client VALUES(3,'A3',NULL,NULL,NULL,NULL,'x',NULL,NULL,'Weg 3','64380','Rossdorf',49.850000000000001419,8.75,'m2',0,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO client VALUES(4,'A4',NULL,NULL,NULL,11448,'f',NULL,NULL,'Weg 4','64380','Rossdorf',49.840000000000003409,8.7400000000000002131,'m2',0,NULL,NULL,NULL,NULL,NULL,NULL,1);
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
, own INTEGER NOT NULL DEFAULT 0, planned_run INTEGER, noted_run INTEGER) STRICT;
INSERT INTO visit VALUES(1,3,20508,2,1,NULL,NULL,NULL,0,0,NULL,NULL,NULL,40,NULL,NULL,NULL,NULL,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2,0,NULL,2);
INSERT INTO visit VALUES(2,2,20509,2,1,NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,5,NULL,NULL,NULL,NULL,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2,0,NULL,2);
INSERT INTO visit VALUES(3,4,20515,0,1,NULL,30000,32700,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,20514,NULL,19,20539,NULL,NULL,NULL,45.0,NULL,NULL,NULL,49.840000000000003409,8.7400000000000002131,NULL,3,0,NULL,NULL);
INSERT INTO visit VALUES(4,2,20515,0,1,NULL,33300,36000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,20514,NULL,29,20539,NULL,NULL,NULL,45.0,NULL,NULL,NULL,49.859999999999999433,8.7599999999999997868,NULL,3,1,NULL,NULL);
INSERT INTO visit VALUES(5,1,20515,0,1,NULL,36300,39000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,20514,20423,31,20539,NULL,NULL,NULL,45.0,NULL,NULL,NULL,49.859999999999999433,8.7599999999999997868,NULL,3,0,NULL,NULL);
CREATE TABLE visit_offer (
	visit INTEGER NOT NULL REFERENCES visit,
	offer INTEGER NOT NULL REFERENCES offer,
	accepted INTEGER NOT NULL,
	PRIMARY KEY (visit, offer)
) STRICT, WITHOUT ROWID;
INSERT INTO visit_offer VALUES(1,1,0);
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
CREATE TABLE IF NOT EXISTS "absence" (
	worker INTEGER REFERENCES worker,  -- NULL: everybody
	first INTEGER NOT NULL,       -- the column `from`
	last INTEGER,                 -- `to`; NULL: until further notice
	start INTEGER,                -- seconds since midnight; NULL: all day
	end INTEGER,
	run INTEGER NOT NULL REFERENCES run
) STRICT;
INSERT INTO absence VALUES(2,20521,20525,NULL,NULL,1);
CREATE TABLE run_input (
	run INTEGER NOT NULL REFERENCES run,
	n INTEGER NOT NULL,           -- 1, 2 ... in the order of the command line
	"table" TEXT NOT NULL,        -- cases, letters ...
	file TEXT NOT NULL,
	columns TEXT NOT NULL,        -- that have a heading, comma-joined
	headings INTEGER NOT NULL,    -- how many headings are known
	n_read INTEGER NOT NULL,
	n_rejected INTEGER NOT NULL,
	PRIMARY KEY (run, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE run_table (
	run INTEGER NOT NULL REFERENCES run,
	"table" TEXT NOT NULL,
	n_read INTEGER NOT NULL,
	n_new INTEGER NOT NULL,
	n_changed INTEGER NOT NULL,
	n_unchanged INTEGER NOT NULL,
	n_rejected INTEGER NOT NULL,
	n_values INTEGER NOT NULL,    -- bad values that were left out
	n_closed INTEGER NOT NULL,    -- by --snapshot
	n_again INTEGER NOT NULL,     -- and those who are back
	PRIMARY KEY (run, "table")
) STRICT, WITHOUT ROWID;
CREATE TABLE leg (
	visit INTEGER NOT NULL REFERENCES visit,
	worker INTEGER NOT NULL REFERENCES worker,
	travel INTEGER NOT NULL,      -- seconds
	metres INTEGER,               -- NULL: not known
	back INTEGER,                 -- NULL: not the last visit of the route
	back_metres INTEGER,
	PRIMARY KEY (visit, worker)
) STRICT, WITHOUT ROWID;
CREATE TABLE change (
	run INTEGER NOT NULL REFERENCES run,
	client INTEGER NOT NULL REFERENCES client,
	kind TEXT NOT NULL,           -- cases, letters, cuts ...
	record TEXT NOT NULL,         -- the key, without the case_id
	columns TEXT NOT NULL,        -- comma-joined; empty: it was added
	PRIMARY KEY (run, client, kind, record)
) STRICT, WITHOUT ROWID;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('run',3);
INSERT INTO sqlite_sequence VALUES('visit',5);
CREATE UNIQUE INDEX letter_key ON letter (letter_id) WHERE letter_id IS NOT NULL;
CREATE INDEX visit_client ON visit (client, day, start);
CREATE INDEX visit_day ON visit (day);
CREATE VIEW cases AS
SELECT case_id, household_id, surname, given_name,
       date(birth_date + 2440587.5) AS birth_date, sex, language, phone,
       street, postal_code, town, lat, lon, case_manager,
       CASE status WHEN 0 THEN 'active' ELSE 'closed' END AS status,
       needs, visit_minutes, windows,
       date(no_visits_until + 2440587.5) AS no_visits_until, run
  FROM client;
CREATE VIEW letters AS
SELECT c.case_id, date(l.due + 2440587.5) AS due_on, p.purpose,
       CAST(l.letter_id AS TEXT) AS letter_id,
       date(l.sent + 2440587.5) AS sent_on,
       time(l.due_time, 'unixepoch') AS due_time, l.reason,
       CASE l.result WHEN 0 THEN 'open' WHEN 1 THEN 'attended'
            WHEN 2 THEN 'missed' WHEN 3 THEN 'excused'
            WHEN 4 THEN 'cancelled' ELSE 'returned' END AS result, l.run
  FROM letter AS l JOIN client AS c ON c.id = l.client
  LEFT JOIN purpose AS p ON p.id = l.purpose;
CREATE VIEW cuts AS
SELECT c.case_id, date(k.miss + 2440587.5) AS miss_on,
       CASE k.state WHEN 0 THEN 'hearing' WHEN 1 THEN 'decided'
            WHEN 2 THEN 'averted' ELSE 'ended' END AS state,
       date(k.hearing_until + 2440587.5) AS hearing_until,
       date(k.notice + 2440587.5) AS notice_on,
       date(k.cut_from + 2440587.5) AS cut_from, k.percent, k.months, k.run
  FROM cut AS k JOIN client AS c ON c.id = k.client;
CREATE VIEW referrals AS
SELECT c.case_id, date(r.day + 2440587.5) AS referred_on, r.by, r.reason, r.run
  FROM referral AS r JOIN client AS c ON c.id = r.client;
CREATE VIEW offers AS
SELECT offer, area, name, provider, phone, run FROM offer;
CREATE VIEW places AS
SELECT postal_code, lat, lon, town, run FROM place;
CREATE VIEW visits AS
SELECT v.id AS visit_id, c.case_id, date(v.day + 2440587.5) AS date,
       CASE v.state WHEN 0 THEN 'planned' WHEN 1 THEN 'announced'
            WHEN 2 THEN 'done' ELSE 'off' END AS state,
       w.worker, x.worker AS "with",
       time(v.start, 'unixepoch') AS start, time(v.end, 'unixepoch') AS "end",
       CASE v.outcome WHEN 0 THEN 'met' WHEN 1 THEN 'not_home'
            WHEN 2 THEN 'refused' WHEN 3 THEN 'moved'
            WHEN 4 THEN 'wrong_address' WHEN 5 THEN 'aborted'
            WHEN 6 THEN 'self_reported' WHEN 7 THEN 'cancelled' END AS outcome,
       CASE v.reaction WHEN 0 THEN 'positive' WHEN 1 THEN 'neutral'
            WHEN 2 THEN 'negative' END AS reaction,
       v.causes,
       CASE v.next WHEN 0 THEN 'visit' WHEN 1 THEN 'appointment'
            WHEN 2 THEN 'none' END AS next,
       date(v.next_on + 2440587.5) AS next_on, v.minutes, v.card_left,
       v.consent, date(v.no_visits_until + 2440587.5) AS no_visits_until,
       v.note, date(v.planned_on + 2440587.5) AS planned_on, v.urgency,
       date(v.visit_by + 2440587.5) AS visit_by, v.run
  FROM visit AS v JOIN client AS c ON c.id = v.client
  LEFT JOIN worker AS w ON w.id = v.worker
  LEFT JOIN worker AS x ON x.id = v.with_worker;
CREATE VIEW visit_offers AS
SELECT o.visit AS visit_id, f.offer, f.area, o.accepted
  FROM visit_offer AS o JOIN offer AS f ON f.id = o.offer;
CREATE INDEX visit_open ON visit (id) WHERE state IN (0, 1);
CREATE INDEX visit_run ON visit (run);
CREATE VIEW workers AS
SELECT worker, name, skills, lat, lon, funder, visits_per_day, break_minutes,
       mon, tue, wed, thu, fri, run, date(since + 2440587.5) AS since,
       date(until + 2440587.5) AS until, phone
  FROM worker;
CREATE UNIQUE INDEX absence_key ON absence (worker, first, start);
CREATE VIEW absences AS
SELECT CASE WHEN a.worker IS NULL THEN '*' ELSE w.worker END AS worker,
       date(a.first + 2440587.5) AS "from", date(a.last + 2440587.5) AS "to",
       a.run, time(a.start, 'unixepoch') AS start,
       CASE a.end WHEN 86400 THEN '24:00:00'
            ELSE time(a.end, 'unixepoch') END AS "end"
  FROM absence AS a LEFT JOIN worker AS w ON w.id = a.worker;
CREATE INDEX run_input_table ON run_input ("table", run);
CREATE INDEX letter_open ON letter (due) WHERE result = 0;
CREATE VIEW journal AS
SELECT run, at, user, program, options, file,
       date(as_of + 2440587.5) AS as_of,
       n_read, n_new, n_changed, n_unchanged, n_rejected, undone_by
  FROM run;
CREATE VIEW changes AS
SELECT g.run, c.case_id, g.kind AS "table", g.record, g.columns
  FROM change AS g JOIN client AS c ON c.id = g.client;
COMMIT;
PRAGMA application_id = 1685024626;
PRAGMA user_version = 12;
