-- Who visits, and who pays them.
SELECT id, worker, funder
  FROM worker
 ORDER BY id;
