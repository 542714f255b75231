-- How a worker was to get to a visit, and home again from the last one, as it
-- was planned.
CREATE TABLE leg (
	visit INTEGER NOT NULL REFERENCES visit,
	worker INTEGER NOT NULL REFERENCES worker,
	travel INTEGER NOT NULL,      -- seconds
	metres INTEGER,               -- NULL: not known
	back INTEGER,                 -- NULL: not the last visit of the route
	back_metres INTEGER,
	PRIMARY KEY (visit, worker)
) STRICT, WITHOUT ROWID;
