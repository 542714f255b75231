-- A copy of many offices' files in PostgreSQL: for questions over all of them,
-- for lists and for figures.  The files stay what counts; whatever is in here
-- comes from there, by `load`, and can be dropped and loaded again.
--
-- What nobody needs for lists and figures is not copied: names, telephone
-- numbers, notes, reasons, causes, what letters are about, where workers live,
-- who ran which program.  What is left are personal data all the same, of people
-- on benefits, and what was offered to them tells of their health.  Nobody has a
-- right to anything in here but the owner, until the owner grants it.  No figure
-- is suppressed in here.
CREATE SCHEMA IF NOT EXISTS doorstep;
REVOKE ALL ON SCHEMA doorstep FROM PUBLIC;

-- The offices whose file has been loaded, and how far.
CREATE TABLE IF NOT EXISTS doorstep.office (
	office text COLLATE "C" PRIMARY KEY,
	n integer GENERATED ALWAYS AS IDENTITY UNIQUE,  -- names its partitions
	identity text NOT NULL UNIQUE,  -- a hash of what only one file has
	version integer NOT NULL,     -- of the file's schema
	run bigint,                   -- loaded up to this run
	journal text,                 -- a hash of the journal up to it
	ran_at text,                  -- when that run was, UTC
	loaded_at timestamptz,        -- when the load has looked last
	rewrite boolean NOT NULL DEFAULT false,  -- what was erased may still be
	                              -- in PostgreSQL's own files
	holidays text NOT NULL DEFAULT 'he'
);

-- As the views of doorstep(5), in one partition for each office.
CREATE TABLE IF NOT EXISTS doorstep.cases (
	office text COLLATE "C" NOT NULL,
	case_id text COLLATE "C" NOT NULL,
	household_id text COLLATE "C",
	birth_date date,
	sex text COLLATE "C",
	language text COLLATE "C",
	street text COLLATE "C",
	postal_code text COLLATE "C",
	town text COLLATE "C",
	lat float8,
	lon float8,
	case_manager text COLLATE "C",
	status text COLLATE "C" NOT NULL,
	needs text COLLATE "C",
	visit_minutes float8,
	windows text COLLATE "C",
	no_visits_until date,
	run bigint NOT NULL,
	address_run bigint,           -- that changed the address, ...
	address_on date,              -- ... and its day
	had_contact boolean,          -- among visits that were erased
	had_sign date,                -- the last one among them
	had_cuts text,                -- counted with them: days since 1970, commas
	PRIMARY KEY (office, case_id)
) PARTITION BY LIST (office);

CREATE TABLE IF NOT EXISTS doorstep.letters (
	office text COLLATE "C" NOT NULL,
	case_id text COLLATE "C" NOT NULL,
	due_on date NOT NULL,
	n integer NOT NULL,           -- tells the letters of one day apart
	sent_on date,
	result text COLLATE "C" NOT NULL,
	run bigint NOT NULL,
	PRIMARY KEY (office, case_id, due_on, n)
) PARTITION BY LIST (office);

CREATE TABLE IF NOT EXISTS doorstep.cuts (
	office text COLLATE "C" NOT NULL,
	case_id text COLLATE "C" NOT NULL,
	miss_on date NOT NULL,
	state text COLLATE "C" NOT NULL,
	hearing_until date,
	notice_on date,
	cut_from date,
	percent float8,
	months integer,
	run bigint NOT NULL,
	PRIMARY KEY (office, case_id, miss_on)
) PARTITION BY LIST (office);

CREATE TABLE IF NOT EXISTS doorstep.referrals (
	office text COLLATE "C" NOT NULL,
	case_id text COLLATE "C" NOT NULL,
	referred_on date NOT NULL,
	by text COLLATE "C",
	run bigint NOT NULL,
	PRIMARY KEY (office, case_id, referred_on)
) PARTITION BY LIST (office);

