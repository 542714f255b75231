#include "lib/visits/visitlist.h"

#include "lib/rule/codes.h"
#include "lib/cases/history.h"
#include "lib/io/stored.h"

/* The columns in the order of share/query/visits-list.sql. */
enum {
	VISIT_ID, DATE, WORKER, STOP, START, END, WITH, CASE_ID, STATE, OUTCOME,
	REACTION, CAUSES, OFFERS, ACCEPTED, NEXT, NEXT_ON, MINUTES, CARD_LEFT,
	CONSENT, NO_VISITS_UNTIL, NOTE, NEEDS, STREET, POSTAL_CODE, TOWN, LAT,
	LON, HOUSEHOLD_ID, SURNAME, GIVEN_NAME, PHONE, COLUMNS,
	CLIENT = COLUMNS, SIGN_THEN
};

static const struct out_column columns[COLUMNS + 1] = {
	[VISIT_ID] = {"visit_id", true}, [DATE] = {"date", true},
	[WORKER] = {"worker", true}, [STOP] = {"stop", true},
	[START] = {"start", true}, [END] = {"end", true},
	[WITH] = {"with", true}, [CASE_ID] = {"case_id", true},
	[STATE] = {"state", true}, [OUTCOME] = {"outcome", true},
	[REACTION] = {"reaction", true}, [CAUSES] = {"causes", true},
	[OFFERS] = {"offers", true}, [ACCEPTED] = {"accepted", true},
	[NEXT] = {"next", true}, [NEXT_ON] = {"next_on", true},
	[MINUTES] = {"minutes", true}, [CARD_LEFT] = {"card_left", true},
	[CONSENT] = {"consent", true},
	[NO_VISITS_UNTIL] = {"no_visits_until", true}, [NOTE] = {"note", true},
	[NEEDS] = {"needs", true}, [STREET] = {"street", true},
	[POSTAL_CODE] = {"postal_code", true}, [TOWN] = {"town", true},
	[LAT] = {"lat", true}, [LON] = {"lon", true},
	[HOUSEHOLD_ID] = {"household_id", true},
	[SURNAME] = {"surname", false}, [GIVEN_NAME] = {"given_name", false},
	[PHONE] = {"phone", false},
};

static const char list_sql[] =
#include "query/visits-list.inc"
    ;

struct out *
visitlist_open(const struct out_options *options)
{
	return out_open(columns, options);
}

static int
state_of(struct query *q)
{
	return stored_code(q, STATE, VISIT_CODES,
	    (struct stored_row){"visit", db_int(q, VISIT_ID)});
}

static void
print_code(struct out *o, struct query *q, int column, const char *const *words,
    int n)
{
	struct stored_row row = {"visit", db_int(q, VISIT_ID)};

	out_text(o, column, words[stored_code(q, column, n, row)]);
}

static void
print_column(struct out *o, struct query *q, int column)
{
	if (!out_wants(o, column) || db_null(q, column))
		return;
	switch (column) {
	case DATE: case NEXT_ON: case NO_VISITS_UNTIL:
		out_date(o, column, db_date(q, column));
		break;
	case START: case END:
		out_clock(o, column, (int)db_int(q, column));
		break;
	case VISIT_ID: case MINUTES: case CARD_LEFT: case CONSENT:
		out_int(o, column, db_int(q, column));
		break;
	case LAT: case LON:
		out_real(o, column, db_real(q, column), 7);
		break;
	case STATE:
		print_code(o, q, column, code_visit, VISIT_CODES);
		break;
	case OUTCOME:
		print_code(o, q, column, code_outcome, OUTCOME_CODES);
		break;
	case REACTION:
		print_code(o, q, column, code_reaction,
		    REACTION_CODES);
		break;
	case NEXT:
		print_code(o, q, column, code_next, NEXT_CODES);
		break;
	case STOP:
		if (state_of(q) != VISIT_OFF && db_int(q, column) > 0)
			out_int(o, column, db_int(q, column));
		break;
	default:
		out_text(o, column, db_text(q, column));
	}
}

/* Has the case given a sign of life since, and no reason left?  An announced
 * visit stays on the sheet all the same: somebody is waiting for it. */
static bool
leave_out(struct visitlist *s, struct histories *hs, struct query *q)
{
	struct overdue_rules rules = OVERDUE_RULES;
	struct policy policy = {0};
	struct holidays holidays = {0};
	struct history h;

	if (!s->still_needed || state_of(q) > VISIT_ANNOUNCED ||
	    !history_of(hs, db_int(q, CLIENT), &h))
		return false;
	rules.policy = &policy;
	rules.holidays = &holidays;
	if (!overdue_needless(&h, &rules, s->as_of, db_date(q, SIGN_THEN)))
		return false;
	if (state_of(q) == VISIT_ANNOUNCED) {
		s->announced++;
		return false;
	}
	s->dropped++;
	return true;
}

void
visitlist_print(struct visitlist *s, struct db *db, struct out *o)
{
	struct query q = db_query(db, list_sql);
	struct histories *hs = history_open(db);

	db_bind_int(&q, 1, s->from);
	db_bind_int(&q, 2, s->to);
	if (s->worker != 0)
		db_bind_int(&q, 3, s->worker);
	while (db_step(&q)) {
		if ((s->states != 0 && !(s->states & 1u << state_of(&q))) ||
		    leave_out(s, hs, &q))
			continue;
		for (int c = 0; c < COLUMNS; c++)
			print_column(o, &q, c);
		out_row(o);
	}
	history_close(hs);
	db_end(&q);
}
