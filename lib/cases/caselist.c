#include "lib/cases/caselist.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/dayparts.h"
#include "lib/base/diag.h"
#include "lib/base/tags.h"
#include "lib/cases/history.h"
#include "lib/cases/silences.h"

/* The same order as in caselist_columns[] and, from NEEDS to CASE_MANAGER and from
 * SURNAME on, as in client_sql. */
enum {
	CASE_ID, URGENCY, REASON, MISSED, SILENT_DAYS, LAST_SIGN, THREAT,
	VISIT_BY, DEADLINE, CUT_FROM, ATTEMPTS, LAST_ATTEMPT, TRIED, WORKER,
	NEEDS, VISIT_MINUTES, WINDOWS, HOUSEHOLD_ID, STREET, POSTAL_CODE, TOWN,
	LAT, LON, CASE_MANAGER, PENDING, NOT_BEFORE, IN_ROW, LAPSES_ON,
	PART_DEADLINE, PART_MISSED, PART_SILENT,
	SURNAME, GIVEN_NAME, PHONE, LANGUAGE, BIRTH_DATE, COLUMNS
};

const struct out_column caselist_columns[COLUMNS + 1] = {
	[CASE_ID] = {"case_id", true}, [URGENCY] = {"urgency", true},
	[REASON] = {"reason", true}, [MISSED] = {"missed", true},
	[SILENT_DAYS] = {"silent_days", true}, [LAST_SIGN] = {"last_sign", true},
	[THREAT] = {"threat", true}, [VISIT_BY] = {"visit_by", true},
	[DEADLINE] = {"deadline", true}, [CUT_FROM] = {"cut_from", true},
	[ATTEMPTS] = {"attempts", true}, [LAST_ATTEMPT] = {"last_attempt", true},
	[TRIED] = {"tried", true}, [WORKER] = {"worker", true},
	[NEEDS] = {"needs", true}, [VISIT_MINUTES] = {"visit_minutes", true},
	[WINDOWS] = {"windows", true}, [HOUSEHOLD_ID] = {"household_id", true},
	[STREET] = {"street", true}, [POSTAL_CODE] = {"postal_code", true},
	[TOWN] = {"town", true}, [LAT] = {"lat", true}, [LON] = {"lon", true},
	[CASE_MANAGER] = {"case_manager", true}, [PENDING] = {"pending", true},
	[NOT_BEFORE] = {"not_before", true}, [IN_ROW] = {"in_row", true},
	[LAPSES_ON] = {"lapses_on", true},
	[PART_DEADLINE] = {"part_deadline", false},
	[PART_MISSED] = {"part_missed", false},
	[PART_SILENT] = {"part_silent", false},
	[SURNAME] = {"surname", false}, [GIVEN_NAME] = {"given_name", false},
	[PHONE] = {"phone", false}, [LANGUAGE] = {"language", false},
	[BIRTH_DATE] = {"birth_date", false},
};

static const char client_sql[] =
    "SELECT needs, visit_minutes, windows, household_id, street, postal_code,"
    " town, lat, lon, case_manager, surname, given_name, phone, language,"
    " birth_date FROM client WHERE id = ?1";

static void
add(void *arg, int64_t client, const char *case_id, const struct verdict *v)
{
	struct caselist *l = arg;
	struct listed *item;

	if (v->rule != RULE_LISTED)
		return;
	l->item = mem_grow(l->item, l->n + 1, &l->cap, sizeof *l->item);
	item = &l->item[l->n++];
	item->client = client;
	item->verdict = *v;
	item->case_id = arena_strdup(&l->text, case_id);
	l->pending += v->pending != DATE_NONE;
	l->agreed_late += v->agreed_late;
	l->agreed_far += v->agreed_far;
}

