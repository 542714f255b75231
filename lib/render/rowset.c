#include "lib/render/rowset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/names.h"
#include "lib/base/num.h"

static const char *
field(const struct rowset *s, size_t i, int column)
{
	return s->listing->row[s->row[i]].field[column];
}

/*
 * Groups.
 */

/* The texts of a row's key, one behind the other. */
static char *
key_of(const struct rowset *s, size_t i, const int *column, size_t columns)
{
	char *key = xstrdup("");

	for (size_t k = 0; k < columns; k++) {
		char *longer = xasprintf("%s%s%c", key, field(s, i, column[k]),
		    '\1');

		free(key);
		key = longer;
	}
	return key;
}

struct keyed { const char *key; size_t group; };

static int
by_key(const void *a, const void *b)
{
	return strcmp(((const struct keyed *)a)->key,
	    ((const struct keyed *)b)->key);
}

/* place[g]: the place that group g gets. */
static void
sort_groups(const struct names *keys, size_t n, size_t *place)
{
	struct keyed *order = xcalloc(n + 1, sizeof *order);

	for (size_t g = 0; g < n; g++)
		order[g] = (struct keyed){names_text(keys, (int)g), g};
	qsort(order, n, sizeof *order, by_key);
	for (size_t i = 0; i < n; i++)
		place[order[i].group] = i;
	free(order);
}

/* Which group is each row in?  Returns how many there are. */
static size_t
assign(const struct rowset *s, const int *column, size_t columns, bool sorted,
    size_t *group)
{
	struct names *keys = names_new();
	size_t *place, n;

	for (size_t i = 0; i < s->n; i++) {
		char *key = key_of(s, i, column, columns);

		group[i] = (size_t)names_add(keys, key);
		free(key);
	}
	n = (size_t)names_count(keys);
	place = xcalloc(n + 1, sizeof *place);
	for (size_t g = 0; g < n; g++)
		place[g] = g;
	if (sorted)
		sort_groups(keys, n, place);
	for (size_t i = 0; i < s->n; i++)
		group[i] = place[group[i]];
	free(place);
	names_free(keys);
	return n;
}

struct groups
rowset_groups(const struct rowset *s, const int *column, size_t columns,
    bool sorted)
{
	size_t *group = xcalloc(s->n + 1, sizeof *group), begin = 0;
	struct groups g = {.row = xcalloc(s->n + 1, sizeof *g.row)};

	g.n = assign(s, column, columns, sorted, group);
	g.group = xcalloc(g.n + 1, sizeof *g.group);
	for (size_t i = 0; i < s->n; i++)
		g.group[group[i]].n++;
	for (size_t k = 0; k < g.n; k++) {
		size_t n = g.group[k].n;

		g.group[k] = (struct rowset){s->listing, g.row + begin, 0, -1,
		    k + 1, s->column};
		begin += n;
	}
	for (size_t i = 0; i < s->n; i++) {
		struct rowset *to = &g.group[group[i]];

		g.row[(size_t)(to->row - g.row) + to->n++] = s->row[i];
	}
	free(group);
	return g;
}

void
rowset_free(struct groups *g)
{
	free(g->group);
	free(g->row);
	*g = (struct groups){0};
}

/*
 * What a column comes to.
 */

const char *
rowset_agreed(const struct rowset *s, int column, size_t *a, size_t *b)
{
	const char *found = "";

	if (s->at >= 0)
		return field(s, (size_t)s->at, column);
	for (size_t i = 0; i < s->n; i++) {
		const char *text = field(s, i, column);

		if (*text == '\0' || strcmp(text, found) == 0)
			continue;
		*b = s->row[i];
		if (*found != '\0')
			return NULL;
		*a = s->row[i];
		found = text;
	}
	return found;
}

const char *
rowset_first(const struct rowset *s, int column)
{
	return s->n > 0 ? field(s, 0, column) : "";
}

const char *
rowset_last(const struct rowset *s, int column)
{
	return s->n > 0 ? field(s, s->n - 1, column) : "";
}

const char *
rowset_max(const struct rowset *s, int column)
{
	const char *best = "";
	double most = 0, v;

	for (size_t i = 0; i < s->n; i++) {
		const char *text = field(s, i, column);

		if (num_real(text, &v) && (*best == '\0' || v > most)) {
			most = v;
			best = text;
		}
	}
	return best;
}

struct sum {
	double total;
	int decimals;
	bool unknown, hidden;
};

static void
add(struct sum *sum, const char *text)
{
	const char *point = strpbrk(text, ".,");
	int decimals = point != NULL ? (int)strlen(point + 1) : 0;
	double v;

	if (strcmp(text, "*") == 0)
		sum->hidden = true;
	else if (!num_real(text, &v))
		sum->unknown = true;
	else
		sum->total += v;
	if (decimals > sum->decimals)
		sum->decimals = decimals;
}

void
rowset_sum(const struct rowset *s, const int *column, size_t columns,
    char buf[static ROWSET_SUM])
{
	struct sum sum = {0};

	for (size_t i = 0; i < s->n; i++)
		for (size_t k = 0; k < columns; k++)
			add(&sum, field(s, i, column[k]));
	buf[0] = '\0';
	if (sum.hidden && !sum.unknown)
		strcpy(buf, "*");
	else if (!sum.unknown)
		snprintf(buf, ROWSET_SUM, "%.*f", sum.decimals > 9 ? 9 :
		    sum.decimals, sum.total);
}
