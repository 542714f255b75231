-- Who lives with others.
SELECT id, household_id
  FROM client
 WHERE household_id IS NOT NULL
 ORDER BY id;
