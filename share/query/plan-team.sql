-- The team, in the order of the workers' codes.
SELECT worker, skills, lat, lon, visits_per_day, break_minutes,
       mon, tue, wed, thu, fri, since, until
  FROM worker
 ORDER BY worker;
