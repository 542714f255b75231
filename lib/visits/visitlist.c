#include "lib/visits/visitlist.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/num.h"
#include "lib/base/tags.h"
#include "lib/cases/needless.h"
#include "lib/cases/terms.h"
#include "lib/io/secret.h"
#include "lib/io/stored.h"
#include "lib/rule/codes.h"

/* The columns in the order of share/query/visits-list.sql; what comes behind
 * COLUMNS is not printed. */
enum {
	VISIT_ID, DATE, WORKER, STOP, START, END, WITH, CASE_ID, STATE, OUTCOME,
	REACTION, CAUSES, OFFERS, ACCEPTED, NEXT, NEXT_ON, MINUTES, CARD_LEFT,
	CONSENT, NO_VISITS_UNTIL, NOTE, NEEDS, STREET, POSTAL_CODE, TOWN, LAT,
	LON, HOUSEHOLD_ID, ALERT, RUN, SURNAME, GIVEN_NAME, PHONE, LANGUAGE,
	BIRTH_DATE, SEX, WORKER_NAME, WORKER_PHONE, FUNDER, TRAVEL_MIN, KM,
	BACK_MIN, BACK_KM, WITH_NAME, WITH_PHONE, WORKER_LAT, WORKER_LON, DATABASE, COLUMNS,
	CLIENT = COLUMNS, SIGN_THEN, WINDOWS, OWN, OTHER_ADDRESS, ABSENT, TWICE,
	SECOND
};

const struct out_column visitlist_columns[COLUMNS + 1] = {
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
	[ALERT] = {"alert", true}, [RUN] = {"run", true},
	[SURNAME] = {"surname", false}, [GIVEN_NAME] = {"given_name", false},
	[PHONE] = {"phone", false}, [LANGUAGE] = {"language", false},
	[BIRTH_DATE] = {"birth_date", false}, [SEX] = {"sex", false},
	[WORKER_NAME] = {"worker_name", false}, [WORKER_PHONE] = {"worker_phone", false},
	[FUNDER] = {"funder", false},
	[TRAVEL_MIN] = {"travel_min", false}, [KM] = {"km", false},
	[BACK_MIN] = {"back_min", false}, [BACK_KM] = {"back_km", false},
	[WITH_NAME] = {"with_name", false}, [WITH_PHONE] = {"with_phone", false},
	[WORKER_LAT] = {"worker_lat", false}, [WORKER_LON] = {"worker_lon", false},
	[DATABASE] = {"database", false},
};

/* Why an open visit needs a look, in the order of the column. */
enum { ALERT_CLOSED, ALERT_NO_VISITS, ALERT_CAME_IN, ALERT_ADDRESS,
	ALERT_NEEDS, ALERT_WINDOWS, ALERT_ABSENT, ALERT_PAST, ALERT_TWICE,
	ALERTS };

static const char *const alert_word[ALERTS] = {"closed", "no_visits",
	"came_in", "address", "needs", "windows", "absent", "past", "twice"};

/* What a row shows that is not in it. */
struct today {
	struct terms terms;
	unsigned needless;   /* NEEDLESS_... */
	unsigned alerts;     /* bit 1 << ALERT_... */
};

struct sheet_printer {
	struct visitlist *list;
	struct out *out;
	struct query q, terms;
	struct needless *needless;
	char database[SECRET_NAME];
	struct arena text;   /* of one row */
};

static const char list_sql[] =
#include "query/visits-list.inc"
    ;

