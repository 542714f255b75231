-- Letters that are still open though due by ?1, and may still matter: those of
-- active cases, after the last appointment that was kept.
SELECT c.case_id, l.due
  FROM letter AS l JOIN client AS c ON c.id = l.client
 WHERE l.result = 0 AND l.due <= ?1 AND c.status = 0
   AND NOT EXISTS (SELECT 1 FROM letter AS a
                    WHERE a.client = l.client AND a.due >= l.due
                      AND a.result = 1)
 ORDER BY l.due, c.case_id
