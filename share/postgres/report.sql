-- The figures of stats-report(1) that can be added up over offices, without
-- stars: small numbers are suppressed nowhere in here.

-- One row for each done visit or contact, whether the person was erased since
-- or not; what can be added is a number.  Once as a view of all offices, and once
-- as a function of one office and a period, which is planned for the partitions
-- of that office alone.
DO $do$
DECLARE
	contacts text := $sql$
SELECT v.office, v.case_id AS person, v.date, NULL::date AS until,
       to_char(v.date, 'YYYY-MM') AS month, v.start, v.visit_id, v.outcome,
       coalesce(v.worker, v."with") AS worker,
       CASE WHEN v.worker IS NOT NULL THEN v."with" END AS "with",
       coalesce(w.funder, '') AS funder, coalesce(x.funder, '') AS with_funder,
       c.town, c.postal_code, c.sex, c.language,
       CASE WHEN c.birth_date IS NULL THEN NULL
            WHEN age.years < 25 THEN '-24' WHEN age.years < 35 THEN '25-34'
            WHEN age.years < 45 THEN '35-44' WHEN age.years < 55 THEN '45-54'
            ELSE '55-' END AS age_group,
       (v.outcome NOT IN ('self_reported', 'cancelled'))::integer AS visits,
       (v.outcome IN ('met', 'self_reported'))::integer AS reached,
       -- The person's first contact ever.
       (v.outcome IN ('met', 'self_reported')
           AND NOT coalesce(c.had_contact, false) AND NOT EXISTS
           (SELECT FROM doorstep.visits AS b
             WHERE b.office = @office@ AND b.case_id = v.case_id
               AND b.state = 'done' AND b.outcome IN ('met', 'self_reported')
               AND (b.date, b.start IS NOT NULL, coalesce(b.start, '00:00'), b.visit_id)
                 < (v.date, v.start IS NOT NULL, coalesce(v.start, '00:00'), v.visit_id)))
           ::integer AS first_contacts,
       v.reaction, v.minutes,
       (SELECT count(*) FROM doorstep.visit_offers AS o
         WHERE o.office = @office@ AND o.visit_id = v.visit_id)
           AS offers_made,
       (SELECT count(*) FROM doorstep.visit_offers AS o
         WHERE o.office = @office@ AND o.visit_id = v.visit_id AND o.accepted)
           AS offers_accepted,
       (SELECT count(*) FROM doorstep.visit_offers AS o
          JOIN doorstep.offers AS f ON f.office = @office@ AND f.offer = o.offer
         WHERE o.office = @office@ AND o.visit_id = v.visit_id AND o.accepted
           AND f.area = 'health') AS health_accepted,
       k.threatened AS cuts_threatened, k.averted AS cuts_averted,
       -- The next letter attended, if that was within 60 days.
       (SELECT min(l.due_on) FROM doorstep.letters AS l
         WHERE l.office = @office@ AND l.case_id = v.case_id
           AND l.result = 'attended'
           AND l.due_on BETWEEN v.date + 1 AND v.date + 60) AS came_back_on
  FROM doorstep.visits AS v
  JOIN doorstep.cases AS c ON c.office = @office@ AND c.case_id = v.case_id
  LEFT JOIN doorstep.workers AS w ON w.office = @office@
   AND w.worker = coalesce(v.worker, v."with")
  LEFT JOIN doorstep.workers AS x ON x.office = @office@
   AND x.worker = CASE WHEN v.worker IS NOT NULL THEN v."with" END
 CROSS JOIN LATERAL (SELECT extract(year FROM v.date) - extract(year FROM c.birth_date)
       - (to_char(v.date, 'MMDD') < to_char(c.birth_date, 'MMDD'))::integer) AS age (years)
 -- Cuts that threatened on that day, and on none of an earlier contact.
 CROSS JOIN LATERAL (SELECT count(*), count(*) FILTER (WHERE k.state = 'averted')
      FROM doorstep.cuts AS k
     WHERE k.office = @office@ AND k.case_id = v.case_id
       AND v.outcome <> 'cancelled'
       AND k.miss_on BETWEEN v.date - interval '6 months' AND v.date
       AND coalesce(k.notice_on, k.cut_from, 'infinity') > v.date
       AND (k.miss_on - '1970-01-01'::date)::text
           <> ALL (string_to_array(coalesce(c.had_cuts, ''), ','))
       AND NOT EXISTS (SELECT FROM doorstep.visits AS b
            WHERE b.office = @office@ AND b.case_id = v.case_id
              AND b.state = 'done' AND b.outcome <> 'cancelled'
              AND k.miss_on BETWEEN b.date - interval '6 months' AND b.date
              AND coalesce(k.notice_on, k.cut_from, 'infinity') > b.date
              AND (b.date, b.start IS NOT NULL, coalesce(b.start, '00:00'), b.visit_id)
                < (v.date, v.start IS NOT NULL, coalesce(v.start, '00:00'), v.visit_id)))
       AS k (threatened, averted)
 WHERE v.office = @office@ AND v.state = 'done'
