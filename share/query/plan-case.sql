-- What a case says of a visit to it; without coordinates it is at the centre
-- of its postal code.
SELECT c.id, c.needs, c.visit_minutes, c.windows, c.household_id,
       CASE WHEN c.lat IS NULL THEN p.lat ELSE c.lat END,
       CASE WHEN c.lat IS NULL THEN p.lon ELSE c.lon END,
       c.lat IS NULL AND p.lat IS NOT NULL
  FROM client AS c LEFT JOIN place AS p ON p.postal_code = c.postal_code
 WHERE c.case_id = ?1;