static int
compare(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;
	const struct verdict *v = &x->verdict, *w = &y->verdict;

	if (v->urgency != w->urgency)
		return v->urgency > w->urgency ? -1 : 1;
	if (v->visit_by != w->visit_by) {
		if (v->visit_by == DATE_NONE || w->visit_by == DATE_NONE)
			return v->visit_by == DATE_NONE ? 1 : -1;
		return v->visit_by < w->visit_by ? -1 : 1;
	}
	return strcmp(x->case_id, y->case_id);
}

static void
sort(struct caselist *l)
{
	if (l->n > 0)
		qsort(l->item, l->n, sizeof *l->item, compare);
}

/* For days that the stored silences do not hold for: reads every case with all
 * of its letters. */
static void
scan_all(struct caselist *l, struct db *db, const struct overdue_rules *rules,
    date as_of)
{
	struct histories *hs = history_open(db);
	struct history h;
	struct verdict v;
	int64_t client;

	while (history_next(hs, &client, &h)) {
		overdue_judge(&v, &h, rules, as_of);
		add(l, client, history_case_id(hs), &v);
	}
	history_close(hs);
}

void
caselist_scan(struct caselist *l, struct db *db,
    const struct overdue_rules *rules, date as_of)
{
	if (rules->missed >= 1 && silences_hold(db, as_of))
		silences_judge(db, rules, as_of, add, l);
	else
		scan_all(l, db, rules, as_of);
	sort(l);
}

static const char by_case_id_sql[] = "SELECT id FROM client WHERE case_id = ?1";

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The ids, sorted, each once. */
static size_t
distinct(const struct idlist *ids, char ***out)
{
	char **id = xcalloc(ids->n, sizeof *id);
	size_t n = 0;

	*out = id;
	if (ids->n == 0)
		return 0;
	memcpy(id, ids->id, ids->n * sizeof *id);
	qsort(id, ids->n, sizeof *id, by_bytes);
	for (size_t i = 0; i < ids->n; i++)
		if (n == 0 || strcmp(id[n - 1], id[i]) != 0)
			id[n++] = id[i];
	return n;
}

void
caselist_pick(struct caselist *l, struct db *db,
    const struct overdue_rules *rules, date as_of, const struct idlist *ids)
{
	struct query by_id = db_query(db, by_case_id_sql);
	struct histories *hs = history_open(db);
	struct history h;
	struct verdict v;
	char **id;
	size_t n = distinct(ids, &id);
	long unknown = 0;

	for (size_t i = 0; i < n; i++) {
		int64_t client = db_find(&by_id, id[i]);

		if (client == 0 || !history_of(hs, client, &h)) {
			unknown++;
			continue;
		}
		overdue_judge(&v, &h, rules, as_of);
		add(l, client, id[i], &v);
	}
	if (unknown > 0)
		diag_note("%ld of the ids are of no case that is known", unknown);
	free(id);
	history_close(hs);
	db_end(&by_id);
	sort(l);
}

void
caselist_ask(struct db *db, const struct overdue_rules *rules, date as_of,
    const struct idlist *ids, enum overdue_rule rule[])
{
	struct query by_id = db_query(db, by_case_id_sql);
	struct histories *hs = history_open(db);
	struct history h;
	struct verdict v;

	for (size_t i = 0; i < ids->n; i++) {
		int64_t client = db_find(&by_id, ids->id[i]);

		v.rule = RULE_UNKNOWN;
		if (client != 0 && history_of(hs, client, &h))
			overdue_judge(&v, &h, rules, as_of);
		rule[i] = v.rule;
	}
	history_close(hs);
	db_end(&by_id);
}

struct out *
caselist_open(bool explain, const struct out_options *options)
{
	struct out_column c[COLUMNS + 1];

	memcpy(c, caselist_columns, sizeof c);
	for (int i = PART_DEADLINE; i <= PART_SILENT; i++)
		c[i].usual = explain;
	return out_open(c, options);
}

