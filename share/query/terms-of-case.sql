-- What the client ?1 says of a visit, as lib/cases/terms.c reads it.
SELECT coalesce(c.lat, p.lat), coalesce(c.lon, p.lon), c.needs, c.windows,
       c.visit_minutes
  FROM client AS c LEFT JOIN place AS p ON p.postal_code = c.postal_code
 WHERE c.id = ?1;