CREATE TABLE IF NOT EXISTS doorstep.visits (
	office text COLLATE "C" NOT NULL,
	visit_id bigint NOT NULL,
	case_id text COLLATE "C" NOT NULL,
	date date NOT NULL,
	state text COLLATE "C" NOT NULL,
	worker text COLLATE "C",
	"with" text COLLATE "C",
	start time,
	"end" time,
	outcome text COLLATE "C",
	reaction text COLLATE "C",
	next text COLLATE "C",
	next_on date,
	minutes integer,
	no_visits_until date,
	planned_on date,
	urgency integer,
	visit_by date,
	run bigint NOT NULL,
	logged_run bigint,            -- that stored the outcome first
	PRIMARY KEY (office, visit_id)
) PARTITION BY LIST (office);
CREATE INDEX IF NOT EXISTS visits_of_case
    ON doorstep.visits (office, case_id, date);

CREATE TABLE IF NOT EXISTS doorstep.visit_offers (
	office text COLLATE "C" NOT NULL,
	visit_id bigint NOT NULL,
	offer text COLLATE "C" NOT NULL,
	accepted boolean NOT NULL,
	case_id text COLLATE "C" NOT NULL,
	PRIMARY KEY (office, visit_id, offer)
) PARTITION BY LIST (office);

CREATE TABLE IF NOT EXISTS doorstep.workers (
	office text COLLATE "C" NOT NULL,
	worker text COLLATE "C" NOT NULL,
	funder text COLLATE "C",
	since date,
	until date,
	PRIMARY KEY (office, worker)
) PARTITION BY LIST (office);

CREATE TABLE IF NOT EXISTS doorstep.offers (
	office text COLLATE "C" NOT NULL,
	offer text COLLATE "C" NOT NULL,
	area text COLLATE "C",
	name text NOT NULL,
	PRIMARY KEY (office, offer)
) PARTITION BY LIST (office);

-- Visits of people who were erased: the month, and what came of them.
CREATE TABLE IF NOT EXISTS doorstep.anon_visits (
	office text COLLATE "C" NOT NULL,
	person bigint NOT NULL,
	n integer NOT NULL,
	month date NOT NULL,          -- its first day
	until date,                   -- erased on that day, within the month
	age_group text COLLATE "C",
	sex text COLLATE "C",
	town text COLLATE "C",
	worker text COLLATE "C",
	"with" text COLLATE "C",
	outcome text COLLATE "C" NOT NULL,
	reaction text COLLATE "C",
	minutes integer,
	first_contact boolean NOT NULL,
	came_back boolean NOT NULL,
	cuts_threatened integer NOT NULL,
	cuts_averted integer NOT NULL,
	offers_made integer NOT NULL,
	offers_accepted integer NOT NULL,
	health_accepted integer NOT NULL,
	PRIMARY KEY (office, person, n)
) PARTITION BY LIST (office);

CREATE TABLE IF NOT EXISTS doorstep.journal (
	office text COLLATE "C" NOT NULL,
	run bigint NOT NULL,
	at text COLLATE "C" NOT NULL, -- UTC
	program text COLLATE "C" NOT NULL,
	as_of date NOT NULL,
	n_read bigint NOT NULL,
	n_new bigint NOT NULL,
	n_changed bigint NOT NULL,
	n_unchanged bigint NOT NULL,
	n_rejected bigint NOT NULL,
	undone_by bigint,
	PRIMARY KEY (office, run)
) PARTITION BY LIST (office);

-- The tables above, and how they are kept up to date: by case, by run, or as
-- a whole.
CREATE OR REPLACE VIEW doorstep.kinds (kind, kept) AS
VALUES ('cases', 'case'), ('letters', 'case'), ('cuts', 'case'),
       ('referrals', 'case'), ('visits', 'case'), ('visit_offers', 'case'),
       ('workers', 'whole'), ('offers', 'whole'), ('anon_visits', 'erased'),
       ('journal', 'run');

