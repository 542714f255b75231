-- The heart of the overdue list in one statement over the letters: missed
-- days of the current run, last sign, silent days.  (No cuts, referrals,
-- visits, holidays, policy: the list does more.)  ?1 is the day.
WITH sign AS (
	SELECT client, max(due) AS last FROM letter
	 WHERE result IN (1, 3) AND due <= @day GROUP BY client),
run AS (
	SELECT l.client, s.last, count(DISTINCT l.due) AS missed,
	       min(l.due) AS since, min(l.sent) AS sent
	  FROM letter AS l LEFT JOIN sign AS s ON s.client = l.client
	 WHERE l.result IN (2, 5) AND l.due <= @day
	   AND (s.last IS NULL OR l.due > s.last)
	 GROUP BY l.client)
SELECT c.case_id, r.missed, @day - coalesce(r.last, r.sent, r.since) AS silent,
       date(r.last + 2440587.5)
  FROM run AS r JOIN client AS c ON c.id = r.client
 WHERE c.status = 0 AND (r.missed >= 2
    OR @day - coalesce(r.last, r.sent, r.since) >= 180)
 ORDER BY r.missed DESC, c.case_id;
