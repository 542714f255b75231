-- How the worker ?2 (a code) gets to the visit ?1, and home.
INSERT INTO leg (visit, worker, travel, metres, back, back_metres)
SELECT ?1, id, ?3, ?4, ?5, ?6 FROM worker WHERE worker = ?2;
