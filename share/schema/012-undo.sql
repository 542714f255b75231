-- Runs that can be taken back.  What a run overwrites is kept in tables that
-- the programs make when they need them: old_client has the columns of client
-- behind the run that changed the row, and so on.  Migrations drop those, and
-- runs from before can then not be undone any more.
ALTER TABLE run ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;  -- 1: old rows are there
ALTER TABLE run ADD COLUMN undone_by INTEGER REFERENCES run;

-- Which columns of which record a run changed, for good and without values.
-- Records that a run added carry its number themselves until they change.
CREATE TABLE change (
	run INTEGER NOT NULL REFERENCES run,
	client INTEGER NOT NULL REFERENCES client,
	kind TEXT NOT NULL,           -- cases, letters, cuts ...
	record TEXT NOT NULL,         -- the key, without the case_id
	columns TEXT NOT NULL,        -- comma-joined; empty: it was added
	PRIMARY KEY (run, client, kind, record)
) STRICT, WITHOUT ROWID;

DROP VIEW journal;
CREATE VIEW journal AS
SELECT run, at, user, program, options, file,
       date(as_of + 2440587.5) AS as_of,
       n_read, n_new, n_changed, n_unchanged, n_rejected, undone_by
  FROM run;

CREATE VIEW changes AS
SELECT g.run, c.case_id, g.kind AS "table", g.record, g.columns
  FROM change AS g JOIN client AS c ON c.id = g.client;
