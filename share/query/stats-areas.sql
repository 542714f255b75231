-- The area of each kind of help.
SELECT id, area
  FROM offer
 ORDER BY id;
