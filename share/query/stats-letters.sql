-- Letters up to the day ?2 that were answered or missed, from the case ?1 on.
SELECT client, due, result
  FROM letter
 WHERE client >= ?1 AND due <= ?2 AND result <> 0 AND result <> 4
 ORDER BY client, due, n;
