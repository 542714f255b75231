-- The equal job in the sqlite3 shell: import raw, resolve the cases, convert
-- the types, upsert by letter_id, index what the rule reads.
CREATE TABLE client (id INTEGER PRIMARY KEY, case_id TEXT NOT NULL UNIQUE);
INSERT INTO client (case_id) SELECT case_id FROM cases ORDER BY rowid;
CREATE TABLE letter (
	letter_id TEXT NOT NULL UNIQUE, client INTEGER NOT NULL REFERENCES client,
	due INTEGER NOT NULL, sent INTEGER, due_time INTEGER, purpose TEXT,
	result INTEGER NOT NULL, reason TEXT
) STRICT;
INSERT INTO letter
SELECT r.letter_id, c.id, julianday(r.due_on) - 2440587.5,
       julianday(r.sent_on) - 2440587.5,
       substr(r.due_time, 1, 2) * 3600 + substr(r.due_time, 4, 2) * 60,
       nullif(r.purpose, ''),
       CASE r.result WHEN 'open' THEN 0 WHEN 'attended' THEN 1
            WHEN 'missed' THEN 2 WHEN 'excused' THEN 3
            WHEN 'cancelled' THEN 4 WHEN 'returned' THEN 5 END,
       nullif(r.reason, '')
  FROM raw AS r JOIN client AS c ON c.case_id = r.case_id
 WHERE true
    ON CONFLICT (letter_id) DO UPDATE
   SET client = excluded.client, due = excluded.due, sent = excluded.sent,
       due_time = excluded.due_time, purpose = excluded.purpose,
       result = excluded.result, reason = excluded.reason
 WHERE (client, due, sent, due_time, purpose, result, reason) IS NOT
       (excluded.client, excluded.due, excluded.sent, excluded.due_time,
        excluded.purpose, excluded.result, excluded.reason);
CREATE INDEX letter_client ON letter (client, due, result, sent);
DROP TABLE raw;
