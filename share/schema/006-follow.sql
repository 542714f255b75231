-- A stored visit follows its case, except in what the row it was planned from
-- said otherwise.
ALTER TABLE visit ADD COLUMN own INTEGER NOT NULL DEFAULT 0;
	-- what the row had otherwise than the case: 1 place 2 needs 4 windows
	-- 8 length; 16: `pair` was added to what the case needs
ALTER TABLE visit ADD COLUMN planned_run INTEGER;
	-- the run that planned it last; NULL: before this was kept
ALTER TABLE visit ADD COLUMN noted_run INTEGER;
	-- the run that noted an outcome (or called it off) last

UPDATE visit SET noted_run = run WHERE state = 2;
UPDATE visit SET own = 1
 WHERE state IN (0, 1) AND (place IS NOT NULL OR (lat IS NOT NULL
   AND client IN (SELECT id FROM client WHERE lat IS NULL)));
UPDATE visit SET own = own | 16
 WHERE state IN (0, 1) AND ',' || needs || ',' LIKE '%,pair,%'
   AND client NOT IN (SELECT id FROM client
                       WHERE ',' || needs || ',' LIKE '%,pair,%');
