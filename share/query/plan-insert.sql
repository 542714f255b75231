-- A visit that was planned today.
INSERT INTO visit (client, day, state, worker, with_worker, start, end,
       planned_on, sign_then, urgency, visit_by, not_before, needs, wanted,
       visit_minutes, windows, tried, household_id, lat, lon, place, run,
       own, planned_run)
VALUES (?1, ?2, 0, ?3, ?4, ?5, ?6, ?20, ?21, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
       ?14, ?15, ?16, ?17, ?18, ?19, ?23, ?19);
