-- All done visits and contacts up to the day ?1, as they lie in the file: a
-- scan is cheaper than an index that has to look up every row.
SELECT id, client, day, start, outcome, reaction, minutes, worker, with_worker,
       CASE consent WHEN 1 THEN causes END
  FROM visit
 WHERE state = 2 AND +day <= ?1
 ORDER BY id;
