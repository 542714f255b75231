-- What cases are grouped by, from the case ?1 on.
SELECT id, town, postal_code, sex, birth_date, case_manager, language
  FROM client
 WHERE id >= ?1
 ORDER BY id;
