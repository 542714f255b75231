-- One visit, as lib/visits/visit.c reads it.
SELECT client, day, state, worker, with_worker, start, end, planned_on,
       outcome, reaction, next, next_on, minutes, card_left, consent,
       no_visits_until, causes, note, logged_run, noted_run
  FROM visit WHERE id = ?1
