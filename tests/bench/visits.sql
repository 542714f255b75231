-- A million visits and a few offers, straight into the tables, for the
-- figures: there is no faster way to a database of that size.
INSERT INTO run (at, user, program, options, as_of)
VALUES ('2026-11-20T00:00:00Z', 'bench', 'bench', '', 20777);
INSERT INTO worker (worker, lat, lon, funder, run)
SELECT 'w' || value, 49.9, 8.7, iif(value % 3, 'State', 'County'), last_insert_rowid()
  FROM generate_series(1, 6);
INSERT INTO offer (offer, area, name, run)
SELECT 'o' || value, iif(value % 2, 'health', 'debt'), 'Offer', (SELECT max(run) FROM run)
  FROM generate_series(1, 6);
INSERT INTO visit (client, day, state, worker, start, outcome, reaction,
       minutes, logged_run, run)
SELECT 1 + value * 7919 % (SELECT count(*) FROM client), 20454 + value % 320, 2,
       1 + value % 6, 28800 + value % 28800, value * 31 % 8, value % 3, 45,
       (SELECT max(run) FROM run), (SELECT max(run) FROM run)
  FROM generate_series(1, @visits);
INSERT INTO visit_offer
SELECT id, 1 + id % 6, id % 4 = 0 FROM visit WHERE id % 3 = 0;
