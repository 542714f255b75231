-- What is kept of the visit ?14 of a case that is erased: ?1 to ?7 who and
-- when, ?8 to ?13 what came of it.
INSERT INTO anon_visit (person, n, household, month, until, part, age_group,
       sex, town, worker, with_worker, outcome, reaction, minutes, causes,
       first_contact, days, came_back, came_back_next, cuts_threatened,
       cuts_averted)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, c.sex, c.town, v.worker, v.with_worker,
       v.outcome, v.reaction, v.minutes,
       CASE v.consent WHEN 1 THEN v.causes END, ?8, ?9, ?10, ?11, ?12, ?13
  FROM visit AS v JOIN client AS c ON c.id = v.client
 WHERE v.id = ?14;
