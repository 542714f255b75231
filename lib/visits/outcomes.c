#include "lib/visits/outcomes.h"

#include <stdlib.h>
#include <string.h>

#include "lib/rule/codes.h"
#include "lib/base/tags.h"
#include "lib/io/field.h"

/* Whose codes a column has, if not its own words. */
enum book { NO_BOOK, WORKERS, CAUSES, OFFERS };

#define CODE_OF(list) {.kind = FIELD_CODE, .words = list}

static const struct {
	const char *name;
	struct field_type type;
	enum book book;
} columns[OUTCOMES_COLUMNS] = {
	[OUTCOMES_VISIT_ID] = {"visit_id", {.kind = FIELD_ID}, NO_BOOK},
	[OUTCOMES_CASE_ID] = {"case_id", {.kind = FIELD_TEXT}, NO_BOOK},
	[OUTCOMES_DATE] = {"date", {.kind = FIELD_DAY}, NO_BOOK},
	[OUTCOMES_WORKER] = {"worker", {.kind = FIELD_TEXT}, WORKERS},
	[OUTCOMES_WITH] = {"with", {.kind = FIELD_TEXT}, WORKERS},
	[OUTCOMES_START] = {"start", {.kind = FIELD_TIME}, NO_BOOK},
	[OUTCOMES_OUTCOME] = {"outcome", CODE_OF(code_outcome), NO_BOOK},
	[OUTCOMES_REACTION] = {"reaction", CODE_OF(code_reaction), NO_BOOK},
	[OUTCOMES_CAUSES] = {"causes", {.kind = FIELD_TEXT}, CAUSES},
	[OUTCOMES_OFFERS] = {"offers", {.kind = FIELD_TEXT}, OFFERS},
	[OUTCOMES_ACCEPTED] = {"accepted", {.kind = FIELD_TEXT}, OFFERS},
	[OUTCOMES_NEXT] = {"next", CODE_OF(code_next), NO_BOOK},
	[OUTCOMES_NEXT_ON] = {"next_on", {.kind = FIELD_DAY}, NO_BOOK},
	[OUTCOMES_MINUTES] = {"minutes", {.kind = FIELD_COUNT,
	    .most = 24 * 60}, NO_BOOK},
	[OUTCOMES_CARD_LEFT] = {"card_left", {.kind = FIELD_BIT}, NO_BOOK},
	[OUTCOMES_NO_VISITS_UNTIL] = {"no_visits_until", {.kind = FIELD_UNTIL},
	    NO_BOOK},
	[OUTCOMES_CONSENT] = {"consent", {.kind = FIELD_BIT}, NO_BOOK},
	[OUTCOMES_NOTE] = {"note", {.kind = FIELD_TEXT}, NO_BOOK},
};

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
check_set(const char *list, enum book book, const struct codebook *offers)
{
	const char *tag;
	size_t n;

	while ((n = tags_next(&list, &tag)) > 0) {
		char *code = xasprintf("%.*s", (int)n, tag);
		bool known = book == CAUSES ? codes_find(code_cause, code) >= 0 :
		    codebook_id(offers, code) != 0;

		free(code);
		if (!known)
			return book == CAUSES ? "unknown cause" :
			    "unknown offer";
	}
	return NULL;
}

static const char *
read_set(struct outcome_row *e, int i, const struct codebook *offers,
    struct arena *text)
{
	char *set = tags_set(e->raw[i]);

	e->text[i] = arena_strdup(text, set);
	free(set);
	return check_set(e->text[i], columns[i].book, offers);
}

static const char *
read_plain(struct outcome_row *e, int i, struct arena *text)
{
	struct value v;
	const char *wrong = field_read(&columns[i].type, e->raw[i], text, &v);

	if (wrong == NULL && v.type == VALUE_NULL)
		e->raw[i] = "";  /* a placeholder */
	if (wrong == NULL && v.type == VALUE_NULL && i == OUTCOMES_DATE)
		wrong = "not a date";
	if (wrong == NULL && v.type == VALUE_INT)
		e->number[i] = v.i;
	if (wrong == NULL && v.type == VALUE_TEXT)
		e->text[i] = v.s;
	return wrong;
}

/* Puts the meaning of one text into the entry; a reason, or NULL. */
static const char *
check_field(struct outcome_row *e, int i, const struct codebook *workers,
    const struct codebook *offers, struct arena *text)
{
	e->number[i] = OUTCOMES_NONE;
	e->text[i] = "";
	if (!outcomes_gives(e, i))
		return NULL;
	switch (columns[i].book) {
	case WORKERS:
		e->number[i] = codebook_id(workers, e->raw[i]);
		return e->number[i] == 0 ? "unknown worker" : NULL;
	case CAUSES:
	case OFFERS:
		return read_set(e, i, offers, text);
	default:
		return read_plain(e, i, text);
	}
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
