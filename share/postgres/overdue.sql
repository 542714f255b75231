-- The list of cases-overdue(1) of one office, as of a day: the rule of
-- doorstep(7), word by word as in lib/rule/overdue.c, with the policy and the
-- holidays of days.sql.  Equal to what the program prints of the office's file,
-- as of the same day (tests/postgres.t).
CREATE OR REPLACE FUNCTION doorstep.overdue_of(of_office text, as_of date,
    missed_at integer DEFAULT 2, silent_at integer DEFAULT 180,
    most_attempts integer DEFAULT 3)
RETURNS TABLE (
	case_id text, urgency integer, reason text, missed integer,
	silent_days integer, last_sign date, threat integer, visit_by date,
	deadline text, cut_from date, attempts integer, last_attempt date,
	tried text, worker text, needs text, visit_minutes float8,
	windows text, household_id text, street text, postal_code text,
	town text, lat float8, lon float8, case_manager text, pending date,
	not_before date, in_row integer, lapses_on date
) STABLE LANGUAGE plpgsql
-- Planned for this office's partitions alone, and well without statistics, too:
-- what is joined here is sets of many rows each.
SET plan_cache_mode = force_custom_plan SET enable_nestloop = off SET jit = off
AS $$
#variable_conflict use_column
DECLARE
	land text;
	half_year_ago date := as_of - interval '6 months';
	never constant date := '-infinity';
