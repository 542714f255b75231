#include "lib/visits/checkup.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/cases/groundless.h"
#include "lib/cases/history.h"
#include "lib/cases/promises.h"
#include "lib/cases/silences.h"
#include "lib/rule/overdue.h"
#include "lib/visits/visitlist.h"

enum { CHECK, CASE_ID, VISIT_ID, DETAIL };

const struct out_column checkup_columns[] = {
	[CHECK] = {"check", true}, [CASE_ID] = {"case_id", true},
	[VISIT_ID] = {"visit_id", true}, [DETAIL] = {"detail", true}, {0}};

const char *const checkup_tables[] = {"cases", "letters", "cuts", "referrals",
	"workers", "absences", "offers", "places", NULL};

static const char *const check_word[CHECKS] = {
	[CHECK_ALERT] = "alert", [CHECK_AGREED] = "agreed",
	[CHECK_STALE] = "stale", [CHECK_OPEN] = "open", [CHECK_CUT] = "cut",
	[CHECK_PLACE] = "place", [CHECK_REWRITE] = "rewrite"};

struct checkup_printer {
	struct checkup *checkup;
	struct out *out;
	struct histories *histories;  /* NULL: what silences keep holds */
};

static void
end_row(struct checkup_printer *p, int check)
{
	out_text(p->out, CHECK, check_word[check]);
	out_row(p->out);
	p->checkup->found[check]++;
}

static void
print_alert(void *arg, const char *case_id, int64_t visit, const char *alerts)
{
	struct checkup_printer *p = arg;

	out_text(p->out, CASE_ID, case_id);
	out_int(p->out, VISIT_ID, visit);
	out_text(p->out, DETAIL, alerts);
	end_row(p, CHECK_ALERT);
}

/* The day up to today of the latest import that stands; DATE_NONE: none. */
static date
last_import(struct query *q, const char *table, date as_of)
{
	date day;

	db_bind_text(q, 1, table);
	db_bind_date(q, 2, as_of);
	day = db_step(q) ? db_date(q, 0) : DATE_NONE;
	db_reset(q);
	return day;
}

static void
check_table(struct checkup_printer *p, struct query *q, const char *table)
{
	const struct checkup *c = p->checkup;
	date last = last_import(q, table, c->as_of);
	char day[DATE_SIZE], *detail;

	if (last == DATE_NONE && c->table == NULL)
		return;
	if (last != DATE_NONE && c->as_of - last < c->stale)
		return;
	detail = xasprintf("%s %s", table,
	    last == DATE_NONE ? "never" : date_format(last, day));
	out_text(p->out, DETAIL, detail);
	end_row(p, CHECK_STALE);
	free(detail);
}

static void
check_tables(struct checkup_printer *p, struct db *db)
{
	const struct checkup *c = p->checkup;
	int n = c->table == NULL ? CHECKUP_EXPORTED : c->n_tables;
	struct query q = db_query(db, "SELECT max(r.as_of)"
	    " FROM run_input AS i JOIN run AS r ON r.run = i.run"
	    " WHERE i.\"table\" = ?1 AND r.as_of <= ?2 AND r.undone_by IS NULL");

	for (int i = 0; i < n; i++)
		check_table(p, &q,
		    checkup_tables[c->table == NULL ? i : c->table[i]]);
	db_end(&q);
}

static void
print_day(struct checkup_printer *p, int check, const char *case_id, date d)
{
	char day[DATE_SIZE];

	out_text(p->out, CASE_ID, case_id);
	out_text(p->out, DETAIL, date_format(d, day));
	end_row(p, check);
}

static void
check_letters(struct checkup_printer *p, struct db *db)
{
	struct query q = db_query(db,
#include "query/open-letters.inc"
	);

	db_bind_int(&q, 1, p->checkup->as_of - CHECKUP_LONG_OPEN);
	while (db_step(&q))
		print_day(p, CHECK_OPEN, db_text(&q, 0), db_date(&q, 1));
	db_end(&q);
}

static void
check_cuts(struct checkup_printer *p, struct db *db)
{
	struct groundless *g = groundless_open(db, &p->checkup->rules,
	    p->checkup->as_of, 0);
	const char *case_id;
	date miss;

	while (groundless_next(g, &case_id, &miss))
		print_day(p, CHECK_CUT, case_id, miss);
	groundless_close(g);
}

static void
check_agreed(struct checkup_printer *p, struct db *db)
{
	struct promises *s = promises_open(db, &p->checkup->rules,
	    p->checkup->holidays, p->checkup->as_of);
	const char *case_id;
	date day;

	while (promises_next(s, &case_id, &day))
		print_day(p, CHECK_AGREED, case_id, day);
	promises_close(s);
}

/* What silences keep does not know of a day before the newest that counts, such
 * as that of an appointment which somebody has excused in advance. */
static bool
may_be_listed(struct checkup_printer *p, int64_t client, bool kept)
{
	struct history h;
	struct silence s;

	if (kept || p->histories == NULL)
		return kept;
	if (!history_of(p->histories, client, &h))
		return false;
	s = silence_of(&h, p->checkup->as_of);
	return overdue_can_have_reason(&h, &s);
}

/* Of those who may come onto the list: nobody drives to the others. */
static void
check_places(struct checkup_printer *p, struct db *db)
{
	struct query q = db_query(db, "SELECT c.case_id, c.postal_code,"
	    " p.postal_code IS NOT NULL, c.id, s.client IS NOT NULL FROM client AS c"
	    " LEFT JOIN standing AS s ON s.client = c.id"
	    " LEFT JOIN place AS p ON p.postal_code = c.postal_code"
	    " WHERE c.lat IS NULL AND c.status = 0 ORDER BY c.case_id");

	if (!silences_hold(db, p->checkup->as_of))
		p->histories = history_open(db);
	while (db_step(&q)) {
		if (!may_be_listed(p, db_int(&q, 3), db_int(&q, 4) != 0))
			continue;
		if (db_int(&q, 2) != 0) {
			p->checkup->centre++;
			continue;
		}
		out_text(p->out, CASE_ID, db_text(&q, 0));
		out_text(p->out, DETAIL, db_text(&q, 1));
		end_row(p, CHECK_PLACE);
	}
	if (p->histories != NULL)
		history_close(p->histories);
	db_end(&q);
}

/* What was erased is still in free parts of the file. */
static void
check_rewrite(struct checkup_printer *p, struct db *db)
{
	if (!db_wants_rewrite(db))
		return;
	out_text(p->out, DETAIL, "unfinished");
	end_row(p, CHECK_REWRITE);
}

void
checkup_print(struct checkup *c, struct db *db, struct out *o)
{
	struct checkup_printer p = {.checkup = c, .out = o};

	visitlist_alerts(db, &c->rules, c->as_of, print_alert, &p);
	check_agreed(&p, db);
	check_tables(&p, db);
	check_letters(&p, db);
	check_cuts(&p, db);
	check_places(&p, db);
	check_rewrite(&p, db);
}
