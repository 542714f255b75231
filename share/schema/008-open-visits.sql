-- Programs look for the open visits, and for the run that changed something
-- last, among millions that were logged.
CREATE INDEX visit_open ON visit (id) WHERE state IN (0, 1);
CREATE INDEX visit_run ON visit (run);