static void
print_reasons(struct out *o, unsigned reasons)
{
	static const char *const name[] = {"hearing", "letters", "silent",
	    "referred", "follow_up"};
	char *list = xstrdup("");

	for (int i = 0; i < 5; i++)
		if (reasons & 1u << i)
			tags_append(&list, name[i]);
	out_text(o, REASON, list);
	free(list);
}

static void
print_verdict(struct out *o, const struct verdict *v)
{
	char tried[DAYPARTS_SIZE];

	out_int(o, URGENCY, v->urgency);
	print_reasons(o, v->reasons);
	out_int(o, MISSED, v->silence.missed);
	out_int(o, SILENT_DAYS, v->silence.days);
	out_date(o, LAST_SIGN, v->silence.last_sign);
	out_int(o, THREAT, v->threat);
	out_date(o, VISIT_BY, v->visit_by);
	out_text(o, DEADLINE, overdue_deadline_name[v->deadline]);
	out_date(o, CUT_FROM, v->cut_from);
	out_int(o, ATTEMPTS, v->attempts);
	out_date(o, LAST_ATTEMPT, v->last_attempt);
	out_text(o, TRIED, dayparts_format(v->tried, tried));
	out_date(o, PENDING, v->pending);
	out_date(o, NOT_BEFORE, v->not_before);
	out_int(o, IN_ROW, v->in_row);
	out_date(o, LAPSES_ON, v->lapses_on);
	out_int(o, PART_DEADLINE, v->part_deadline);
	out_int(o, PART_MISSED, v->part_missed);
	out_int(o, PART_SILENT, v->part_silent);
}

static void
print_needs(struct out *o, const char *needs, bool pair)
{
	char *with;

	if (!pair || tags_has(needs, "pair")) {
		out_text(o, NEEDS, needs);
		return;
	}
	with = tags_add(needs, "pair");
	out_text(o, NEEDS, with);
	free(with);
}

/* `q` stands on the row of client_sql. */
static void
print_client(struct out *o, struct query *q, bool pair)
{
	print_needs(o, db_text(q, 0), pair);
	if (!db_null(q, 1))
		out_real(o, VISIT_MINUTES, db_minutes(q, 1), 4);
	for (int c = WINDOWS; c <= TOWN; c++)
		out_text(o, c, db_text(q, c - NEEDS));
	if (!db_null(q, 7))
		out_real(o, LAT, db_degrees(q, 7), 7);
	if (!db_null(q, 8))
		out_real(o, LON, db_degrees(q, 8), 7);
	out_text(o, CASE_MANAGER, db_text(q, 9));
	for (int c = SURNAME; c <= LANGUAGE; c++)
		out_text(o, c, db_text(q, 10 + c - SURNAME));
	out_date(o, BIRTH_DATE, db_date(q, 14));
}

static void
print_worker(struct out *o, struct query *q, const struct verdict *v)
{
	if (v->worker == 0)
		return;
	db_bind_int(q, 1, v->worker);
	db_bind_int(q, 2, v->with_worker);
	if (db_step(q))
		out_text(o, WORKER, db_text(q, 0));
	db_reset(q);
}

void
caselist_print(const struct caselist *l, struct db *db, struct out *o,
    int limit)
{
	struct query client = db_query(db, client_sql);
	struct query worker = db_query(db, "SELECT worker FROM worker"
	    " WHERE id IN (?1, ?2) ORDER BY worker LIMIT 1");

	for (size_t i = 0; i < l->n; i++) {
		const struct listed *item = &l->item[i];

		if (limit >= 0 && i >= (size_t)limit)
			break;
		out_text(o, CASE_ID, item->case_id);
		print_verdict(o, &item->verdict);
		print_worker(o, &worker, &item->verdict);
		db_bind_int(&client, 1, item->client);
		if (db_step(&client))
			print_client(o, &client, item->verdict.pair);
		db_reset(&client);
		out_row(o);
	}
	db_end(&worker);
	db_end(&client);
}

void
caselist_free(struct caselist *l)
{
	free(l->item);
	arena_free(&l->text);
	*l = (struct caselist){0};
}
