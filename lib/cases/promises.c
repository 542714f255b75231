#include "lib/cases/promises.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/cases/history.h"
#include "lib/cases/usual.h"
#include "lib/io/datafile.h"
#include "lib/rule/codes.h"
#include "lib/rule/overdue.h"

struct promises {
	struct query candidates;
	struct histories *histories;
	struct usual_rules usual;
	date as_of, planned;
};

/* The Sunday of the last week that has begun or has visits. */
static date
last_planned(struct db *db, date as_of)
{
	date last = (date)db_value(db,
	    "SELECT max(day) FROM visit WHERE state IN (0, 1)", DATE_NONE);

	if (last < as_of)
		last = as_of;
	return last + SUNDAY - date_weekday(last);
}

struct promises *
promises_open(struct db *db, const struct overdue_options *rules,
    const char *holidays, date as_of)
{
	struct promises *p = xcalloc(1, sizeof *p);

	usual_rules_read(&p->usual, rules);
	datafile_holidays(&p->usual.holidays, holidays);
	p->histories = history_open(db);
	p->as_of = as_of;
	p->planned = last_planned(db, as_of);
	p->candidates = db_query(db, "SELECT c.case_id, c.id FROM client AS c"
	    " WHERE c.status = 0 AND c.id IN (SELECT client FROM visit"
	    "  WHERE state = ?1 AND next = ?2 AND next_on <= ?3)"
	    " ORDER BY c.case_id");
	db_bind_int(&p->candidates, 1, VISIT_DONE);
	db_bind_int(&p->candidates, 2, NEXT_VISIT);
	db_bind_date(&p->candidates, 3, p->planned);
	return p;
}

/* Has anybody been at the door on that day or since, as far as is known? */
static bool
was_tried(const struct history *h, date day)
{
	for (size_t i = 0; i < h->n_visits; i++)
		if (h->visit[i].state != VISIT_OFF && h->visit[i].day >= day)
			return true;
	return false;
}

static bool
is_broken(struct promises *p, int64_t client, date *day)
{
	struct history h;
	struct verdict v;

	if (!history_of(p->histories, client, &h))
		return false;
	overdue_judge(&v, &h, &p->usual.rules, p->as_of);
	*day = v.agreed;
	return v.agreed != DATE_NONE && v.agreed <= p->planned &&
	    v.rule != RULE_OPEN_VISIT && v.rule != RULE_NO_VISITS_UNTIL &&
	    !was_tried(&h, v.agreed);
}

bool
promises_next(struct promises *p, const char **case_id, date *day)
{
	struct query *q = &p->candidates;

	while (db_step(q)) {
		*case_id = db_text(q, 0);
		if (is_broken(p, db_int(q, 1), day))
			return true;
	}
	return false;
}

void
promises_close(struct promises *p)
{
	db_end(&p->candidates);
	history_close(p->histories);
	usual_rules_free(&p->usual);
	free(p);
}
