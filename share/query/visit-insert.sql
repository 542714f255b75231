INSERT INTO visit (client, day, state, worker, with_worker, start, end,
       outcome, reaction, next, next_on, minutes, card_left, consent,
       no_visits_until, causes, note, logged_run, run,
       noted_run)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,
        ?16, ?17, ?18, ?19, ?20)
