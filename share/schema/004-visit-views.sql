-- Visits for people.
CREATE VIEW visits AS
SELECT v.id AS visit_id, c.case_id, date(v.day + 2440587.5) AS date,
       CASE v.state WHEN 0 THEN 'planned' WHEN 1 THEN 'announced'
            WHEN 2 THEN 'done' ELSE 'off' END AS state,
       w.worker, x.worker AS "with",
       time(v.start, 'unixepoch') AS start, time(v.end, 'unixepoch') AS "end",
       CASE v.outcome WHEN 0 THEN 'met' WHEN 1 THEN 'not_home'
            WHEN 2 THEN 'refused' WHEN 3 THEN 'moved'
            WHEN 4 THEN 'wrong_address' WHEN 5 THEN 'aborted'
            WHEN 6 THEN 'self_reported' WHEN 7 THEN 'cancelled' END AS outcome,
       CASE v.reaction WHEN 0 THEN 'positive' WHEN 1 THEN 'neutral'
            WHEN 2 THEN 'negative' END AS reaction,
       v.causes,
       CASE v.next WHEN 0 THEN 'visit' WHEN 1 THEN 'appointment'
            WHEN 2 THEN 'none' END AS next,
       date(v.next_on + 2440587.5) AS next_on, v.minutes, v.card_left,
       v.consent, date(v.no_visits_until + 2440587.5) AS no_visits_until,
       v.note, date(v.planned_on + 2440587.5) AS planned_on, v.urgency,
       date(v.visit_by + 2440587.5) AS visit_by, v.run
  FROM visit AS v JOIN client AS c ON c.id = v.client
  LEFT JOIN worker AS w ON w.id = v.worker
  LEFT JOIN worker AS x ON x.id = v.with_worker;

CREATE VIEW visit_offers AS
SELECT o.visit AS visit_id, f.offer, f.area, o.accepted
  FROM visit_offer AS o JOIN offer AS f ON f.id = o.offer;