UNION ALL
SELECT v.office, 'erased ' || v.person, v.month, least((v.month
           + interval '1 month - 1 day')::date, v.until),
       to_char(v.month, 'YYYY-MM'), NULL, v.n, v.outcome,
       coalesce(v.worker, v."with"),
       CASE WHEN v.worker IS NOT NULL THEN v."with" END,
       coalesce(w.funder, ''), coalesce(x.funder, ''),
       v.town, NULL, v.sex, NULL, v.age_group,
       (v.outcome NOT IN ('self_reported', 'cancelled'))::integer,
       (v.outcome IN ('met', 'self_reported'))::integer,
       v.first_contact::integer, v.reaction, v.minutes, v.offers_made,
       v.offers_accepted, v.health_accepted, v.cuts_threatened,
       v.cuts_averted, CASE WHEN v.came_back THEN '-infinity'::date END
  FROM doorstep.anon_visits AS v
  LEFT JOIN doorstep.workers AS w ON w.office = @office@
   AND w.worker = coalesce(v.worker, v."with")
  LEFT JOIN doorstep.workers AS x ON x.office = @office@
   AND x.worker = CASE WHEN v.worker IS NOT NULL THEN v."with" END
 WHERE v.office = @office@
$sql$;
BEGIN
	EXECUTE 'CREATE OR REPLACE VIEW doorstep.contacts AS'
	    || replace(contacts, '@office@', 'v.office');
	EXECUTE 'CREATE OR REPLACE FUNCTION doorstep.contacts_of(of_office text,'
	    ' from_day date, to_day date) RETURNS SETOF doorstep.contacts STABLE'
	    ' LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan'
	    ' SET jit = off AS $f$ BEGIN'
	    ' RETURN QUERY SELECT * FROM (' || replace(contacts, '@office@', '$1')
	    || ') AS t WHERE t.date >= $2 AND coalesce(t.until, t.date) <= $3;'
	    ' END $f$';
END $do$;

-- The report of one office, as of the day `to_day`: keys, measure, value.  The
-- keys are those of stats-report --by but for case_manager, area and cause.
-- Figures are for whoever may use the schema, the rows behind them are not.
CREATE OR REPLACE FUNCTION doorstep.report_of(of_office text, from_day date,
    to_day date, by_keys text[] DEFAULT '{}')
RETURNS TABLE (keys text[], measure text, value bigint)
STABLE LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan SET jit = off AS $$
#variable_conflict use_column
DECLARE
	known constant jsonb := '{
	    "year": "to_char(t.date, ''YYYY'')",
	    "quarter": "to_char(t.date, ''YYYY\"-Q\"Q'')",
	    "month": "t.month",
	    "week": "to_char(t.date, ''IYYY\"-W\"IW'')",
	    "worker": "coalesce(p.worker, '''')",
	    "funder": "coalesce(p.funder, '''')",
	    "town": "coalesce(t.town, '''')",
	    "postal_code": "coalesce(t.postal_code, '''')",
	    "sex": "coalesce(t.sex, '''')",
	    "age_group": "coalesce(t.age_group, '''')",
	    "language": "coalesce(t.language, '''')",
	    "outcome": "t.outcome"}';
	list text := '';
	key text;
