-- An open visit that was planned anew.  When it was planned
-- first and what was known then, too, unless somebody asked for it again
-- (?20, ?21).
UPDATE visit
   SET state = ?24, day = ?2, worker = ?3, with_worker = ?4, start = ?5, end = ?6,
       urgency = ?7, visit_by = ?8, not_before = ?9, needs = ?10, wanted = ?11,
       visit_minutes = ?12, windows = ?13, tried = ?14, household_id = ?15,
       lat = ?16, lon = ?17, place = ?18, run = ?19,
       own = coalesce(?23, own), planned_run = ?19,
       planned_on = coalesce(?20, planned_on),
       sign_then = CASE WHEN ?20 IS NULL THEN sign_then ELSE ?21 END
 WHERE id = ?22 AND client = ?1;
