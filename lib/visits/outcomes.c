#include "lib/visits/outcomes.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/rule/codes.h"
#include "lib/base/date.h"
#include "lib/base/num.h"
#include "lib/base/tags.h"

enum outcome_kind { ID, TEXT, DAY, TIME, CODE, NUMBER, BIT, WORKER, CAUSES, OFFERS };

static const struct {
	const char *name;
	enum outcome_kind kind;
	const char *const *words;
} columns[OUTCOMES_COLUMNS] = {
	[OUTCOMES_VISIT_ID] = {"visit_id", ID, NULL},
	[OUTCOMES_CASE_ID] = {"case_id", TEXT, NULL},
	[OUTCOMES_DATE] = {"date", DAY, NULL},
	[OUTCOMES_WORKER] = {"worker", WORKER, NULL},
	[OUTCOMES_WITH] = {"with", WORKER, NULL},
	[OUTCOMES_START] = {"start", TIME, NULL},
	[OUTCOMES_OUTCOME] = {"outcome", CODE, code_outcome},
	[OUTCOMES_REACTION] = {"reaction", CODE, code_reaction},
	[OUTCOMES_CAUSES] = {"causes", CAUSES, NULL},
	[OUTCOMES_OFFERS] = {"offers", OFFERS, NULL},
	[OUTCOMES_ACCEPTED] = {"accepted", OFFERS, NULL},
	[OUTCOMES_NEXT] = {"next", CODE, code_next},
	[OUTCOMES_NEXT_ON] = {"next_on", DAY, NULL},
	[OUTCOMES_MINUTES] = {"minutes", NUMBER, NULL},
	[OUTCOMES_CARD_LEFT] = {"card_left", BIT, NULL},
	[OUTCOMES_NO_VISITS_UNTIL] = {"no_visits_until", DAY, NULL},
	[OUTCOMES_CONSENT] = {"consent", BIT, NULL},
	[OUTCOMES_NOTE] = {"note", TEXT, NULL},
};

enum { DAY_MINUTES = 24 * 60 };

const char *
outcomes_column(int i)
{
	return columns[i].name;
}

bool
outcomes_has(const struct outcome_row *e, int column)
{
	return e->raw[column] != NULL;
}

bool
outcomes_gives(const struct outcome_row *e, int column)
{
	return e->raw[column] != NULL && *e->raw[column] != '\0';
}

static void
find_columns(struct table *t, int at[OUTCOMES_COLUMNS])
{
	static const char *const outcome[] = {"outcome", NULL};
	static const char *const by_case[] = {"case_id", "outcome", NULL};

	for (int i = 0; i < OUTCOMES_COLUMNS; i++)
		at[i] = table_column(t, columns[i].name);
	table_require(t, at[OUTCOMES_VISIT_ID] < 0 ? by_case : outcome);
}

static void
take(struct outcomes *es, const struct row *row, const int at[OUTCOMES_COLUMNS])
{
	struct outcome_row *e;

	es->row = mem_grow(es->row, es->n + 1, &es->cap, sizeof *es->row);
	e = &es->row[es->n++];
	e->line = row->line;
	for (int i = 0; i < OUTCOMES_COLUMNS; i++)
		e->raw[i] = at[i] < 0 ? NULL :
		    arena_strdup(&es->text, row->field[at[i]]);
}

void
outcomes_read(struct outcomes *es, const char *path)
{
	struct table *t = table_open(path);
	struct row row;
	int at[OUTCOMES_COLUMNS];

	find_columns(t, at);
	while (table_next(t, &row))
		if (*row.field[at[OUTCOMES_OUTCOME]] == '\0')
			es->skipped++;
		else
			take(es, &row, at);
	es->rejected = table_rejected(t);
	es->file = arena_strdup(&es->text, table_file(t));
	table_close(t);
}

void
outcomes_free(struct outcomes *es)
{
	free(es->row);
	arena_free(&es->text);
	*es = (struct outcomes){0};
}

/* Each tag by itself among what is known. */
static const char *
check_set(const char *list, enum outcome_kind kind, const struct codebook *offers)
{
	const char *tag;
	size_t n;

	while ((n = tags_next(&list, &tag)) > 0) {
		char *code = xasprintf("%.*s", (int)n, tag);
		bool known = kind == CAUSES ? codes_find(code_cause, code) >= 0 :
		    codebook_id(offers, code) != 0;

		free(code);
		if (!known)
			return kind == CAUSES ? "unknown cause" :
			    "unknown offer";
	}
	return NULL;
}

static const char *
read_count(enum outcome_kind kind, const char *s, int64_t *v)
{
	long long n = 0;

	if (!num_int(s, &n) || n < 0)
		return "not a whole number";
	*v = n;
	if (kind == BIT && n > 1)
		return "neither 0 nor 1";
	if (kind == NUMBER && n > DAY_MINUTES)
		return "more minutes than a day has";
	return NULL;
}

/* Puts the meaning of one text into *v; a reason, or NULL. */
static const char *
read_number(int column, const char *s, const struct codebook *workers,
    int64_t *v)
{
	switch (columns[column].kind) {
	case DAY:
		*v = date_parse(s);
		return *v == DATE_NONE ? "not a date" : NULL;
	case TIME:
		*v = clock_parse(s);
		return *v == CLOCK_NONE || *v == CLOCK_DAY ? "not a time" :
		    NULL;
	case CODE:
		*v = codes_find(columns[column].words, s);
		return *v < 0 ? "unknown code" : NULL;
	case WORKER:
		*v = codebook_id(workers, s);
		return *v == 0 ? "unknown worker" : NULL;
	default:
		return read_count(columns[column].kind, s, v);
	}
}

static const char *
check_field(struct outcome_row *e, int i, const struct codebook *workers,
    const struct codebook *offers, struct arena *text)
{
	const char *s = e->raw[i];
	enum outcome_kind kind = columns[i].kind;
	char *set;

	e->number[i] = OUTCOMES_NONE;
	e->text[i] = "";
	if (s == NULL || *s == '\0')
		return NULL;
	if (kind == TEXT) {
		e->text[i] = s;
		return NULL;
	}
	if (kind != CAUSES && kind != OFFERS)
		return read_number(i, s, workers, &e->number[i]);
	set = tags_set(s);
	e->text[i] = arena_strdup(text, set);
	free(set);
	return check_set(s, kind, offers);
}

bool
outcomes_check(struct outcome_row *e, const struct codebook *workers,
    const struct codebook *offers, struct arena *text, struct refusal *why)
{
	for (int i = 0; i < OUTCOMES_COLUMNS; i++) {
		const char *reason = check_field(e, i, workers, offers, text);

		if (reason != NULL) {
			*why = (struct refusal){columns[i].name, reason};
			return false;
		}
	}
	return true;
}
