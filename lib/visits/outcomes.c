#include "lib/visits/outcomes.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/base/tags.h"
#include "lib/io/binding.h"
#include "lib/io/map.h"
#include "lib/io/rejects.h"
#include "lib/io/table.h"
#include "lib/io/unread.h"
#include "lib/rule/codes.h"

enum { DAY_MINUTES = 24 * 60 };

static const struct column columns[OUTCOMES_COLUMNS] = {
	[OUTCOMES_OUTCOME] = {.name = "outcome", .kind = FIELD_CODE,
	    .words = code_outcome},
	[OUTCOMES_VISIT_ID] = {.name = "visit_id", .kind = FIELD_ID},
	[OUTCOMES_CASE_ID] = {.name = "case_id", .kind = FIELD_KEY},
	[OUTCOMES_DATE] = {.name = "date", .kind = FIELD_HAPPENED},
	[OUTCOMES_WORKER] = {.name = "worker", .kind = FIELD_KEY},
	[OUTCOMES_WITH] = {.name = "with", .kind = FIELD_KEY},
	[OUTCOMES_START] = {.name = "start", .kind = FIELD_TIME},
	[OUTCOMES_REACTION] = {.name = "reaction", .kind = FIELD_CODE,
	    .words = code_reaction},
	[OUTCOMES_CAUSES] = {.name = "causes", .kind = FIELD_TEXT,
	    .words = code_cause},
	[OUTCOMES_OFFERS] = {.name = "offers", .kind = FIELD_TEXT},
	[OUTCOMES_ACCEPTED] = {.name = "accepted", .kind = FIELD_TEXT},
	[OUTCOMES_NEXT] = {.name = "next", .kind = FIELD_CODE,
	    .words = code_next},
	[OUTCOMES_NEXT_ON] = {.name = "next_on", .kind = FIELD_DAY},
	[OUTCOMES_MINUTES] = {.name = "minutes", .kind = FIELD_COUNT},
	[OUTCOMES_CARD_LEFT] = {.name = "card_left", .kind = FIELD_BIT},
	[OUTCOMES_NO_VISITS_UNTIL] = {.name = "no_visits_until",
	    .kind = FIELD_UNTIL},
	[OUTCOMES_CONSENT] = {.name = "consent", .kind = FIELD_BIT},
	[OUTCOMES_NOTE] = {.name = "note", .kind = FIELD_TEXT,
	    .remark = true},
	[OUTCOMES_RUN] = {.name = "run", .kind = FIELD_ID},
};

static const struct schema_table table_of_outcomes = {
	.name = "outcomes", .column = columns, .n = OUTCOMES_COLUMNS};
static const struct schema schema = {.table = &table_of_outcomes, .n = 1};

/* A row as it came. */
struct outcomes_row {
	long line;
	char **field;
	size_t n;
};

struct outcomes {
	struct outcomes_row *row;
	size_t n, cap;
	size_t width;          /* fields that a row should have */
	long header_line;
	long unreadable, left_out;
	char *file;
	struct map *map;
	struct binding *binding;
	struct rejects *rejects;
	struct arena rows;     /* the texts of all rows */
	struct arena text;     /* of the row that was taken last */
};

const char *
outcomes_column(int i)
{
	return columns[i].name;
}

static bool
is_bound(const struct outcomes *es, int column)
{
	return binding_columns(es->binding) >> column & 1;
}

static void
bind(struct outcomes *es, struct table *t)
{
	es->binding = binding_open(t, es->map,
	    binding_recognize(t, es->map, table_of_outcomes.name));
	binding_strict(es->binding);  /* nothing of what a sheet says is left out */
	if (!is_bound(es, OUTCOMES_VISIT_ID) && !is_bound(es, OUTCOMES_CASE_ID))
		die_at(table_file(t), table_header_line(t),
		    is_bound(es, OUTCOMES_OUTCOME) ? "no column case_id" :
		    "no column case_id,outcome");
	if (!is_bound(es, OUTCOMES_OUTCOME))
		die_at(table_file(t), table_header_line(t),
		    "no column outcome");
	if (binding_is_ours(t, es->map, &table_of_outcomes))
		table_escapes(t);
	else
		unread_say(t, es->map, &table_of_outcomes, es->binding);
}

static long
score(void *arg, const char *const *heading, size_t n)
{
	struct outcomes *es = arg;

	return binding_score(es->map, NULL, heading, n);
}

