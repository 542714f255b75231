-- Calls off the open visit ?1, or all open visits of the client ?2 (0: not
-- asked for), in the name of run ?3.
UPDATE visit SET state = 3, run = ?3
 WHERE (id = ?1 OR client = ?2) AND state IN (0, 1);
