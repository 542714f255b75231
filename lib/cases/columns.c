#include "lib/cases/columns.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

/* Lists of columns are long, and printf measures before it writes. */
void
columns_append(char **s, const char *separator, char *what)
{
	size_t old = strlen(*s), n = strlen(what);
	size_t between = old == 0 ? 0 : strlen(separator);

	*s = xreallocarray(*s, old + between + n + 1, 1);
	memcpy(*s + old, separator, between);
	memcpy(*s + old + between, what, n + 1);
	free(what);
}

/* A column of the key, or of the rest. */
static void
add_column(struct table_columns *c, const char *name, const char *type, bool key)
{
	columns_append(&c->all, ", ", xasprintf("\"%s\"", name));
	columns_append(&c->declared, ", ", xasprintf("\"%s\" %s", name, type));
	if (key) {
		columns_append(&c->key, ", ", xasprintf("\"%s\"", name));
		columns_append(&c->key_declared, ", ",
		    xasprintf("\"%s\" %s", name, type));
		columns_append(&c->same, " AND ",
		    xasprintf("o.\"%s\" IS t.\"%s\"", name, name));
		return;
	}
	if (strcmp(name, "run") != 0)
		columns_append(&c->rest, ",", xstrdup(name));
	columns_append(&c->assign, ", ",
	    xasprintf("\"%s\" = excluded.\"%s\"", name, name));
}

struct table_columns
columns_of(struct db *db, const char *table)
{
	struct table_columns c = {xstrdup(""), xstrdup(""), xstrdup(""),
	    xstrdup(""), xstrdup(""), xstrdup(""), xstrdup("")};
	struct query q = db_query(db, "SELECT name, type, pk"
	    " FROM pragma_table_xinfo(?1) ORDER BY pk = 0, cid");

	db_bind_text(&q, 1, table);
	while (db_step(&q)) {
		if (db_int(&q, 2) == 0 && *c.key == '\0')
			add_column(&c, "rowid", "INTEGER", true);
		add_column(&c, db_text(&q, 0), db_text(&q, 1),
		    db_int(&q, 2) > 0);
	}
	db_end(&q);
	return c;
}

char *
columns_changed(struct db *db, const char *table)
{
	char *sql = xstrdup("''");
	struct query q = db_query(db, "SELECT name FROM pragma_table_xinfo(?1)"
	    " WHERE pk = 0 AND name <> 'run' AND name IN (SELECT name FROM"
	    " pragma_table_xinfo('old_' || ?1)) ORDER BY cid");

	db_bind_text(&q, 1, table);
	while (db_step(&q)) {
		const char *name = db_text(&q, 0);

		columns_append(&sql, " || ", xasprintf("CASE WHEN o.\"%s\" IS"
		    " t.\"%s\" THEN '' ELSE ',%s' END", name, name, name));
	}
	db_end(&q);
	return sql;
}

void
columns_free(struct table_columns *c)
{
	free(c->all);
	free(c->key);
	free(c->same);
	free(c->assign);
	free(c->declared);
	free(c->key_declared);
	free(c->rest);
}

char *
columns_of_row(const char *row, const char *list)
{
	char *result = xstrdup("");

	for (const char *p = list; *p != '\0';) {
		size_t n = strcspn(p, ",");

		columns_append(&result, ", ",
		    xasprintf("%s.%.*s", row, (int)n, p));
		p += n + strspn(p + n, ", ");
	}
	return result;
}

char *
columns_same(const char *row, const char *list)
{
	char *values = columns_of_row(row, list);
	char *sql = xasprintf("(%s) IS (%s)", list, values);

	free(values);
	return sql;
}