CREATE OR REPLACE FUNCTION doorstep.add_office(named text, mark text,
    of_version integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	number integer;
	part record;
BEGIN
	INSERT INTO doorstep.office (office, identity, version)
	VALUES (named, mark, of_version)
	RETURNING n INTO number;
	FOR part IN SELECT kind FROM doorstep.kinds LOOP
		EXECUTE format('CREATE TABLE doorstep.%I PARTITION OF'
		    ' doorstep.%I (office DEFAULT %L) FOR VALUES IN (%L)',
		    part.kind || '_' || number, part.kind, named, named);
	END LOOP;
	RETURN number;
END $$;

-- An office that is to be in here no more, all of it.
CREATE OR REPLACE FUNCTION doorstep.drop_office(named text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
	number integer;
	part record;
BEGIN
	DELETE FROM doorstep.office WHERE office = named RETURNING n INTO number;
	IF number IS NULL THEN
		RAISE EXCEPTION 'there is no such office' USING ERRCODE = 'DS006';
	END IF;
	FOR part IN SELECT kind FROM doorstep.kinds LOOP
		EXECUTE format('DROP TABLE doorstep.%I',
		    part.kind || '_' || number);
	END LOOP;
END $$;

--
-- The steps of `load`, all in one transaction.
--

-- `was` is the run up to which the file was compared; if somebody else has
-- loaded it since, what comes now is not what is missing.
CREATE OR REPLACE FUNCTION doorstep.load_begin(named text, mark text, was bigint,
    of_version integer, whole boolean) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	found doorstep.office;
BEGIN
	-- Two that load a new office at once.
	PERFORM pg_advisory_xact_lock(hashtext('doorstep.load'), hashtext(named));
	SELECT * INTO found FROM doorstep.office WHERE office = named FOR UPDATE;
	IF found.run IS DISTINCT FROM was THEN
		RAISE EXCEPTION 'loaded by somebody else meanwhile'
		    USING ERRCODE = 'DS004';
	END IF;
	IF EXISTS (SELECT FROM doorstep.office
	    WHERE identity = mark AND office <> named) THEN
		RAISE EXCEPTION 'the file is there as another office'
		    USING ERRCODE = 'DS003';
	END IF;
	IF found.office IS NULL THEN
		RETURN doorstep.add_office(named, mark, of_version);
	END IF;
	UPDATE doorstep.office
	   SET identity = mark, version = of_version,
	       rewrite = rewrite OR whole
	 WHERE office = named;
	RETURN found.n;
END $$;

-- Makes room for what comes: for the cases and runs in the temporary tables
-- load_case and load_run, or for all.
CREATE OR REPLACE FUNCTION doorstep.load_clear(number integer, whole boolean)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	part record;
BEGIN
	FOR part IN SELECT kind, kept FROM doorstep.kinds LOOP
		EXECUTE format(CASE
		    WHEN whole OR part.kept = 'whole' THEN 'DELETE FROM doorstep.%I'
		    WHEN part.kept = 'case' THEN 'DELETE FROM doorstep.%I AS t'
		        ' USING load_case AS l WHERE t.case_id = l.case_id'
		    WHEN part.kept = 'run' THEN 'DELETE FROM doorstep.%I AS t'
		        ' USING load_run AS l WHERE t.run = l.run'
		    ELSE 'SELECT' END,
		    part.kind || '_' || number);
	END LOOP;
END $$;

-- What is here now has to be what is there: load_sum has, of each table, how
-- many rows the file has and what their runs add up to.
CREATE OR REPLACE FUNCTION doorstep.load_end(number integer, up_to bigint,
    hash text, at text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	part record;
	same boolean;
BEGIN
	FOR part IN SELECT kind, rows, runs FROM load_sum LOOP
		EXECUTE format('SELECT count(*) = $1 AND coalesce(sum(%s), 0) = $2'
		    ' FROM doorstep.%I', CASE WHEN part.kind IN ('visit_offers',
		    'workers', 'offers', 'anon_visits') THEN '0' ELSE 'run' END,
		    part.kind || '_' || number)
		INTO same USING part.rows, part.runs;
		IF NOT same THEN
			RAISE EXCEPTION 'the copy is not what the file is'
			    USING ERRCODE = 'DS005';
		END IF;
	END LOOP;
	UPDATE doorstep.office
	   SET run = up_to, journal = hash, ran_at = at, loaded_at = now()
	 WHERE n = number;
END $$;
