-- Who is away when; everybody is "*".
SELECT coalesce(w.worker, '*'), a.first, a.last, a.start, a.end
  FROM absence AS a LEFT JOIN worker AS w ON w.id = a.worker
 ORDER BY w.worker, a.first, a.start;