BEGIN
	SELECT o.holidays INTO land FROM doorstep.office AS o
	 WHERE o.office = of_office AND o.run IS NOT NULL;
	IF land IS NULL THEN
		RAISE EXCEPTION 'there is no such office' USING ERRCODE = 'DS006';
	END IF;
	IF NOT EXISTS (SELECT FROM doorstep.holiday WHERE name = land) THEN
		RAISE EXCEPTION 'the holidays of the office are not known'
		    USING ERRCODE = 'DS007';
	END IF;
	RETURN QUERY WITH

	client AS MATERIALIZED (
		SELECT c.* FROM doorstep.cases AS c
		 WHERE c.office = of_office AND c.status = 'active'),
	letter AS MATERIALIZED (
		SELECT l.case_id, l.due_on, l.sent_on, l.result
		  FROM doorstep.letters AS l
		 WHERE l.office = of_office AND l.due_on <= as_of
		   AND l.result IN ('attended', 'excused', 'missed', 'returned')),
	visit AS MATERIALIZED (
		SELECT v.*, row_number() OVER (PARTITION BY v.case_id
		       ORDER BY v.date, v.start NULLS FIRST, v.visit_id) AS place
		  FROM doorstep.visits AS v
		 WHERE v.office = of_office AND v.state <> 'off'),
	done AS MATERIALIZED (
		SELECT * FROM visit AS v
		 WHERE v.state = 'done' AND v.date <= as_of),

	-- What the latest of each kind decides.
	of_visits AS (
		SELECT v.case_id,
		       max(v.date) FILTER (WHERE v.outcome IN ('met', 'refused',
		           'self_reported', 'cancelled')) AS sign,
		       bool_or(v.outcome = 'aborted') AS pair,
		       max(v.no_visits_until) AS until,
		       max(v.place) AS latest,
		       max(v.place) FILTER (WHERE v.outcome <> 'not_home') AS talk,
		       max(v.place) FILTER (WHERE v.outcome = 'met') AS met
		  FROM done AS v GROUP BY v.case_id),
	of_open AS (
		SELECT v.case_id, max(v.date) FILTER (WHERE v.date < as_of) AS pending,
		       bool_or(v.date >= as_of) AS coming
		  FROM visit AS v WHERE v.state IN ('planned', 'announced')
		 GROUP BY v.case_id),
	of_referrals AS (
		SELECT r.case_id, max(r.referred_on) AS referral
		  FROM doorstep.referrals AS r
		 WHERE r.office = of_office AND r.referred_on <= as_of
		 GROUP BY r.case_id),
	of_letters AS (
		SELECT l.case_id,
		       max(l.due_on) FILTER (WHERE l.result IN ('attended',
		           'excused')) AS sign,
		       max(l.due_on) FILTER (WHERE l.result = 'attended') AS attended
		  FROM letter AS l GROUP BY l.case_id),
	sign AS MATERIALIZED (
		SELECT c.case_id, greatest(l.sign, v.sign, CASE WHEN c.had_sign
		           <= as_of THEN c.had_sign END) AS last_sign, l.attended
		  FROM client AS c LEFT JOIN of_letters AS l USING (case_id)
		  LEFT JOIN of_visits AS v USING (case_id)),

	-- What was missed since the last sign of life.
	misses AS MATERIALIZED (
		SELECT l.case_id, l.due_on, l.sent_on, l.result,
		       min(l.due_on) OVER (PARTITION BY l.case_id) AS since
		  FROM letter AS l JOIN sign AS s USING (case_id)
		 WHERE l.result IN ('missed', 'returned')
		   AND l.due_on > coalesce(s.last_sign, never)),
	silence AS (
		SELECT m.case_id, m.since,
		       count(DISTINCT m.due_on)::integer AS missed,
		       max(m.due_on) AS last_missed,
		       max(m.due_on) FILTER (WHERE m.result = 'missed') AS last_liable,
		       min(m.sent_on) FILTER (WHERE m.due_on = m.since) AS sent
		  FROM misses AS m GROUP BY m.case_id, m.since),

	-- The days that may count in a row: missed after the latest letter attended.
	liable AS MATERIALIZED (
		SELECT DISTINCT l.case_id, l.due_on
		  FROM letter AS l JOIN sign AS s USING (case_id)
		 WHERE l.result = 'missed' AND l.due_on > coalesce(s.attended, never)),
	in_a_row AS (
		SELECT s.case_id, count(i.due_on)::integer AS in_row,
		       p.lapse_at, p AS policy
		  FROM silence AS s
		  LEFT JOIN doorstep.policy_at AS p
		    ON s.last_liable >= p.from_day AND s.last_liable < p.until_day
		  LEFT JOIN liable AS i ON i.case_id = s.case_id
		   AND i.due_on <= s.last_liable
		   AND i.due_on >= coalesce(p.count_from, never)
		 GROUP BY s.case_id, p.lapse_at, p),
	known AS MATERIALIZED (
		SELECT c.case_id, s.last_sign, s.attended, i.since, i.last_missed,
		       i.last_liable, coalesce(i.missed, 0) AS missed,
		       coalesce(r.in_row, 0) AS in_row,
		       coalesce(doorstep.threat(r.policy, r.in_row), 0) AS threat,
		       coalesce(r.in_row >= r.lapse_at AND r.lapse_at > 0, false)
		           AS all_at_stake,
		       greatest(0, coalesce(as_of - coalesce(s.last_sign, i.sent,
		           i.since), 0)) AS silent_days,
		       f.referral, v.pair, v.latest, v.talk, v.met,
		       greatest(c.no_visits_until, v.until) AS no_visits_until,
		       o.pending, coalesce(o.coming, false) AS coming,
		       t.next, t.next_on, t.outcome AS talk_outcome
		  FROM client AS c JOIN sign AS s USING (case_id)
		  LEFT JOIN silence AS i USING (case_id)
		  LEFT JOIN in_a_row AS r USING (case_id)
		  LEFT JOIN of_referrals AS f USING (case_id)
		  LEFT JOIN of_visits AS v USING (case_id)
		  LEFT JOIN of_open AS o USING (case_id)
		  LEFT JOIN done AS t ON t.case_id = c.case_id AND t.place = v.talk),

	-- Cuts, and when they end the claim as a whole.
	lapse AS (
		SELECT k.case_id, k.miss_on, (k.cut_from + make_interval(
		           months => coalesce(p.lapse_months, 0)))::date AS day
		  FROM doorstep.cuts AS k JOIN known AS n USING (case_id)
		  JOIN doorstep.policy_at AS p
		    ON k.miss_on >= p.from_day AND k.miss_on < p.until_day
		 WHERE k.office = of_office AND k.miss_on <= as_of
		   AND k.state = 'decided' AND k.cut_from IS NOT NULL
		   AND k.miss_on > coalesce(n.attended, never) AND p.lapse_at >= 1
		   AND CASE WHEN k.percent >= 0 THEN k.percent = 100
		       ELSE (SELECT count(*) FROM liable AS i
		              WHERE i.case_id = k.case_id AND i.due_on <= k.miss_on
		                AND i.due_on >= coalesce(p.count_from, never))
		           >= p.lapse_at END
		   AND NOT EXISTS (SELECT FROM done AS v WHERE v.case_id = k.case_id
		       AND (v.outcome = 'refused' AND v.date >= k.miss_on
		         OR v.outcome = 'met' AND v.date >= k.cut_from))),
	cut AS MATERIALIZED (
		SELECT k.case_id, k.miss_on, k.hearing_until, k.cut_from, e.day AS lapse,
		       k.state = 'hearing' AND k.miss_on >= half_year_ago
		           AND k.miss_on > coalesce(n.last_sign, never) AS hearing,
		       k.state = 'decided' AND coalesce(k.cut_from > as_of, false)
		           AND (k.miss_on > coalesce(n.last_sign, never)
		               OR e.day IS NOT NULL) AS ahead
		  FROM doorstep.cuts AS k JOIN known AS n USING (case_id)
		  LEFT JOIN lapse AS e ON e.case_id = k.case_id
		   AND e.miss_on = k.miss_on AND e.day > as_of
		 WHERE k.office = of_office AND k.miss_on <= as_of),
	of_cuts AS (
		SELECT k.case_id, bool_or(k.hearing OR k.ahead OR k.lapse IS NOT NULL)
		           AS reason,
		       min(k.cut_from) FILTER (WHERE k.ahead) AS cut_from,
		       min(k.lapse) AS lapses_on
		  FROM cut AS k GROUP BY k.case_id),
	why AS (
		SELECT n.*, k.cut_from, k.lapses_on, coalesce(k.reason, false) AS hearing,
		       n.missed >= missed_at OR n.missed >= 1 AND n.all_at_stake
		           AS letters,
		       n.missed >= 1 AND n.silent_days >= silent_at AS silent,
		       coalesce(n.referral > coalesce(n.last_sign, never), false)
		           AS referred,
		       coalesce(n.next = 'visit' AND as_of >= n.next_on - 14, false)
		           AS follow_up
		  FROM known AS n LEFT JOIN of_cuts AS k USING (case_id)),

	-- Attempts count from the first missed day on, or since the last sign.
	of_attempts AS (
		SELECT v.case_id, count(*)::integer AS attempts, max(v.date) AS last_attempt
		  FROM done AS v JOIN known AS n USING (case_id)
		 WHERE v.outcome = 'not_home'
		   AND v.date >= coalesce(n.since, n.last_sign + 1, never)
		 GROUP BY v.case_id),
	of_dayparts AS (
		SELECT p.case_id, string_agg(p.daypart, ',' ORDER BY p.bit) AS tried
		  FROM (SELECT DISTINCT v.case_id,
		               extract(isodow FROM v.date) * 2
		                   + (v.start >= '12:00')::integer AS bit,
		               (ARRAY['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
		                   [extract(isodow FROM v.date)::integer]
		                   || CASE WHEN v.start >= '12:00' THEN '-pm'
		                      ELSE '-am' END AS daypart
		          FROM done AS v JOIN known AS n USING (case_id)
		         WHERE v.outcome = 'not_home' AND v.start IS NOT NULL
		           AND v.date >= coalesce(n.since, n.last_sign + 1, never)) AS p
		 GROUP BY p.case_id),
	listed AS MATERIALIZED (
		SELECT w.*, coalesce(a.attempts, 0) AS attempts, a.last_attempt
		  FROM why AS w JOIN client AS c USING (case_id)
		  LEFT JOIN of_attempts AS a USING (case_id)
		  LEFT JOIN done AS v ON v.case_id = w.case_id AND v.place = w.latest
		 WHERE (w.hearing OR w.letters OR w.silent OR w.referred OR w.follow_up)
		   AND NOT coalesce(w.no_visits_until > as_of, false)
		   AND NOT w.coming
		   AND NOT coalesce(v.outcome IN ('moved', 'wrong_address')
		       AND coalesce(w.referral, never) <= v.date
		       -- An address stored after the visit was logged is newer.
		       AND NOT (c.address_run IS NOT NULL
		           AND (c.address_run > coalesce(v.logged_run, 0)
		               OR coalesce(c.address_on > v.date, false))), false)
		   AND NOT coalesce(most_attempts > 0 AND a.attempts >= most_attempts
		       AND coalesce(w.referral, never) <= a.last_attempt
		       AND coalesce(w.last_missed, never) <= a.last_attempt, false)),

	-- Until when a hearing goes: of each open one, and of the latest miss that
	-- has no cut yet.
	hearing AS (
		SELECT w.case_id, 1 AS place, 'hearing' AS name, k.miss_on,
		       k.hearing_until
		  FROM listed AS w JOIN cut AS k USING (case_id) WHERE k.hearing
		UNION ALL
		SELECT w.case_id, 4, 'assumed', w.last_liable, NULL
		  FROM listed AS w
		 WHERE w.threat > 0 AND w.last_liable >= half_year_ago
		   AND NOT EXISTS (SELECT FROM doorstep.cuts AS k
		        WHERE k.office = of_office AND k.case_id = w.case_id
		          AND k.miss_on = w.last_liable)),
	hearing_end AS (
		SELECT h.*, p.post_days, doorstep.workday(land, coalesce(
		           h.hearing_until, h.miss_on + p.hearing_days), 1) AS day
		  FROM hearing AS h JOIN doorstep.policy_at AS p
		    ON h.miss_on >= p.from_day AND h.miss_on < p.until_day),
	-- What a notice must be posted by to take effect next month.
	month_end AS (
		SELECT p.post_days,
		       doorstep.workday(land, (date_trunc('month', as_of)
		           + interval '1 month - 1 day')::date - p.post_days, -1) AS this,
		       doorstep.workday(land, (date_trunc('month', as_of)
		           + interval '2 months - 1 day')::date - p.post_days, -1) AS next
		  FROM (SELECT DISTINCT post_days FROM doorstep.policy) AS p),
	agreed AS (
		SELECT w.case_id, w.talk_outcome,
		       doorstep.workday(land, w.next_on, 1) AS day
		  FROM listed AS w
		 WHERE w.next = 'visit' AND w.next_on IS NOT NULL
		   AND (w.follow_up OR w.talk_outcome = 'cancelled')),
	deadline AS (
		SELECT h.case_id, h.place, h.name,
		       doorstep.workday(land, h.day - 1, -1) AS day
		  FROM hearing_end AS h WHERE h.day >= as_of
		UNION ALL
		SELECT h.case_id, 5, 'month',
		       CASE WHEN m.this < as_of THEN m.next ELSE m.this END
		  FROM hearing_end AS h JOIN month_end AS m USING (post_days)
		 WHERE h.day < as_of
		UNION ALL
		SELECT w.case_id, 2, 'cut', doorstep.workday(land, k.cut_from - 1, -1)
		  FROM listed AS w JOIN cut AS k USING (case_id) WHERE k.ahead
		UNION ALL
		SELECT w.case_id, 3, 'restore', doorstep.workday(land, k.lapse - 1, -1)
		  FROM listed AS w JOIN cut AS k USING (case_id)
		 WHERE k.lapse IS NOT NULL AND k.cut_from <= as_of
		UNION ALL
		SELECT a.case_id, 6, 'follow_up', doorstep.workday(land,
		           doorstep.workday(land, a.day + 1, 1) + 1, 1)
		  FROM agreed AS a WHERE a.talk_outcome <> 'cancelled'),
	first AS (
		SELECT DISTINCT ON (d.case_id) d.case_id, d.name,
		       greatest(d.day, as_of) AS day
		  FROM deadline AS d
		 ORDER BY d.case_id, greatest(d.day, as_of), d.place),
	-- Nobody is to come before the agreed day.
	dated AS (
		SELECT w.case_id, d.name,
		       CASE WHEN a.day >= as_of AND d.day IS NOT NULL
		           THEN greatest(d.day, a.day) ELSE d.day END AS visit_by,
		       CASE WHEN a.day >= as_of THEN a.day END AS not_before
		  FROM listed AS w LEFT JOIN first AS d USING (case_id)
		  LEFT JOIN agreed AS a USING (case_id))

	SELECT w.case_id,
	       greatest(1, CASE WHEN d.visit_by - as_of BETWEEN 0 AND 28
	               THEN 50 - 50 * (d.visit_by - as_of) / 28 ELSE 0 END
	           + 10 * least(w.missed, 3) + 20 * least(w.silent_days, 360) / 360),
	       concat_ws(',', CASE WHEN w.hearing THEN 'hearing' END,
	           CASE WHEN w.letters THEN 'letters' END,
	           CASE WHEN w.silent THEN 'silent' END,
	           CASE WHEN w.referred THEN 'referred' END,
	           CASE WHEN w.follow_up THEN 'follow_up' END),
	       w.missed, w.silent_days, w.last_sign, w.threat, d.visit_by, d.name,
	       w.cut_from, w.attempts, w.last_attempt, t.tried,
	       CASE WHEN m.worker IS NOT NULL THEN least(m.worker, m."with") END,
	       CASE WHEN w.pair AND 'pair' <> ALL (string_to_array(
	               coalesce(c.needs, ''), ','))
	           THEN concat_ws(',', nullif(c.needs, ''), 'pair') ELSE c.needs END,
	       c.visit_minutes, c.windows, c.household_id, c.street, c.postal_code,
	       c.town, c.lat, c.lon, c.case_manager, w.pending, d.not_before,
	       w.in_row, w.lapses_on
	  FROM listed AS w JOIN client AS c USING (case_id)
	  JOIN dated AS d USING (case_id)
	  LEFT JOIN of_dayparts AS t USING (case_id)
	  LEFT JOIN done AS m ON m.case_id = w.case_id AND m.place = w.met
	 ORDER BY 2 DESC, 8 NULLS LAST, 1;
END $$;

-- The offices, and since when nobody has loaded anything of them.
CREATE OR REPLACE VIEW doorstep.offices AS
SELECT office, run, ran_at, loaded_at, holidays
  FROM doorstep.office WHERE run IS NOT NULL;

-- Of all offices in here, the most urgent first.
CREATE OR REPLACE FUNCTION doorstep.overdue(as_of date)
RETURNS TABLE (
	case_id text, urgency integer, reason text, missed integer,
	silent_days integer, last_sign date, threat integer, visit_by date,
	deadline text, cut_from date, attempts integer, last_attempt date,
	tried text, worker text, needs text, visit_minutes float8,
	windows text, household_id text, street text, postal_code text,
	town text, lat float8, lon float8, case_manager text, pending date,
	not_before date, in_row integer, lapses_on date, office text
) STABLE LANGUAGE sql AS $$
SELECT l.*, o.office
  FROM doorstep.offices AS o
 CROSS JOIN LATERAL doorstep.overdue_of(o.office, $1) AS l
 ORDER BY l.urgency DESC, l.visit_by NULLS LAST, l.case_id, o.office
$$;

-- The same for other servers, which cannot call a function, but can say which
-- day and which offices: WHERE day = ... and no other way.
CREATE OR REPLACE VIEW doorstep.days AS
SELECT '2005-01-01'::date + n AS day FROM generate_series(0, 36524) AS n;

CREATE OR REPLACE VIEW doorstep.lists AS
SELECT d.day, o.office, l.*
  FROM doorstep.days AS d CROSS JOIN doorstep.offices AS o
 CROSS JOIN LATERAL doorstep.overdue_of(o.office, d.day) AS l;
