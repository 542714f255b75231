-- Several servers, each with the offices that were loaded there, as one: each
-- table here has a partition for each server, a foreign table.  What is asked
-- goes to all of them at once, and only what they answer comes back.
--
--	CREATE SERVER north FOREIGN DATA WRAPPER postgres_fdw
--	    OPTIONS (host 'north.example', dbname 'doorstep');
--	CREATE USER MAPPING FOR CURRENT_USER SERVER north
--	    OPTIONS (user 'reader', password_required 'true', password '...');
--	SELECT doorstep_all.add_server('north');
--
-- add_server is said again when a server has got or lost an office.  A server
-- that does not answer is an error, and so is an office that is not where it
-- was: no figure is silently that of fewer offices.
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS postgres_fdw;
CREATE SCHEMA IF NOT EXISTS doorstep_all;
REVOKE ALL ON SCHEMA doorstep_all FROM PUBLIC;

-- Which office is to be where.
CREATE TABLE IF NOT EXISTS doorstep_all.expected (
	office text COLLATE "C" PRIMARY KEY,
	server name NOT NULL
);

-- What there is, under the names of the servers: `lists`, which is asked with a
-- day; `reports`, with from_day, to_day and by; `contacts`, and the tables.
CREATE OR REPLACE FUNCTION doorstep_all.kinds() RETURNS text[] IMMUTABLE
LANGUAGE sql AS $$
SELECT '{offices,cases,letters,cuts,referrals,visits,contacts,lists,reports}'::text[]
$$;

CREATE OR REPLACE FUNCTION doorstep_all.add_server(called name) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
	kind text;
	own text := 'doorstep_' || called;
	offices text;
BEGIN
	EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', own);
	EXECUTE format('CREATE SCHEMA %I', own);
	EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', own);
	EXECUTE format('IMPORT FOREIGN SCHEMA doorstep LIMIT TO (%s) FROM SERVER'
	    ' %I INTO %I', array_to_string(doorstep_all.kinds(), ', '), called, own);
	EXECUTE format('SELECT string_agg(quote_literal(office), '', '')'
	    ' FROM %I.offices', own) INTO offices;
	DELETE FROM doorstep_all.expected WHERE server = called;
	IF offices IS NULL THEN
		RAISE EXCEPTION 'there is no office on that server'
		    USING ERRCODE = 'DS009';
	END IF;
	EXECUTE format('INSERT INTO doorstep_all.expected SELECT office, %L'
	    ' FROM %I.offices', called, own);
	FOREACH kind IN ARRAY doorstep_all.kinds() LOOP
		EXECUTE format('ALTER FOREIGN TABLE %I.%I OPTIONS'
		    ' (ADD use_remote_estimate %L, ADD async_capable %L,'
		    ' ADD fetch_size %L)', own, kind,
		    CASE WHEN kind IN ('contacts', 'lists', 'reports') THEN 'false' ELSE 'true' END,
		    'true', '10000');
		EXECUTE format('CREATE TABLE IF NOT EXISTS doorstep_all.%I'
		    ' (LIKE %I.%I) PARTITION BY LIST (office)', kind, own, kind);
		EXECUTE format('ALTER TABLE doorstep_all.%I ATTACH PARTITION'
		    ' %I.%I FOR VALUES IN (%s)', kind, own, kind, offices);
	END LOOP;
END $$;

CREATE OR REPLACE FUNCTION doorstep_all.drop_server(called name) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('DROP SCHEMA %I CASCADE', 'doorstep_' || called);
	DELETE FROM doorstep_all.expected WHERE server = called;
END $$;

-- Is every office where it is expected, and nowhere else?  Each server is asked
-- in the transaction in which it is asked for the rest.
CREATE OR REPLACE FUNCTION doorstep_all.check_offices() RETURNS void STABLE
LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT office, 'doorstep_' || server FROM doorstep_all.expected
	    EXCEPT SELECT o.office, n.nspname::text
	      FROM doorstep_all.offices AS o JOIN pg_class AS c ON c.oid = o.tableoid
	      JOIN pg_namespace AS n ON n.oid = c.relnamespace)
	  OR (SELECT count(*) FROM doorstep_all.offices)
	    <> (SELECT count(*) FROM doorstep_all.expected) THEN
		RAISE EXCEPTION 'an office is not where it was: add_server again'
		    USING ERRCODE = 'DS009';
	END IF;
END $$;

-- As doorstep.overdue, of all servers.
CREATE OR REPLACE FUNCTION doorstep_all.overdue(as_of date)
RETURNS TABLE (
	case_id text, urgency integer, reason text, missed integer,
	silent_days integer, last_sign date, threat integer, visit_by date,
	deadline text, cut_from date, attempts integer, last_attempt date,
	tried text, worker text, needs text, visit_minutes float8,
	windows text, household_id text, street text, postal_code text,
	town text, lat float8, lon float8, case_manager text, pending date,
	not_before date, in_row integer, lapses_on date, office text
) STABLE LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
BEGIN
	PERFORM doorstep_all.check_offices();
	RETURN QUERY SELECT l.case_id, l.urgency, l.reason, l.missed,
	       l.silent_days, l.last_sign, l.threat, l.visit_by, l.deadline,
	       l.cut_from, l.attempts, l.last_attempt, l.tried, l.worker, l.needs,
	       l.visit_minutes, l.windows, l.household_id, l.street,
	       l.postal_code, l.town, l.lat, l.lon, l.case_manager, l.pending,
	       l.not_before, l.in_row, l.lapses_on, l.office
	  FROM doorstep_all.lists AS l WHERE l.day = as_of
	 ORDER BY l.urgency DESC, l.visit_by NULLS LAST, l.case_id COLLATE "C",
	       l.office;
END $$;

-- As doorstep.report, of all servers, with at most two keys.
CREATE OR REPLACE FUNCTION doorstep_all.report(from_day date, to_day date,
    by_keys text DEFAULT '')
RETURNS TABLE (keys text[], measure text, value bigint)
STABLE LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
BEGIN
	PERFORM doorstep_all.check_offices();
	RETURN QUERY SELECT r.keys, r.measure, sum(r.value)::bigint
	  FROM doorstep_all.reports AS r
	 WHERE r.from_day = report.from_day AND r.to_day = report.to_day
	   AND r.by = by_keys
	 GROUP BY 1, 2 ORDER BY 1, 2;
END $$;
COMMIT;
