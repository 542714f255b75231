#include "lib/io/db_sqlite.h"

#include <string.h>

#include "lib/base/diag.h"
#include "lib/io/db.h"

/* The tables, indexes and views of all versions, from share/schema. */
static const struct object {
	int since, until;  /* until 0: still so */
	const char *type, *name, *sql;
} objects[] = {
#include "schema/objects.inc"
};

enum { OBJECTS = sizeof objects / sizeof objects[0] };

static bool
belongs_to(const struct object *o, int version)
{
	return o->since <= version && (o->until == 0 || o->until >= version);
}

/* ASCII.  Blanks and quotes are not compared: versions of SQLite set them differently
 * when a table is altered. */
static bool
same_text(const char *stored, const char *ours)
{
	for (; *stored != '\0'; stored++)
		if (*stored > ' ' && *stored != '"' && *stored != *ours++)
			return false;
	return *ours == '\0';
}

static bool
is_same(const struct object *o, struct query *row)
{
	return strcmp(db_text(row, 0), o->type) == 0 &&
	    same_text(db_text(row, 2), o->sql);
}

/* The object of this version that is called so, -1: none is. */
static int
object_called(const char *name, int version)
{
	for (int i = 0; i < OBJECTS; i++)
		if (belongs_to(&objects[i], version) &&
		    strcmp(objects[i].name, name) == 0)
			return i;
	return -1;
}

/* Tables that the programs make when they need them (cases/oldrows.h). */
static bool
is_made_later(const char *name)
{
	return strncmp(name, "old_", 4) == 0 || strncmp(name, "added_", 6) == 0;
}

static _Noreturn void
die_foreign(struct db *db, const char *type, const char *name)
{
	die_with(EXIT_BASE, "%s: the database is damaged: the %s %s is not as"
	    " doorstep made it", db->path, type, name);
}

int
db_check_shape(struct db *db, int version)
{
	struct query q = db_query(db,
	    "SELECT type, name, sql FROM sqlite_schema");
	bool there[OBJECTS] = {false};
	int triggers = 0;

	while (db_step(&q)) {
		const char *type = db_text(&q, 0), *name = db_text(&q, 1);
		int i = object_called(name, version);

		if (i >= 0)
			there[i] = is_same(&objects[i], &q);
		else if (strcmp(type, "trigger") == 0)
			triggers++;
		else if (is_made_later(name) && strcmp(type, "table") != 0)
			die_with(EXIT_BASE, "%s: the database is damaged: a table"
			    " of old rows is none", db->path);
	}
	db_end(&q);
	for (int i = 0; i < OBJECTS; i++)
		if (belongs_to(&objects[i], version) && !there[i])
			die_foreign(db, objects[i].type, objects[i].name);
	return triggers;
}
