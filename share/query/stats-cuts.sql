-- Cuts with their missed appointment on or before the day ?2, from the case
-- ?1 on.
SELECT client, miss, state, notice, cut_from
  FROM cut
 WHERE client >= ?1 AND miss <= ?2
 ORDER BY client, miss;
