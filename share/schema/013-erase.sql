-- Cases that were erased.  Figures of the past need their visits, and nothing
-- else: a visit keeps its month and what came of it, under a random number of
-- the person that is no other's.
CREATE TABLE anon_visit (
	person INTEGER NOT NULL,      -- random
	n INTEGER NOT NULL,           -- the visits of a person in their order
	household INTEGER NOT NULL,   -- random; those of one, erased together
	month INTEGER NOT NULL,       -- its first day
	until INTEGER,                -- erased on that day, within the month
	part INTEGER NOT NULL,        -- 1: a year of a case that stayed
	age_group INTEGER,            -- 0 -24, 1 25-34, 2 35-44, 3 45-54, 4 55-
	sex TEXT,
	town TEXT,
	worker INTEGER REFERENCES worker,
	with_worker INTEGER REFERENCES worker,
	outcome INTEGER NOT NULL,     -- codes as in visit
	reaction INTEGER,
	minutes INTEGER,
	causes TEXT,                  -- only with consent
	-- What came of it, as it was known when the case was erased.
	first_contact INTEGER NOT NULL,  -- 1: the person's first contact ever
	days INTEGER,                 -- since the silence or the referral began
	came_back INTEGER NOT NULL,   -- 1: attended a letter within 60 days
	came_back_next INTEGER NOT NULL,  -- 1: attended the next letter
	cuts_threatened INTEGER NOT NULL, -- first visited under their threat
	cuts_averted INTEGER NOT NULL,    -- of those
	PRIMARY KEY (person, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE anon_offer (
	person INTEGER NOT NULL,
	n INTEGER NOT NULL,
	offer INTEGER NOT NULL REFERENCES offer,
	accepted INTEGER NOT NULL,
	PRIMARY KEY (person, n, offer),
	FOREIGN KEY (person, n) REFERENCES anon_visit
) STRICT, WITHOUT ROWID;

-- What a case that stayed has to remember of its erased visits: nobody has a
-- first contact twice, and no silence began before the last sign of life.
CREATE TABLE forgotten (
	client INTEGER PRIMARY KEY REFERENCES client,
	reached INTEGER NOT NULL,     -- 1: there was a first contact
	last_sign INTEGER,            -- the last sign of life among them
	cuts TEXT                     -- missed days of cuts that were counted,
	                              -- comma-joined
) STRICT;

-- Case_ids that no import may bring back, as keyed hashes.
CREATE TABLE blocked (
	hash INTEGER PRIMARY KEY
) STRICT;

-- What is noted of a case is looked for by case as well.
CREATE INDEX change_client ON change (client);
