-- What a case says of a visit to it.
SELECT id, needs, visit_minutes, windows, household_id, lat, lon, postal_code
  FROM client
 WHERE case_id = ?1;