BEGIN
	FOREACH key IN ARRAY by_keys LOOP
		IF known ->> key IS NULL THEN
			RAISE EXCEPTION 'no key of the report: %', key
			    USING ERRCODE = 'DS008';
		END IF;
		list := concat_ws(', ', nullif(list, ''), known ->> key);
	END LOOP;
	RETURN QUERY EXECUTE format($sql$
	WITH t AS MATERIALIZED (
		SELECT * FROM doorstep.contacts_of($1, $2, $3) AS t
		 WHERE NOT ('week' = ANY ($4) AND t.until IS NOT NULL)),
	-- A pair counts under each worker and each funder, once under a common one.
	-- Its time is that of both, by worker that of each.
	spot AS (
		SELECT t.person, t.visit_id, ARRAY[%1$s]::text[] AS keys,
		       count(p.*) AS workers
		  FROM t CROSS JOIN LATERAL (VALUES (1, t.worker, t.funder),
		           (2, t."with", t.with_funder)) AS p (n, worker, funder)
		 WHERE p.worker IS NOT NULL OR (p.n = 1 AND t.worker IS NULL)
		 GROUP BY t.person, t.visit_id, 3),
	person AS (
		SELECT s.keys, t.person, sum(t.visits) AS visits,
		       count(*) FILTER (WHERE t.outcome = 'met') AS met,
		       count(*) FILTER (WHERE t.outcome = 'not_home') AS not_home,
		       count(*) FILTER (WHERE t.outcome = 'refused') AS refused,
		       count(*) FILTER (WHERE t.outcome = 'moved') AS moved,
		       count(*) FILTER (WHERE t.outcome = 'wrong_address') AS wrong_address,
		       count(*) FILTER (WHERE t.outcome = 'aborted') AS aborted,
		       count(*) FILTER (WHERE t.outcome = 'self_reported') AS self_reported,
		       count(*) FILTER (WHERE t.outcome = 'cancelled') AS cancelled,
		       max(t.visits) AS visited, max(t.reached) AS reached,
		       max(t.first_contacts) AS first_contacts,
		       count(*) FILTER (WHERE t.reaction = 'positive') AS positive,
		       count(*) FILTER (WHERE t.reaction = 'neutral') AS neutral,
		       count(*) FILTER (WHERE t.reaction = 'negative') AS negative,
		       sum(t.offers_made) AS offers_made,
		       sum(t.offers_accepted) AS offers_accepted,
		       sum(t.health_accepted) AS health_accepted,
		       sum(t.cuts_threatened) AS cuts_threatened,
		       sum(t.cuts_averted) AS cuts_averted,
		       -- After the first contact of the cell.
		       coalesce((array_agg(coalesce(t.came_back_on <= $3, false)
		           ORDER BY t.date, t.start NULLS FIRST, t.visit_id)
		           FILTER (WHERE t.reached = 1))[1], false)::integer AS came_back,
		       sum(t.minutes * s.workers) AS minutes
		  FROM spot AS s JOIN t USING (person, visit_id)
		 GROUP BY s.keys, t.person)
	SELECT p.keys, m.measure, sum(m.value)::bigint
	  FROM (SELECT * FROM person UNION ALL
	        SELECT '{}', '', %2$s WHERE cardinality($4) = 0) AS p
	 CROSS JOIN LATERAL (VALUES ('visits', p.visits), ('met', p.met),
	       ('not_home', p.not_home), ('refused', p.refused), ('moved', p.moved),
	       ('wrong_address', p.wrong_address), ('aborted', p.aborted),
	       ('self_reported', p.self_reported), ('cancelled', p.cancelled),
	       ('persons_visited', p.visited), ('persons_reached', p.reached),
	       ('first_contacts', p.first_contacts),
	       ('reaction_positive', p.positive), ('reaction_neutral', p.neutral),
	       ('reaction_negative', p.negative), ('offers_made', p.offers_made),
	       ('offers_accepted', p.offers_accepted),
	       ('health_accepted', p.health_accepted),
	       ('cuts_threatened', p.cuts_threatened),
	       ('cuts_averted', p.cuts_averted), ('came_back', p.came_back),
	       ('minutes', coalesce(p.minutes, 0))) AS m (measure, value)
	 GROUP BY 1, 2 ORDER BY 1, 2$sql$,
	    list, repeat('0, ', 21) || '0')
	USING of_office, from_day, to_day, by_keys;
END $$;

-- Of all offices in here.
CREATE OR REPLACE FUNCTION doorstep.report(from_day date, to_day date,
    by_keys text[] DEFAULT '{}')
RETURNS TABLE (keys text[], measure text, value bigint)
STABLE LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
SELECT r.keys, r.measure, sum(r.value)::bigint
  FROM doorstep.offices AS o
 CROSS JOIN LATERAL doorstep.report_of(o.office, $1, $2, $3) AS r
 GROUP BY 1, 2 ORDER BY 1, 2
$$;

-- The same for other servers: WHERE from_day = ... AND to_day = ... AND
-- by = ..., which is '', a key, or two of them in the order of stats-report(1),
-- with a comma between.
CREATE OR REPLACE VIEW doorstep.by_keys AS
WITH key AS (
	SELECT key, n FROM unnest('{year,quarter,month,week,worker,funder,town,
	    postal_code,sex,age_group,language,outcome}'::text[])
	    WITH ORDINALITY AS k (key, n))
SELECT '' AS by, '{}'::text[] AS keys
UNION ALL SELECT key, ARRAY[key] FROM key
UNION ALL SELECT a.key || ',' || b.key, ARRAY[a.key, b.key]
  FROM key AS a JOIN key AS b ON a.n < b.n;

CREATE OR REPLACE VIEW doorstep.reports AS
SELECT f.day AS from_day, t.day AS to_day, b.by, o.office, r.*
  FROM doorstep.days AS f CROSS JOIN doorstep.days AS t
 CROSS JOIN doorstep.by_keys AS b CROSS JOIN doorstep.offices AS o
 CROSS JOIN LATERAL doorstep.report_of(o.office, f.day, t.day, b.keys) AS r;
