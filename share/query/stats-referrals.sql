-- Referrals up to the day ?2, from the case ?1 on.
SELECT client, day
  FROM referral
 WHERE client >= ?1 AND day <= ?2
 ORDER BY client, day;
