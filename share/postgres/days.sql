-- Working days, and what the law threatens: the data files of doorstep(5).

CREATE TABLE IF NOT EXISTS doorstep.policy (
	from_day date PRIMARY KEY,
	miss1 integer NOT NULL,
	miss2 integer NOT NULL,
	miss3 integer NOT NULL,
	more integer NOT NULL,
	cap integer NOT NULL,
	hearing_days integer NOT NULL,
	post_days integer NOT NULL,
	count_from date,
	lapse_at integer,
	lapse_months integer
);

-- From when to when each row is in force, and when misses begin to count.
CREATE OR REPLACE VIEW doorstep.policy_at AS
SELECT *, lead(from_day, 1, 'infinity') OVER (ORDER BY from_day) AS until_day
  FROM doorstep.policy;

CREATE OR REPLACE FUNCTION doorstep.threat(p doorstep.policy_at, misses integer)
RETURNS integer IMMUTABLE LANGUAGE sql AS $$
SELECT CASE WHEN misses < 1 OR p.from_day IS NULL THEN 0 ELSE
       least(p.cap, CASE misses WHEN 1 THEN p.miss1 WHEN 2 THEN p.miss2
           ELSE p.miss3 + p.more * (misses - 3) END) END
$$;

-- Written out for these years; a day outside of them is an error.
CREATE TABLE IF NOT EXISTS doorstep.holiday (
	name text COLLATE "C" NOT NULL,
	day date NOT NULL,
	PRIMARY KEY (name, day)
);

-- The computus that Meeus prints, as in lib/rule/holiday.c.
CREATE OR REPLACE FUNCTION doorstep.easter(y integer) RETURNS date
IMMUTABLE LANGUAGE plpgsql AS $$
DECLARE
	a integer := y % 19;
	b integer := y / 100;
	c integer := y % 100;
	g integer := (b - (b + 8) / 25 + 1) / 3;
	h integer := (19 * a + b - b / 4 - g + 15) % 30;
	l integer := (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	m integer := (a + 11 * h + 22 * l) / 451;
	n integer := h + l - 7 * m + 114;
BEGIN
	RETURN make_date(y, n / 31, n % 31 + 1);
END $$;

-- The day of a rule in a year; NULL: it has none there.
CREATE OR REPLACE FUNCTION doorstep.holiday_in(rule text, y integer)
RETURNS date IMMUTABLE LANGUAGE plpgsql AS $$
DECLARE
	day date;
BEGIN
	IF rule ~ '^\d{4}-\d\d-\d\d$' THEN
		RETURN CASE WHEN extract(year FROM rule::date) = y THEN rule::date END;
	ELSIF rule ~ '^easter([+-]\d+)?$' THEN
		RETURN doorstep.easter(y) + coalesce(nullif(substr(rule, 7), ''), '0')::integer;
	ELSIF rule ~ '^\d\d-\d\d$' THEN
		RETURN CASE WHEN rule <> '02-29' OR y % 4 = 0 AND (y % 100 <> 0 OR y % 400 = 0)
		    THEN (to_char(y, 'FM0000') || '-' || rule)::date END;
	ELSIF rule ~ '^(mon|tue|wed|thu|fri|sat|sun)<\d\d-\d\d$' THEN
		day := (to_char(y, 'FM0000') || '-' || substr(rule, 5))::date - 1;
		RETURN day - (extract(isodow FROM day)::integer - (strpos(
		    'montuewedthufrisatsun', substr(rule, 1, 3)) + 2) / 3 + 7) % 7;
	END IF;
	RAISE EXCEPTION 'no rule of a holiday: %', rule;
END $$;

CREATE OR REPLACE FUNCTION doorstep.is_workday(of_land text, day date)
RETURNS boolean STABLE LANGUAGE plpgsql AS $$
BEGIN
	IF day < '2000-01-01' OR day > '2199-12-31' THEN
		RAISE EXCEPTION 'the holidays of that year are not known'
		    USING ERRCODE = 'DS007';
	END IF;
	RETURN extract(isodow FROM day) < 6 AND NOT EXISTS
	    (SELECT FROM doorstep.holiday AS h
	      WHERE h.name = of_land AND h.day = is_workday.day);
END $$;

-- The nearest working day from `day` on, in steps of 1 or -1; `day` itself is
-- one of them.
CREATE OR REPLACE FUNCTION doorstep.workday(of_land text, day date, step integer)
RETURNS date STABLE LANGUAGE plpgsql AS $$
BEGIN
	WHILE NOT doorstep.is_workday(of_land, day) LOOP
		day := day + step;
	END LOOP;
	RETURN day;
END $$;
