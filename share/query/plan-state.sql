-- Changes if a visit, a worker or an absence is added, changed or removed:
-- runs only go up, and what is removed is missing from the count.
SELECT (SELECT coalesce(max(run), 0) + 1000003 * count(*) FROM visit) * 31
     + (SELECT coalesce(max(run), 0) + 1000003 * count(*) FROM worker) * 37
     + (SELECT coalesce(max(run), 0) + 1000003 * count(*) FROM absence) * 41;
