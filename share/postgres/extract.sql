-- What PostgreSQL does not have of an office's file, as input of psql: `load`
-- gives this to the sqlite3 shell, with what is between @ put in and with
-- day(x) and esc(x) written out: a day as YYYY-MM-DD, a text as COPY reads it.
--
-- The first line says how much it is: `changes`, `whole` and why, or that the
-- file is `other` than the one loaded before, or `older`.
.bail on
.timeout @wait@000
.mode list
.separator "\t" "\n"
.nullvalue '\N'
PRAGMA temp_store = memory;
PRAGMA trusted_schema = off;
BEGIN;

CREATE TEMP VIEW journal_line AS
SELECT run, run || ' ' || at || ' ' || program || ' ' || as_of || ' ' || n_read
       || ' ' || n_new || ' ' || n_changed || ' ' || n_unchanged || ' ' ||
       n_rejected || ' ' || options || ' ' || coalesce(file, '') AS line
  FROM main.run;

-- The newest run; which file this is, its secret not being told; what went
-- before, up to the run that PostgreSQL has (NULL: it has none) and up to now.
CREATE TEMP TABLE file AS
SELECT @run@ AS had, (SELECT coalesce(max(run), 0) FROM main.run) AS newest,
       (SELECT hex(sha3(group_concat(value, ' '), 256))
          FROM (SELECT value FROM main.state
                 WHERE name IN ('secret_1', 'secret_2') ORDER BY name))
           AS identity,
       (SELECT hex(sha3(coalesce(group_concat(line, char(10)), ''), 256))
          FROM (SELECT line FROM journal_line WHERE run <= @run@ ORDER BY run))
           AS past,
       (SELECT hex(sha3(coalesce(group_concat(line, char(10)), ''), 256))
          FROM (SELECT line FROM journal_line ORDER BY run)) AS journal;

-- Who an erasure or an undoing was about is not in the journal, on purpose or
-- because it is gone; so all is loaded anew.
CREATE TEMP TABLE how AS
SELECT CASE WHEN had IS NULL THEN 'whole for the first time'
            WHEN @whole@ THEN 'whole as asked for'
            WHEN identity <> '@identity@' THEN 'other'
            WHEN newest < had OR past <> '@journal@' THEN 'older'
            WHEN @version@ <> @was_version@
                THEN 'whole since the file has a new version'
            WHEN EXISTS (SELECT 1 FROM main.run WHERE run > had
                            AND program = 'cases-erase' AND n_changed > 0)
              OR EXISTS (SELECT 1 FROM main.change
                          WHERE run > had AND columns = 'erased')
                THEN 'whole since something was erased'
            WHEN EXISTS (SELECT 1 FROM main.run
                          WHERE run <= had AND undone_by > had)
                THEN 'whole since a run was undone'
            ELSE 'changes' END AS how
  FROM file;
CREATE TEMP TABLE load AS
SELECT file.*, how, how LIKE 'whole%' AS whole FROM file, how;
CREATE TEMP TABLE touched (id INTEGER PRIMARY KEY);
INSERT INTO touched
SELECT id FROM main.client
 WHERE (SELECT whole FROM load) OR run > (SELECT had FROM load)
UNION SELECT client FROM main.letter
       WHERE NOT (SELECT whole FROM load) AND run > (SELECT had FROM load)
UNION SELECT client FROM main.cut
       WHERE NOT (SELECT whole FROM load) AND run > (SELECT had FROM load)
UNION SELECT client FROM main.referral
       WHERE NOT (SELECT whole FROM load) AND run > (SELECT had FROM load)
UNION SELECT client FROM main.visit
       WHERE NOT (SELECT whole FROM load) AND run > (SELECT had FROM load);

SELECT '-- ' || how || ': ' || (SELECT count(*) FROM touched) || ' cases'
  FROM load;