struct out *
visitlist_open(const struct out_options *options)
{
	return out_open(visitlist_columns, options);
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
print_real(struct out *o, int column, double v)
{
	if (!isnan(v))
		out_real(o, column, v, 7);
}

static void
print_column(struct out *o, struct query *q, int column)
{
	if (!out_wants(o, column) || db_null(q, column))
		return;
	switch (column) {
	case DATE: case NEXT_ON: case NO_VISITS_UNTIL: case BIRTH_DATE:
		out_date(o, column, db_date(q, column));
		break;
	case START: case END:
		out_clock(o, column, db_clock(q, column));
		break;
	case VISIT_ID: case MINUTES: case CARD_LEFT: case CONSENT: case RUN:
		out_int(o, column, db_int(q, column));
		break;
	case TRAVEL_MIN: case BACK_MIN:
		out_tenths(o, column, num_tenths(db_int(q, column), 60));
		break;
	case KM: case BACK_KM:
		out_tenths(o, column, num_tenths(db_int(q, column), 1000));
		break;
	case WORKER_LAT: case WORKER_LON:
		out_real(o, column, db_degrees(q, column), 7);
		break;
	case NEEDS: case LAT: case LON: case ALERT:
		break;  /* print_today() */
	case STATE:
		print_code(o, q, column, code_visit, VISIT_CODES);
		break;
	case OUTCOME:
		print_code(o, q, column, code_outcome, OUTCOME_CODES);
		break;
	case REACTION:
		print_code(o, q, column, code_reaction, REACTION_CODES);
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

static char *
alert_words(unsigned alerts)
{
	char *list = xstrdup("");

	for (int i = 0; i < ALERTS; i++)
		if (alerts >> i & 1)
			tags_append(&list, alert_word[i]);
	return list;
}

static void
print_today(struct sheet_printer *p, const struct today *now)
{
	char *alerts = alert_words(now->alerts);

	out_text(p->out, ALERT, alerts);
	out_text(p->out, NEEDS, now->terms.needs);
	print_real(p->out, LAT, now->terms.lat);
	print_real(p->out, LON, now->terms.lon);
	free(alerts);
}

/* The terms on which it was planned. */
static struct terms
terms_of_visit(struct query *q)
{
	return (struct terms){.lat = db_degrees(q, LAT), .lon = db_degrees(q, LON),
	    .place = "", .needs = db_text(q, NEEDS),
	    .windows = db_text(q, WINDOWS), .minutes = NAN};
}

/* What was not planned by us is the case's. */
static void
complete(struct terms *t, struct query *q, const struct terms *of_case)
{
	if (db_null(q, NEEDS))
		t->needs = of_case->needs;
	if (isnan(t->lat) || isnan(t->lon)) {
		t->lat = of_case->lat;
		t->lon = of_case->lon;
	}
}

static unsigned
bit(bool holds, int alert)
{
	return holds ? 1u << alert : 0;
}

static unsigned
alerts(const struct visitlist *s, struct query *q, unsigned needless,
    unsigned changed)
{
	return bit(needless & NEEDLESS_CLOSED, ALERT_CLOSED) |
	    bit(needless & NEEDLESS_NO_VISITS, ALERT_NO_VISITS) |
	    bit(needless & NEEDLESS_CAME_IN, ALERT_CAME_IN) |
	    bit(changed & TERMS_PLACE || db_int(q, OTHER_ADDRESS) != 0,
	    ALERT_ADDRESS) |
	    bit(changed & TERMS_NEEDS, ALERT_NEEDS) |
	    bit(changed & TERMS_WINDOWS, ALERT_WINDOWS) |
	    bit(db_int(q, ABSENT) != 0, ALERT_ABSENT) |
	    bit(db_date(q, DATE) < s->as_of, ALERT_PAST) |
	    bit(db_int(q, TWICE) != 0, ALERT_TWICE);
}

static void
look_at_open(struct sheet_printer *p, const struct terms *of_case, struct today *now)
{
	struct query *q = &p->q;
	unsigned changed = terms_follow(&now->terms, (unsigned)db_int(q, OWN),
	    of_case, &p->text);

	now->needless = needless_why(p->needless, db_int(q, CLIENT),
	    db_date(q, DATE), db_date(q, SIGN_THEN));
	now->alerts = alerts(p->list, q, now->needless, changed);
}

static bool
is_open(int state)
{
	return state == VISIT_PLANNED || state == VISIT_ANNOUNCED;
}

/* Does a row of a visit that is over want something of its case? */
static bool
lacks_something(const struct out *o, struct query *q)
{
	return (db_null(q, NEEDS) && out_wants(o, NEEDS)) ||
	    (db_null(q, LAT) && (out_wants(o, LAT) || out_wants(o, LON)));
}

static struct today
today_of(struct sheet_printer *p)
{
	struct today now = {.terms = terms_of_visit(&p->q)};
	struct terms of_case;

	bool open = is_open(state_of(&p->q));

	arena_reset(&p->text);
	if (!open && !lacks_something(p->out, &p->q))
		return now;
	if (!terms_of_case(&p->terms, db_int(&p->q, CLIENT), &of_case,
	    &p->text))
		return now;
	if (open)
		look_at_open(p, &of_case, &now);
	else
		complete(&now.terms, &p->q, &of_case);
	return now;
}

static void
note_promise(struct visitlist *s, int64_t visit)
{
	char *id = xasprintf("%lld", (long long)visit);

	if (s->promised == NULL)
		s->promised = xstrdup("");
	tags_append(&s->promised, id);
	free(id);
}

/* Counts what --still-needed leaves out. */
static bool
is_dropped(struct visitlist *s, struct query *q, const struct today *now)
{
	int state = state_of(q);
	bool counted = db_int(q, SECOND) != 0;  /* with the first worker's row */

	if (!needless_drops(now->needless, state)) {
		s->announced += now->needless != 0 && !counted;
		return false;
	}
	s->dropped += !counted;
	s->by_rules += !counted && now->needless ==
	    (NEEDLESS_CAME_IN | NEEDLESS_BY_RULES);
	if (state == VISIT_ANNOUNCED && !counted)
		note_promise(s, db_int(q, VISIT_ID));
	return true;
}

static bool
is_listed(struct visitlist *s, struct query *q, const struct today *now)
{
	int state = state_of(q);

	if (s->states != 0 && !(s->states & 1u << state))
		return false;
	if (s->still_needed && (!is_open(state) || is_dropped(s, q, now)))
		return false;
	return !s->alert || now->alerts != 0;
}

static void
print_row(struct sheet_printer *p)
{
	struct today now = today_of(p);

	if (!is_listed(p->list, &p->q, &now))
		return;
	for (int c = 0; c < COLUMNS; c++)
		print_column(p->out, &p->q, c);
	print_today(p, &now);
	out_text(p->out, DATABASE, p->database);
	out_row(p->out);
}

static struct sheet_printer
open_sheet(struct visitlist *s, struct db *db, struct out *o)
{
	struct sheet_printer p = {.list = s, .out = o, .q = db_query(db, list_sql),
	    .terms = terms_query(db), .needless = needless_open(db, &s->rules,
	    s->as_of)};

	secret_name(db, p.database);
	db_bind_int(&p.q, 1, s->from);
	db_bind_int(&p.q, 2, s->to);
	if (s->worker != 0)
		db_bind_int(&p.q, 3, s->worker);
	db_bind_int(&p.q, 4, s->each_worker);
	return p;
}

static void
close_sheet(struct sheet_printer *p)
{
	needless_close(p->needless);
	db_end(&p->terms);
	db_end(&p->q);
	arena_free(&p->text);
}

void
visitlist_print(struct visitlist *s, struct db *db, struct out *o)
{
	struct sheet_printer p = open_sheet(s, db, o);

	while (db_step(&p.q))
		print_row(&p);
	close_sheet(&p);
}

/* Only the days between the first and the last open visit are looked at. */
void
visitlist_alerts(struct db *db, const struct overdue_options *rules, date as_of,
    void (*each)(void *, const char *, int64_t, const char *), void *arg)
{
	struct visitlist s = {.as_of = as_of, .rules = *rules,
	    .from = (date)db_value(db, "SELECT min(day) FROM visit"
	    " WHERE state IN (0, 1)", DATE_MAX),
	    .to = (date)db_value(db, "SELECT max(day) FROM visit"
	    " WHERE state IN (0, 1)", DATE_MIN)};
	struct sheet_printer p = open_sheet(&s, db, NULL);

	while (db_step(&p.q)) {
		struct today now;
		char *alerts;

		if (!is_open(state_of(&p.q)))
			continue;
		now = today_of(&p);
		alerts = alert_words(now.alerts);
		if (*alerts != '\0')
			each(arg, db_text(&p.q, CASE_ID),
			    db_int(&p.q, VISIT_ID), alerts);
		free(alerts);
	}
	close_sheet(&p);
}
