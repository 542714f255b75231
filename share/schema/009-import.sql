-- Who works here and since when; absences of everybody and of part of a day;
-- what each import brought.
ALTER TABLE worker ADD COLUMN since INTEGER;
ALTER TABLE worker ADD COLUMN until INTEGER;
ALTER TABLE worker ADD COLUMN phone TEXT;

DROP VIEW workers;
CREATE VIEW workers AS
SELECT worker, name, skills, lat, lon, funder, visits_per_day, break_minutes,
       mon, tue, wed, thu, fri, run, date(since + 2440587.5) AS since,
       date(until + 2440587.5) AS until, phone
  FROM worker;

DROP VIEW absences;
CREATE TABLE new_absence (
	worker INTEGER REFERENCES worker,  -- NULL: everybody
	first INTEGER NOT NULL,       -- the column `from`
	last INTEGER,                 -- `to`; NULL: until further notice
	start INTEGER,                -- seconds since midnight; NULL: all day
	end INTEGER,
	run INTEGER NOT NULL REFERENCES run
) STRICT;
INSERT INTO new_absence
SELECT worker, first, last, NULL, NULL, run FROM absence;
DROP TABLE absence;
ALTER TABLE new_absence RENAME TO absence;
CREATE UNIQUE INDEX absence_key ON absence (worker, first, start);

CREATE VIEW absences AS
SELECT CASE WHEN a.worker IS NULL THEN '*' ELSE w.worker END AS worker,
       date(a.first + 2440587.5) AS "from", date(a.last + 2440587.5) AS "to",
       a.run, time(a.start, 'unixepoch') AS start,
       CASE a.end WHEN 86400 THEN '24:00:00'
            ELSE time(a.end, 'unixepoch') END AS "end"
  FROM absence AS a LEFT JOIN worker AS w ON w.id = a.worker;

-- The inputs of an import, one by one.  A column that had a heading and has
-- none in the next export of its table has been renamed, most likely.
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

CREATE INDEX run_input_table ON run_input ("table", run);

-- And what became of them, table by table.
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

-- Letters that nobody has answered yet are few, and looked for by day.
CREATE INDEX letter_open ON letter (due) WHERE result = 0;
