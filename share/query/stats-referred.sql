-- Who was referred from the day ?1 to the day ?2.
SELECT DISTINCT client
  FROM referral
 WHERE day BETWEEN ?1 AND ?2
 ORDER BY client;
