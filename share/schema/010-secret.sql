-- What decides between figures that could be hidden just as well: nobody
-- outside can know it.
INSERT INTO state (name, value) VALUES ('secret_1', random()), ('secret_2', random());
