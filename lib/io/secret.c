#include "lib/io/secret.h"

#include <stdio.h>

#include "lib/io/lines.h"
#include "lib/io/noclobber.h"

struct siphash_key
secret_of_db(struct db *db)
{
	return (struct siphash_key){
		(uint64_t)db_value(db,
		    "SELECT value FROM state WHERE name = 'secret_1'", 0),
		(uint64_t)db_value(db,
		    "SELECT value FROM state WHERE name = 'secret_2'", 0)
	};
}

struct siphash_key
secret_of_file(const char *path)
{
	struct siphash_key key = {1, 2}, other = {3, 4};
	struct lines *lines;
	struct line line;

	noclobber_input(path);
	lines = lines_open(path, NULL);
	while (lines_next(lines, &line)) {
		key.k0 = siphash_of(&key, line.text, line.len);
		other.k0 = siphash_of(&other, line.text, line.len);
	}
	lines_close(lines);
	return (struct siphash_key){key.k0, other.k0};
}

void
secret_name(struct db *db, char name[static SECRET_NAME])
{
	static const char what[] = "the name of the database";
	struct siphash_key key = secret_of_db(db);

	snprintf(name, SECRET_NAME, "%016llx", (unsigned long long)siphash_of(
	    &key, what, sizeof what - 1));
}
