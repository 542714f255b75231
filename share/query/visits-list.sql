-- Stored visits between ?1 and ?2 (days), of worker ?3 (NULL: of all), in the
-- order of the sheet.  stop: the position on the first worker's route.
SELECT v.id, v.day, w.worker,
       (SELECT count(*) FROM visit AS u
         WHERE u.day = v.day AND v.worker IN (u.worker, u.with_worker)
           AND u.state <> 3 AND coalesce(u.outcome, 0) NOT IN (6, 7)
           AND u.start IS NOT NULL
           AND (u.start < v.start OR (u.start = v.start AND u.id <= v.id))),
       v.start, v.end, x.worker, c.case_id, v.state, v.outcome, v.reaction,
       v.causes,
       (SELECT group_concat(offer, ',') FROM (SELECT f.offer
          FROM visit_offer AS o JOIN offer AS f ON f.id = o.offer
         WHERE o.visit = v.id ORDER BY f.offer)),
       (SELECT group_concat(offer, ',') FROM (SELECT f.offer
          FROM visit_offer AS o JOIN offer AS f ON f.id = o.offer
         WHERE o.visit = v.id AND o.accepted ORDER BY f.offer)),
       v.next, v.next_on, v.minutes, v.card_left, v.consent,
       v.no_visits_until, v.note, coalesce(v.needs, c.needs), c.street,
       c.postal_code, c.town, coalesce(v.lat, c.lat), coalesce(v.lon, c.lon),
       c.household_id, c.surname, c.given_name, c.phone, v.client, v.sign_then
  FROM visit AS v JOIN client AS c ON c.id = v.client
  LEFT JOIN worker AS w ON w.id = v.worker
  LEFT JOIN worker AS x ON x.id = v.with_worker
 WHERE v.day BETWEEN ?1 AND ?2
   AND (?3 IS NULL OR ?3 IN (v.worker, v.with_worker))
 ORDER BY v.day, v.start, w.worker, v.id