static void
on_unreadable(void *arg, const struct row *row, const char *reason)
{
	struct outcomes *es = arg;

	if (es->rejects != NULL)
		rejects_add(es->rejects, 0, row->line, "", reason,
		    (const char *const *)row->field, row->n);
}

static struct table *
open_table(struct outcomes *es, const char *path,
    const struct outcomes_options *options)
{
	struct table_dialect dialect = {
		.encoding = options->encoding,
		.separator = options->separator,
		.score = score, .score_arg = es,
		.short_rows = true,
		.reject = on_unreadable, .reject_arg = es,
	};

	return table_open_export(path, &dialect);
}

static void
keep(struct outcomes *es, const struct row *row)
{
	struct outcomes_row *r;

	es->row = mem_grow(es->row, es->n + 1, &es->cap, sizeof *es->row);
	r = &es->row[es->n++];
	r->line = row->line;
	r->n = row->n;
	r->field = arena_alloc(&es->rows, es->width * sizeof *r->field);
	for (size_t i = 0; i < es->width; i++)
		r->field[i] = arena_strdup(&es->rows, row->field[i]);
}

struct outcomes *
outcomes_read(const char *path, const struct outcomes_options *options)
{
	struct outcomes *es = xcalloc(1, sizeof *es);
	struct table *t;
	struct row row;

	es->map = map_open(&schema, "maps/outcomes-de.tsv", options->map,
	    options->maps);
	t = open_table(es, path, options);
	bind(es, t);
	es->width = table_columns(t);
	es->header_line = table_header_line(t);
	if (options->rejects != NULL) {
		es->rejects = rejects_open(options->rejects);
		rejects_file(es->rejects, t);
	}
	while (table_next(t, &row))
		keep(es, &row);
	es->unreadable = table_rejected(t);
	es->left_out = table_left_out(t);
	es->file = xstrdup(table_file(t));
	table_close(t);
	return es;
}

void
outcomes_close(struct outcomes *es)
{
	binding_close(es->binding);
	map_close(es->map);
	free(es->row);
	free(es->file);
	arena_free(&es->rows);
	arena_free(&es->text);
	free(es);
}

const char *
outcomes_file(const struct outcomes *es)
{
	return es->file;
}

size_t
outcomes_count(const struct outcomes *es)
{
	return es->n;
}

long
outcomes_unreadable(const struct outcomes *es)
{
	return es->unreadable;
}

long
outcomes_left_out(const struct outcomes *es)
{
	return es->left_out;
}

bool
outcomes_gives(const struct outcome_row *e, int column)
{
	return e->number[column] != OUTCOMES_NONE || *e->text[column] != '\0';
}

void
outcomes_check_order(const struct outcomes *es)
{
	const char *column = binding_misordered(es->binding);

	if (column != NULL)
		die_at(es->file, es->header_line,
		    "%s: its dates are not in the order that the map names; "
		    "nothing was stored", column);
}

static bool
reject(struct refusal *why, int column, const char *reason)
{
	*why = (struct refusal){columns[column].name, reason};
	return false;
}

/* Each tag of a list by itself: the map may have a word for it. */
static bool
take_list(struct outcomes *es, struct outcome_row *e, int column,
    const struct codebook *offers, struct refusal *why)
{
	const char *list = e->text[column], *tag;
	char *all = xstrdup(""), *set;
	bool known = true;
	size_t n;

	while (known && (n = tags_next(&list, &tag)) > 0) {
		char *one = arena_memdup(&es->text, tag, n);
		const char *code = binding_word(es->binding, (size_t)column, one);

		known = column == OUTCOMES_CAUSES ?
		    codes_find(code_cause, code) >= 0 :
		    codebook_id(offers, code) != 0;
		tags_append(&all, code);
	}
	set = tags_set(all);
	e->text[column] = arena_strdup(&es->text, set);
	free(set);
	free(all);
	return known || reject(why, column, column == OUTCOMES_CAUSES ?
	    "unknown cause" : "unknown offer");
}

static bool
take_worker(struct outcome_row *e, int column, const struct codebook *workers,
    struct refusal *why)
{
	if (*e->text[column] == '\0')
		return true;
	e->number[column] = codebook_id(workers, e->text[column]);
	return e->number[column] != 0 || reject(why, column, "unknown worker");
}

