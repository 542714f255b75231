-- The same for people: ISO dates, own ids, codes in words.
CREATE VIEW cases AS
SELECT case_id, household_id, surname, given_name,
       date(birth_date + 2440587.5) AS birth_date, sex, language, phone,
       street, postal_code, town, lat, lon, case_manager,
       CASE status WHEN 0 THEN 'active' ELSE 'closed' END AS status,
       needs, visit_minutes, windows,
       date(no_visits_until + 2440587.5) AS no_visits_until, run
  FROM client;

CREATE VIEW letters AS
SELECT c.case_id, date(l.due + 2440587.5) AS due_on, p.purpose,
       CAST(l.letter_id AS TEXT) AS letter_id,
       date(l.sent + 2440587.5) AS sent_on,
       time(l.due_time, 'unixepoch') AS due_time, l.reason,
       CASE l.result WHEN 0 THEN 'open' WHEN 1 THEN 'attended'
            WHEN 2 THEN 'missed' WHEN 3 THEN 'excused'
            WHEN 4 THEN 'cancelled' ELSE 'returned' END AS result, l.run
  FROM letter AS l JOIN client AS c ON c.id = l.client
  LEFT JOIN purpose AS p ON p.id = l.purpose;

CREATE VIEW cuts AS
SELECT c.case_id, date(k.miss + 2440587.5) AS miss_on,
       CASE k.state WHEN 0 THEN 'hearing' WHEN 1 THEN 'decided'
            WHEN 2 THEN 'averted' ELSE 'ended' END AS state,
       date(k.hearing_until + 2440587.5) AS hearing_until,
       date(k.notice + 2440587.5) AS notice_on,
       date(k.cut_from + 2440587.5) AS cut_from, k.percent, k.months, k.run
  FROM cut AS k JOIN client AS c ON c.id = k.client;

CREATE VIEW referrals AS
SELECT c.case_id, date(r.day + 2440587.5) AS referred_on, r.by, r.reason, r.run
  FROM referral AS r JOIN client AS c ON c.id = r.client;

CREATE VIEW workers AS
SELECT worker, name, skills, lat, lon, funder, visits_per_day, break_minutes,
       mon, tue, wed, thu, fri, run
  FROM worker;

CREATE VIEW absences AS
SELECT w.worker, date(a.first + 2440587.5) AS "from",
       date(a.last + 2440587.5) AS "to", a.run
  FROM absence AS a JOIN worker AS w ON w.id = a.worker;

CREATE VIEW offers AS
SELECT offer, area, name, provider, phone, run FROM offer;

CREATE VIEW places AS
SELECT postal_code, lat, lon, town, run FROM place;

CREATE VIEW journal AS
SELECT run, at, user, program, options, file,
       date(as_of + 2440587.5) AS as_of,
       n_read, n_new, n_changed, n_unchanged, n_rejected
  FROM run;