-- From here on it is psql's.
.print '\set QUIET 1'
.print '\set ON_ERROR_STOP 1'
.print '\set VERBOSITY sqlstate'
.print 'SET client_encoding = UTF8;'
.print 'SET client_min_messages = warning;'
.print 'SET datestyle = ISO;'
.print 'BEGIN;'
SELECT 'SET LOCAL lock_timeout = ''@wait@s'';';
SELECT 'SELECT doorstep.load_begin(:''office'', ''' || identity || ''', ' ||
       coalesce(had, 'NULL') || ', @version@, ' ||
       CASE WHEN whole THEN 'true' ELSE 'false' END || ') AS n \gset'
  FROM load;
.print 'CREATE TEMP TABLE load_case (case_id text COLLATE "C" PRIMARY KEY) ON COMMIT DROP;'
.print 'CREATE TEMP TABLE load_run (run bigint PRIMARY KEY) ON COMMIT DROP;'
.print 'CREATE TEMP TABLE load_sum (kind text, rows bigint, runs bigint) ON COMMIT DROP;'
.print 'COPY load_case FROM STDIN;'
SELECT esc(case_id) FROM main.client
 WHERE id IN (SELECT id FROM touched) AND NOT (SELECT whole FROM load);
.print '\.'
.print 'COPY load_run FROM STDIN;'
SELECT run FROM main.run
 WHERE (SELECT whole FROM load) OR run > (SELECT had FROM load)
    OR undone_by > (SELECT had FROM load);
.print '\.'
SELECT 'SELECT doorstep.load_clear(:n, ' ||
       CASE WHEN whole THEN 'true' ELSE 'false' END || ') \g /dev/null'
  FROM load;

.print 'COPY doorstep.cases_:n (case_id, household_id, birth_date, sex, language, street, postal_code, town, lat, lon, case_manager, status, needs, visit_minutes, windows, no_visits_until, run, address_run, address_on, had_contact, had_sign, had_cuts) FROM STDIN;'
SELECT esc(c.case_id), esc(c.household_id), day(c.birth_date), c.sex,
       esc(c.language), esc(c.street), esc(c.postal_code), esc(c.town), c.lat,
       c.lon, esc(c.case_manager),
       CASE c.status WHEN 0 THEN 'active' ELSE 'closed' END, esc(c.needs),
       c.visit_minutes, esc(c.windows), day(c.no_visits_until), c.run,
       c.address_run, day(c.address_on), f.reached, day(f.last_sign), f.cuts
  FROM touched AS t JOIN main.client AS c USING (id)
  LEFT JOIN main.forgotten AS f ON f.client = c.id;
.print '\.'

.print 'COPY doorstep.letters_:n (case_id, due_on, n, sent_on, result, run) FROM STDIN;'
SELECT esc(c.case_id), day(l.due), l.n, day(l.sent),
       CASE l.result WHEN 0 THEN 'open' WHEN 1 THEN 'attended'
            WHEN 2 THEN 'missed' WHEN 3 THEN 'excused'
            WHEN 4 THEN 'cancelled' WHEN 5 THEN 'returned' END, l.run
  FROM touched AS t JOIN main.client AS c USING (id)
  JOIN main.letter AS l ON l.client = c.id;
.print '\.'

.print 'COPY doorstep.cuts_:n (case_id, miss_on, state, hearing_until, notice_on, cut_from, percent, months, run) FROM STDIN;'
SELECT esc(c.case_id), day(k.miss),
       CASE k.state WHEN 0 THEN 'hearing' WHEN 1 THEN 'decided'
            WHEN 2 THEN 'averted' WHEN 3 THEN 'ended' END,
       day(k.hearing_until), day(k.notice), day(k.cut_from), k.percent,
       k.months, k.run
  FROM touched AS t JOIN main.client AS c USING (id)
  JOIN main.cut AS k ON k.client = c.id;
.print '\.'

.print 'COPY doorstep.referrals_:n (case_id, referred_on, by, run) FROM STDIN;'
SELECT esc(c.case_id), day(r.day), esc(r.by), r.run
  FROM touched AS t JOIN main.client AS c USING (id)
  JOIN main.referral AS r ON r.client = c.id;
.print '\.'

.print 'COPY doorstep.visits_:n (visit_id, case_id, date, state, worker, "with", start, "end", outcome, reaction, next, next_on, minutes, no_visits_until, planned_on, urgency, visit_by, run, logged_run) FROM STDIN;'
SELECT v.id, esc(c.case_id), day(v.day),
       CASE v.state WHEN 0 THEN 'planned' WHEN 1 THEN 'announced'
            WHEN 2 THEN 'done' WHEN 3 THEN 'off' END,
       esc(w.worker), esc(x.worker), time(v.start, 'unixepoch'),
       CASE v.end WHEN 86400 THEN '24:00' ELSE time(v.end, 'unixepoch') END,
       CASE v.outcome WHEN 0 THEN 'met' WHEN 1 THEN 'not_home'
            WHEN 2 THEN 'refused' WHEN 3 THEN 'moved'
            WHEN 4 THEN 'wrong_address' WHEN 5 THEN 'aborted'
            WHEN 6 THEN 'self_reported' WHEN 7 THEN 'cancelled' END,
       CASE v.reaction WHEN 0 THEN 'positive' WHEN 1 THEN 'neutral'
            WHEN 2 THEN 'negative' END,
       CASE v.next WHEN 0 THEN 'visit' WHEN 1 THEN 'appointment'
            WHEN 2 THEN 'none' END,
       day(v.next_on), v.minutes, day(v.no_visits_until), day(v.planned_on),
       v.urgency, day(v.visit_by), v.run, v.logged_run
  FROM touched AS t JOIN main.client AS c USING (id)
  JOIN main.visit AS v ON v.client = c.id
  LEFT JOIN main.worker AS w ON w.id = v.worker
  LEFT JOIN main.worker AS x ON x.id = v.with_worker;
.print '\.'

.print 'COPY doorstep.visit_offers_:n (visit_id, offer, accepted, case_id) FROM STDIN;'
SELECT v.id, esc(f.offer), o.accepted, esc(c.case_id)
  FROM touched AS t JOIN main.client AS c USING (id)
  JOIN main.visit AS v ON v.client = c.id
  JOIN main.visit_offer AS o ON o.visit = v.id
  JOIN main.offer AS f ON f.id = o.offer;
.print '\.'

.print 'COPY doorstep.workers_:n (worker, funder, since, until) FROM STDIN;'
SELECT esc(worker), esc(funder), day(since), day(until) FROM main.worker;
.print '\.'

.print 'COPY doorstep.offers_:n (offer, area, name) FROM STDIN;'
SELECT esc(offer), esc(area), esc(name) FROM main.offer;
.print '\.'

.print 'COPY doorstep.anon_visits_:n (person, n, month, until, age_group, sex, town, worker, "with", outcome, reaction, minutes, first_contact, came_back, cuts_threatened, cuts_averted, offers_made, offers_accepted, health_accepted) FROM STDIN;'
SELECT a.person, a.n, day(a.month), day(a.until),
       CASE a.age_group WHEN 0 THEN '-24' WHEN 1 THEN '25-34'
            WHEN 2 THEN '35-44' WHEN 3 THEN '45-54' WHEN 4 THEN '55-' END,
       a.sex, esc(a.town), esc(w.worker), esc(x.worker),
       CASE a.outcome WHEN 0 THEN 'met' WHEN 1 THEN 'not_home'
            WHEN 2 THEN 'refused' WHEN 3 THEN 'moved'
            WHEN 4 THEN 'wrong_address' WHEN 5 THEN 'aborted'
            WHEN 6 THEN 'self_reported' WHEN 7 THEN 'cancelled' END,
       CASE a.reaction WHEN 0 THEN 'positive' WHEN 1 THEN 'neutral'
            WHEN 2 THEN 'negative' END,
       a.minutes, a.first_contact, a.came_back, a.cuts_threatened,
       a.cuts_averted, count(o.offer),
       count(*) FILTER (WHERE o.accepted),
       count(*) FILTER (WHERE o.accepted AND f.area = 'health')
  FROM main.anon_visit AS a
  LEFT JOIN main.worker AS w ON w.id = a.worker
  LEFT JOIN main.worker AS x ON x.id = a.with_worker
  LEFT JOIN main.anon_offer AS o ON o.person = a.person AND o.n = a.n
  LEFT JOIN main.offer AS f ON f.id = o.offer
 WHERE (SELECT whole FROM load)
 GROUP BY a.person, a.n;
.print '\.'

.print 'COPY doorstep.journal_:n (run, at, program, as_of, n_read, n_new, n_changed, n_unchanged, n_rejected, undone_by) FROM STDIN;'
SELECT run, at, program, day(as_of), n_read, n_new, n_changed, n_unchanged,
       n_rejected, undone_by
  FROM main.run
 WHERE (SELECT whole FROM load) OR run > (SELECT had FROM load)
    OR undone_by > (SELECT had FROM load);
.print '\.'

-- What PostgreSQL must have when all of this is in.
.print 'COPY load_sum FROM STDIN;'
SELECT 'cases', count(*), coalesce(sum(run), 0) FROM main.client
UNION ALL SELECT 'letters', count(*), coalesce(sum(run), 0) FROM main.letter
UNION ALL SELECT 'cuts', count(*), coalesce(sum(run), 0) FROM main.cut
UNION ALL SELECT 'referrals', count(*), coalesce(sum(run), 0) FROM main.referral
UNION ALL SELECT 'visits', count(*), coalesce(sum(run), 0) FROM main.visit
UNION ALL SELECT 'visit_offers', count(*), 0 FROM main.visit_offer
UNION ALL SELECT 'workers', count(*), 0 FROM main.worker
UNION ALL SELECT 'offers', count(*), 0 FROM main.offer
UNION ALL SELECT 'anon_visits', count(*), 0 FROM main.anon_visit
UNION ALL SELECT 'journal', count(*), coalesce(sum(run), 0) FROM main.run;
.print '\.'
SELECT 'SELECT doorstep.load_end(:n, ' || newest || ', ''' || journal ||
       ''', ' || coalesce((SELECT quote(at) FROM main.run
                            WHERE run = newest), 'NULL') || ') \g /dev/null'
  FROM load;
.print 'COMMIT;'
.print '\echo loaded'
.print "SELECT 'rewrite ' || n FROM doorstep.office WHERE office = :'office' AND rewrite;"
COMMIT;
.print '-- whole'