static void
say_short(const struct outcomes *es, const struct row *row)
{
	if (row->n < es->width)
		diag_at(es->file, row->line, NULL, language_count((long)row->n,
		    "%zu field, but the header has %zu: what it lacks stays as stored",
		    "%zu fields, but the header has %zu: what it lacks stays as stored"),
		    row->n, es->width);
}

static void
take_value(struct outcome_row *e, int column, const struct value *v)
{
	e->number[column] = v->type == VALUE_INT ? v->i : OUTCOMES_NONE;
	e->text[column] = v->type == VALUE_TEXT ? v->s : "";
}

/* Is it a bad value of what was seen and agreed there? */
static bool
is_of_visit(const struct refusal *why)
{
	for (int c = OUTCOMES_REACTION; c <= OUTCOMES_NOTE; c++)
		if (why->reason != NULL && why->column == columns[c].name)
			return true;
	return false;
}

/* When the door was, or when somebody is expected; that it is not kept matters. */
static void
say_times(const struct outcomes *es, const struct outcome_row *e)
{
	static const int day[] = {OUTCOMES_DATE, OUTCOMES_NEXT_ON};

	for (size_t i = 0; i < sizeof day / sizeof day[0]; i++)
		if (e->has[day[i]] && binding_has_time(es->binding,
		    (size_t)day[i]) && (day[i] != OUTCOMES_DATE ||
		    e->number[OUTCOMES_START] == OUTCOMES_NONE))
			diag_at(es->file, e->line, columns[day[i]].name,
			    "the time behind the day is not taken");
}

enum outcome_taken
outcomes_take(struct outcomes *es, size_t i, const struct codebook *workers,
    const struct codebook *offers, struct outcome_row *e, struct refusal *why)
{
	struct row row = {es->file, es->row[i].line, es->row[i].field,
	    es->row[i].n};
	struct value value[OUTCOMES_COLUMNS];
	uint32_t columns_there;

	arena_reset(&es->text);
	why->reason = binding_read(es->binding, &row, value, &columns_there,
	    &why->column);
	e->line = row.line;
	e->is_short = row.n < es->width;
	say_short(es, &row);
	for (int c = 0; c < OUTCOMES_COLUMNS; c++) {
		e->has[c] = columns_there >> c & 1;
		take_value(e, c, &value[c]);
	}
	if (e->number[OUTCOMES_OUTCOME] == OUTCOMES_NONE &&
	    (why->reason == NULL ||
	    why->column != columns[OUTCOMES_OUTCOME].name))
		return is_of_visit(why) ? OUTCOME_FORGOTTEN : OUTCOME_SKIPPED;
	if (why->reason != NULL)
		return OUTCOME_REJECTED;
	if (e->number[OUTCOMES_MINUTES] != OUTCOMES_NONE &&
	    e->number[OUTCOMES_MINUTES] > DAY_MINUTES) {
		reject(why, OUTCOMES_MINUTES, "more minutes than a day has");
		return OUTCOME_REJECTED;
	}
	say_times(es, e);
	return take_worker(e, OUTCOMES_WORKER, workers, why) &&
	    take_worker(e, OUTCOMES_WITH, workers, why) &&
	    take_list(es, e, OUTCOMES_CAUSES, offers, why) &&
	    take_list(es, e, OUTCOMES_OFFERS, offers, why) &&
	    take_list(es, e, OUTCOMES_ACCEPTED, offers, why) ?
	    OUTCOME_TAKEN : OUTCOME_REJECTED;
}

void
outcomes_wonder(const struct outcomes *es, size_t i,
    const struct refusal *what)
{
	diag_at(es->file, es->row[i].line, what->column, "%s", what->reason);
}

void
outcomes_reject(struct outcomes *es, size_t i, const struct refusal *why)
{
	const struct outcomes_row *r = &es->row[i];

	diag_at(es->file, r->line, why->column, "%s", why->reason);
	if (es->rejects != NULL)
		rejects_add(es->rejects, 0, r->line,
		    why->column != NULL ? why->column : "", why->reason,
		    (const char *const *)r->field, r->n);
}

void
outcomes_write_rejects(struct outcomes *es)
{
	if (es->rejects != NULL)
		rejects_write(es->rejects);
}

int
outcomes_finish(struct outcomes *es, int status)
{
	return rejects_finish(es->rejects, status);
}
