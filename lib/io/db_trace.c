#include "lib/io/db_sqlite.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/names.h"
#include "lib/base/trace.h"

/* A statement, by its text. */
struct cost {
	long times;
	int64_t ns;
};

static struct {
	struct names *sql;
	struct cost *cost;
	size_t cap;
} seen;

/* The text in one line, every run of white space a blank. */
static char *
one_line(const char *sql)
{
	char *line = xstrdup(sql), *to = line;

	for (const char *p = line; *p != '\0'; p++) {
		bool space = *p == ' ' || *p == '\t' || *p == '\n';

		if (!space)
			*to++ = *p;
		else if (to > line && to[-1] != ' ')
			*to++ = ' ';
	}
	*to = '\0';
	return line;
}

/* sqlite3_sql() is the text with its parameters, not their values. */
static int
on_end(unsigned kind, void *arg, void *stmt, void *ns)
{
	const char *sql = sqlite3_sql(stmt);
	size_t had = seen.cap;
	int i;

	(void)kind;
	(void)arg;
	if (sql == NULL)
		return 0;
	i = names_add(seen.sql, sql);
	seen.cost = mem_grow(seen.cost, (size_t)i + 1, &seen.cap,
	    sizeof *seen.cost);
	if (seen.cap > had)
		memset(seen.cost + had, 0, (seen.cap - had) * sizeof *seen.cost);
	seen.cost[i].times++;
	seen.cost[i].ns += *(sqlite3_int64 *)ns;
	return 0;
}

void
db_trace_begin(struct db *db)
{
	if (!trace_on("sql"))
		return;
	if (seen.sql == NULL)
		seen.sql = names_new();
	sqlite3_trace_v2(db->handle, SQLITE_TRACE_PROFILE, on_end, NULL);
}

/* In the order of first use. */
void
db_trace_end(struct db *db)
{
	if (seen.sql == NULL)
		return;
	sqlite3_trace_v2(db->handle, 0, NULL, NULL);
	for (int i = 0; i < names_count(seen.sql); i++) {
		char *line = one_line(names_text(seen.sql, i));

		trace_say("sql", "%ld x, %.0f ms: %s", seen.cost[i].times,
		    (double)seen.cost[i].ns / 1e6, line);
		free(line);
	}
	names_free(seen.sql);
	free(seen.cost);
	memset(&seen, 0, sizeof seen);
}
