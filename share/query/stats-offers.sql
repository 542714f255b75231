-- What was offered at each visit, beside the visits.
SELECT visit, offer, accepted
  FROM visit_offer
 ORDER BY visit, offer;
