#include "lib/entry.h"

#include <stdlib.h>
#include <string.h>

#include "lib/clock.h"
#include "lib/codes.h"
#include "lib/date.h"
#include "lib/num.h"
#include "lib/tags.h"

enum kind { ID, TEXT, DAY, TIME, CODE, NUMBER, BIT, WORKER, CAUSES, OFFERS };

static const struct {
	const char *name;
	enum kind kind;
	const char *const *words;
} columns[ENTRY_COLUMNS] = {
	[ENTRY_VISIT_ID] = {"visit_id", ID, NULL},
	[ENTRY_CASE_ID] = {"case_id", TEXT, NULL},
	[ENTRY_DATE] = {"date", DAY, NULL},
	[ENTRY_WORKER] = {"worker", WORKER, NULL},
	[ENTRY_WITH] = {"with", WORKER, NULL},
	[ENTRY_START] = {"start", TIME, NULL},
	[ENTRY_OUTCOME] = {"outcome", CODE, code_outcome},
	[ENTRY_REACTION] = {"reaction", CODE, code_reaction},
	[ENTRY_CAUSES] = {"causes", CAUSES, NULL},
	[ENTRY_OFFERS] = {"offers", OFFERS, NULL},
	[ENTRY_ACCEPTED] = {"accepted", OFFERS, NULL},
	[ENTRY_NEXT] = {"next", CODE, code_next},
	[ENTRY_NEXT_ON] = {"next_on", DAY, NULL},
	[ENTRY_MINUTES] = {"minutes", NUMBER, NULL},
	[ENTRY_CARD_LEFT] = {"card_left", BIT, NULL},
	[ENTRY_NO_VISITS_UNTIL] = {"no_visits_until", DAY, NULL},
	[ENTRY_CONSENT] = {"consent", BIT, NULL},
	[ENTRY_NOTE] = {"note", TEXT, NULL},
};

enum { DAY_MINUTES = 24 * 60 };

const char *
entry_column(int i)
{
	return columns[i].name;
}

bool
entry_has(const struct entry *e, int column)
{
	return e->raw[column] != NULL;
}

bool
entry_gives(const struct entry *e, int column)
{
	return e->raw[column] != NULL && *e->raw[column] != '\0';
}

static void
find_columns(struct table *t, int at[ENTRY_COLUMNS])
{
	static const char *const outcome[] = {"outcome", NULL};
	static const char *const by_case[] = {"case_id", "outcome", NULL};

	for (int i = 0; i < ENTRY_COLUMNS; i++)
		at[i] = table_column(t, columns[i].name);
	table_require(t, at[ENTRY_VISIT_ID] < 0 ? by_case : outcome);
}

static void
take(struct entries *es, const struct row *row, const int at[ENTRY_COLUMNS])
{
	struct entry *e;

	es->entry = mem_grow(es->entry, es->n + 1, &es->cap, sizeof *es->entry);
	e = &es->entry[es->n++];
	e->line = row->line;
	for (int i = 0; i < ENTRY_COLUMNS; i++)
		e->raw[i] = at[i] < 0 ? NULL :
		    arena_strdup(&es->text, row->field[at[i]]);
}

void
entries_read(struct entries *es, const char *path)
{
	struct table *t = table_open(path);
	struct row row;
	int at[ENTRY_COLUMNS];

	find_columns(t, at);
	while (table_next(t, &row))
		if (*row.field[at[ENTRY_OUTCOME]] == '\0')
			es->skipped++;
		else
			take(es, &row, at);
	es->rejected = table_rejected(t);
	es->file = arena_strdup(&es->text, table_file(t));
	table_close(t);
}

void
entries_free(struct entries *es)
{
	free(es->entry);
	arena_free(&es->text);
	*es = (struct entries){0};
}

/* Each tag by itself among what is known. */
static const char *
check_set(const char *list, enum kind kind, const struct codebook *offers)
{
	const char *tag;
	size_t n;

	while ((n = tags_next(&list, &tag)) > 0) {
		char *code = xasprintf("%.*s", (int)n, tag);
		bool known = kind == CAUSES ? code_of(code_cause, code) >= 0 :
		    codebook_id(offers, code) != 0;

		free(code);
		if (!known)
			return kind == CAUSES ? "unknown cause" :
			    "unknown offer";
	}
	return NULL;
}

static const char *
read_count(enum kind kind, const char *s, int64_t *v)
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
		*v = code_of(columns[column].words, s);
		return *v < 0 ? "unknown code" : NULL;
	case WORKER:
		*v = codebook_id(workers, s);
		return *v == 0 ? "unknown worker" : NULL;
	default:
		return read_count(columns[column].kind, s, v);
	}
}

static const char *
check_field(struct entry *e, int i, const struct codebook *workers,
    const struct codebook *offers, struct arena *text)
{
	const char *s = e->raw[i];
	enum kind kind = columns[i].kind;
	char *set;

	e->number[i] = ENTRY_NONE;
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
entry_check(struct entry *e, const struct codebook *workers,
    const struct codebook *offers, struct arena *text, struct refusal *why)
{
	for (int i = 0; i < ENTRY_COLUMNS; i++) {
		const char *reason = check_field(e, i, workers, offers, text);

		if (reason != NULL) {
			*why = (struct refusal){columns[i].name, reason};
			return false;
		}
	}
	return true;
}
