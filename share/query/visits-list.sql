-- Stored visits between ?1 and ?2 (days), of worker ?3 (NULL: of all), in the
-- order of the sheet.  A pair's visit is one row, of the first worker, or with
-- ?4 two, one of each.  stop: the position on that worker's route.
WITH door AS MATERIALIZED (
	SELECT id, day, worker, with_worker, start FROM visit
	 WHERE day BETWEEN ?1 AND ?2 AND state <> 3 AND start IS NOT NULL
	   AND coalesce(outcome, 0) NOT IN (6, 7)),
seat AS (
	SELECT id, day, start, worker FROM door WHERE worker IS NOT NULL
	UNION ALL
	SELECT id, day, start, with_worker FROM door
	 WHERE with_worker IS NOT NULL),
stop AS MATERIALIZED (
	SELECT id, worker, row_number() OVER
	       (PARTITION BY day, worker ORDER BY start, id) AS n
	  FROM seat),
side (second) AS (VALUES (0), (1))
SELECT v.id, v.day, w.worker, s.n, v.start, v.end, x.worker, c.case_id, v.state, v.outcome, v.reaction,
       v.causes,
       (SELECT group_concat(offer, ',') FROM (SELECT f.offer
          FROM visit_offer AS o JOIN offer AS f ON f.id = o.offer
         WHERE o.visit = v.id ORDER BY f.offer)),
       (SELECT group_concat(offer, ',') FROM (SELECT f.offer
          FROM visit_offer AS o JOIN offer AS f ON f.id = o.offer
         WHERE o.visit = v.id AND o.accepted ORDER BY f.offer)),
       v.next, v.next_on, v.minutes, v.card_left, v.consent,
       v.no_visits_until, v.note, v.needs, c.street,
       c.postal_code, c.town, v.lat, v.lon, c.household_id, NULL, v.run,
       c.surname, c.given_name, c.phone, c.language, c.birth_date, c.sex,
       w.name, w.phone, w.funder, l.travel, l.metres, l.back, l.back_metres,
       x.name, x.phone, w.lat, w.lon, NULL,
       v.client, v.sign_then, v.windows, v.own,
       -- Has the address changed since it was planned?
       coalesce(c.address_run > v.planned_run, c.address_on > v.planned_on, 0),
       -- Is one of its workers away, or gone?
       v.state < 2 AND (EXISTS (SELECT 1 FROM absence AS a
         WHERE (a.worker IS NULL OR a.worker IN (v.worker, v.with_worker))
           AND a.first <= v.day AND (a.last IS NULL OR a.last >= v.day)
           AND (v.start IS NULL OR (coalesce(a.end, 86400) > v.start
           AND coalesce(a.start, 0) < coalesce(v.end, v.start + 1))))
        OR EXISTS (SELECT 1 FROM worker AS g
         WHERE g.id IN (v.worker, v.with_worker)
           AND (g.since > v.day OR g.until < v.day
            OR (coalesce(mon, tue, wed, thu, fri) IS NOT NULL
           AND (v.day + 3) % 7 < 5 AND CASE (v.day + 3) % 7
               WHEN 0 THEN mon WHEN 1 THEN tue WHEN 2 THEN wed WHEN 3 THEN thu
               ELSE fri END IS NULL)))),
       -- Does another route go to this household that day?
       v.state < 2 AND EXISTS (SELECT 1 FROM visit AS o
          JOIN client AS h ON h.id = o.client
         WHERE o.day = v.day AND o.state < 2 AND o.id <> v.id
           AND h.household_id = c.household_id
           AND o.worker NOT IN (v.worker, coalesce(v.with_worker, -1))
           AND coalesce(o.with_worker, 0) NOT IN
               (v.worker, coalesce(v.with_worker, -1))),
       side.second AND ?3 IS NULL
  FROM visit AS v JOIN client AS c ON c.id = v.client
  CROSS JOIN side
  LEFT JOIN worker AS w
         ON w.id = CASE second WHEN 0 THEN v.worker ELSE v.with_worker END
  LEFT JOIN worker AS x
         ON x.id = CASE second WHEN 0 THEN v.with_worker ELSE v.worker END
  LEFT JOIN stop AS s ON s.id = v.id AND s.worker = w.id
  LEFT JOIN leg AS l ON l.visit = v.id AND l.worker = coalesce(?3, w.id)
 WHERE v.day BETWEEN ?1 AND ?2
   AND (?3 IS NULL OR ?3 IN (v.worker, v.with_worker))
   AND (second = 0 OR (?4 AND v.with_worker IS NOT NULL))
   AND (?3 IS NULL OR NOT ?4 OR w.id = ?3)
 ORDER BY v.day, v.start, w.worker, v.id
