-- Letters up to the day ?2 but cancelled ones, from the case ?1 on.
SELECT client, due, result
  FROM letter
 WHERE client >= ?1 AND due <= ?2 AND result <> 4
 ORDER BY client, due, n;
