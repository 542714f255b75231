UPDATE visit
   SET client = ?1, day = ?2, state = ?3, worker = ?4, with_worker = ?5,
       start = ?6, end = ?7, outcome = ?8, reaction = ?9, next = ?10,
       next_on = ?11, minutes = ?12, card_left = ?13, consent = ?14,
       no_visits_until = ?15, causes = ?16, note = ?17, logged_run = ?18,
       run = ?19, noted_run = ?20
 WHERE id = ?21
