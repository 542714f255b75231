-- Open visits with all that planning them anew takes, on the terms on which
-- they were planned (lib/cases/terms.h).
SELECT v.id, v.client, v.state, v.day, v.sign_then, v.start, v.end,
       w.worker, x.worker, c.street, c.postal_code, c.town, c.case_manager,
       c.case_id, v.urgency, v.visit_by, v.not_before, v.needs, v.wanted,
       v.visit_minutes, v.windows, v.tried, v.household_id, v.lat, v.lon,
       v.place, v.own
  FROM visit AS v JOIN client AS c ON c.id = v.client
  LEFT JOIN worker AS w ON w.id = v.worker
  LEFT JOIN worker AS x ON x.id = v.with_worker
 WHERE v.state IN (0, 1)
 ORDER BY v.id;
