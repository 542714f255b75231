#include "lib/visits/meanwhile.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/rule/codes.h"

bool
meanwhile_noted(const struct outcome_row *e, const struct visit *stored,
    int64_t this_run)
{
	int64_t printed = e->number[OUTCOMES_RUN];

	return printed != OUTCOMES_NONE && stored->noted_run != 0 &&
	    (stored->noted_run > printed || stored->noted_run == this_run);
}

static int64_t
unless(int64_t v, int64_t none)
{
	return v == none ? OUTCOMES_NONE : v;
}

/* What is stored in a column of numbers, as a row would have it. */
static int64_t
stored_number(const struct visit *v, int column)
{
	switch (column) {
	case OUTCOMES_OUTCOME:
		return v->state == VISIT_OFF ? OUTCOME_OFF :
		    unless(v->outcome, -1);
	case OUTCOMES_DATE: return v->day;
	case OUTCOMES_START: return unless(v->start, CLOCK_NONE);
	case OUTCOMES_REACTION: return unless(v->reaction, -1);
	case OUTCOMES_NEXT: return unless(v->next, -1);
	case OUTCOMES_NEXT_ON: return unless(v->next_on, DATE_NONE);
	case OUTCOMES_MINUTES: return unless(v->minutes, -1);
	case OUTCOMES_CARD_LEFT: return unless(v->card_left, -1);
	case OUTCOMES_CONSENT: return unless(v->consent, -1);
	case OUTCOMES_NO_VISITS_UNTIL:
		return unless(v->no_visits_until, DATE_NONE);
	default: return OUTCOMES_NONE;
	}
}

static const char *
stored_text(const struct visit *v, int column)
{
	switch (column) {
	case OUTCOMES_CAUSES: return v->causes;
	case OUTCOMES_OFFERS: return v->offers;
	case OUTCOMES_ACCEPTED: return v->accepted;
	default: return "";
	}
}

static bool
differs(const struct outcome_row *e, int column, const struct visit *v)
{
	int64_t number = stored_number(v, column);
	const char *text = stored_text(v, column);

	return (number != OUTCOMES_NONE && e->number[column] != number) ||
	    (*text != '\0' && strcmp(e->text[column], text) != 0);
}

/* The day of a call is not the visit's. */
static bool
says_another_day(const struct outcome_row *e)
{
	return visit_is_contact((int)e->number[OUTCOMES_OUTCOME]);
}

static bool
goes(const struct visit *v, int64_t worker)
{
	return worker == OUTCOMES_NONE || worker == v->worker ||
	    worker == v->with_worker;
}

/* Whoever is new joins; then both are named, whatever the row left out. */
static bool
reconcile_workers(struct outcome_row *e, const struct visit *v)
{
	int64_t *worker = &e->number[OUTCOMES_WORKER];
	int64_t *with = &e->number[OUTCOMES_WITH];
	int64_t joins = !goes(v, *worker) ? *worker :
	    !goes(v, *with) ? *with : OUTCOMES_NONE;

	if (v->worker == 0)
		return true;
	if ((!goes(v, *worker) && !goes(v, *with)) ||
	    (joins != OUTCOMES_NONE && v->with_worker != 0))
		return false;
	e->has[OUTCOMES_WORKER] = e->has[OUTCOMES_WITH] = true;
	*worker = v->worker;
	*with = joins != OUTCOMES_NONE ? joins : unless(v->with_worker, 0);
	return true;
}

static void
append_note(struct outcome_row *e, const struct visit *v, struct arena *text)
{
	const char *note = e->text[OUTCOMES_NOTE];
	char *both;

	if (strstr(v->note, note) != NULL) {
		e->text[OUTCOMES_NOTE] = v->note;
		return;
	}
	if (*v->note == '\0')
		return;
	both = xasprintf("%s / %s", v->note, note);
	e->text[OUTCOMES_NOTE] = arena_strdup(text, both);
	free(both);
}

static bool
refuse(struct refusal *why, int column)
{
	*why = (struct refusal){outcomes_column(column), "changed meanwhile"};
	return false;
}

bool
meanwhile_reconcile(struct outcome_row *e, const struct visit *v,
    struct arena *text, struct refusal *why)
{
	for (int c = 0; c < OUTCOMES_COLUMNS; c++) {
		e->has[c] = e->has[c] && outcomes_gives(e, c);
		if (!e->has[c] || (c == OUTCOMES_DATE && says_another_day(e)))
			continue;
		if (differs(e, c, v))
			return refuse(why, c);
	}
	if (!reconcile_workers(e, v))
		return refuse(why, OUTCOMES_WORKER);
	if (e->has[OUTCOMES_NOTE])
		append_note(e, v, text);
	return true;
}

bool
meanwhile_says_more(const struct outcome_row *e, const struct visit *v)
{
	for (int c = OUTCOMES_REACTION; c < OUTCOMES_NOTE; c++)
		if (outcomes_gives(e, c) &&
		    (e->number[c] != stored_number(v, c) ||
		    strcmp(e->text[c], stored_text(v, c)) != 0))
			return true;
	return strstr(v->note, e->text[OUTCOMES_NOTE]) == NULL;
}
