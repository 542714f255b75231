#include "lib/io/binding.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/io/binding_parts.h"
#include "lib/io/header.h"

struct headings
binding_headings(const struct table *t)
{
	size_t n = table_columns(t);
	const char **heading = xcalloc(n + 1, sizeof *heading);
	struct headings h;

	for (size_t i = 0; i < n; i++)
		heading[i] = table_heading(t, i);
	h = recognize_fold(heading, n);
	free(heading);
	return h;
}

static bool
is_complete(const struct map *map, const struct headings *h,
    const struct schema_table *t)
{
	char *list = recognize_missing(map, h, t);
	bool complete = *list == '\0';

	free(list);
	return complete;
}

static const struct schema_table *
guess(const struct map *map, const char *name, const struct headings *h)
{
	const struct schema_table *t;

	if (name == NULL)
		return recognize_file(map, h, NULL, NULL);
	t = schema_find(map_schema(map), name);
	return is_complete(map, h, t) ? t : NULL;
}

/* A line that no table fits is still better than a title. */
long
binding_score(const struct map *map, const char *name,
    const char *const *heading, size_t n)
{
	struct headings h = recognize_fold(heading, n);
	const struct schema_table *t = NULL;
	long score = (long)recognize_known(map, &h, NULL);

	/* Nearly every line that is asked for is a row. */
	if (score > 0 && (t = guess(map, name, &h)) != NULL)
		score = HEADER_OF_TABLE * (long)recognize_known(map, &h, t);
	recognize_free(&h);
	return score;
}

const struct schema_table *
binding_guess(const struct table *t, const struct map *map, const char *name)
{
	struct headings h = binding_headings(t);
	const struct schema_table *found = guess(map, name, &h);

	recognize_free(&h);
	return found;
}

/* How many of these names are among the headings? */
static int
count_names(const struct headings *h, const char *const *name)
{
	int n = 0;

	for (; name != NULL && *name != NULL; name++)
		for (size_t i = 0; i < h->n; i++)
			if (strcmp(h->folded[i], *name) == 0) {
				n++;
				break;
			}
	return n;
}

static void
refuse_foreign(const struct table *t, const struct map *map,
    const struct headings *h)
{
	const struct schema *s = map_schema(map);

	if (count_names(h, s->foreign) > 0 ||
	    count_names(h, s->foreign_two) > 1)
		die_at(table_file(t), table_header_line(t), "a plan, a list or "
		    "a sheet of these programs, no export; --table takes it "
		    "all the same");
}

_Noreturn static void
die_unknown(const struct table *t, const char *why, bool several)
{
	if (*why == '\0')
		die_at(table_file(t), table_header_line(t), "no heading is "
		    "known that a table needs; --map says what headings mean, "
		    "--skip-lines leaves out lines above the header, --header "
		    "names the headings of a file that has none");
	if (several)
		die_at(table_file(t), table_header_line(t), "the header fits "
		    "several tables: %s; --table names one", why);
	die_at(table_file(t), table_header_line(t), "the header fits no table: "
	    "%s; --table names one, --map says what its headings mean", why);
}

const struct schema_table *
binding_recognize(const struct table *t, const struct map *map,
    const char *name)
{
	struct headings h = binding_headings(t);
	const struct schema_table *found;
	char *why = NULL;
	bool several;

	if (name == NULL) {
		refuse_foreign(t, map, &h);
		found = recognize_file(map, &h, &why, &several);
		if (found == NULL)
			die_unknown(t, why, several);
	} else {
		found = schema_find(map_schema(map), name);
		why = recognize_missing(map, &h, found);
		if (*why != '\0')
			die_at(table_file(t), table_header_line(t),
			    "no column %s", why);
	}
	free(why);
	recognize_free(&h);
	return found;
}

bool
binding_is_ours(const struct table *t, const struct map *map,
    const struct schema_table *table)
{
	struct headings h = binding_headings(t);
	bool ours = true, rejects = false;

	for (size_t i = 0; i < h.n; i++) {
		struct map_meaning m[MAP_MEANINGS];

		rejects = rejects || strcmp(h.folded[i], "_reason") == 0;
		ours = ours && (schema_column(table, h.folded[i]) >= 0 ||
		    map_meanings(map, table, h.folded[i], m) == 0);
	}
	recognize_free(&h);
	return ours || rejects;
}
