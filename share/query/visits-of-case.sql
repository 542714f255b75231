-- The visits of client ?1 on the day ?2 (NULL: on all days), those that are
-- off left out.
SELECT id, state, outcome, start, day, planned_on, worker,
       with_worker
  FROM visit
 WHERE client = ?1 AND (?2 IS NULL OR day = ?2) AND state <> 3
 ORDER BY day, start, id;
