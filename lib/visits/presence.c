#include "lib/visits/presence.h"

#include <stddef.h>

#include "lib/rule/codes.h"

struct query
presence_query(struct db *db)
{
	return db_query(db, "SELECT coalesce(since > ?2, 0) OR"
	    " coalesce(until < ?2, 0) FROM worker AS w WHERE id = ?1"
	    " AND (since > ?2 OR until < ?2 OR EXISTS (SELECT 1 FROM absence AS a"
	    "  WHERE (a.worker = w.id OR a.worker IS NULL) AND a.start IS NULL"
	    "  AND a.first <= ?2 AND (a.last >= ?2 OR a.last IS NULL)))");
}

/* NULL: nothing speaks against it. */
static const char *
missing(struct query *q, int64_t worker, date day)
{
	const char *why = NULL;

	db_bind_int(q, 1, worker);
	db_bind_date(q, 2, day);
	if (db_step(q))
		why = db_int(q, 0) != 0 ? "somebody who does not work here on that day" :
		    "somebody who is away on that day, says the list of"
		    " absences";
	db_reset(q);
	return why;
}

struct refusal
presence_doubt(struct query *q, const struct visit *v)
{
	struct refusal what = {outcomes_column(OUTCOMES_WORKER), NULL};

	if (v->state != VISIT_DONE || visit_is_contact(v->outcome))
		return what;
	if (v->worker != 0)
		what.reason = missing(q, v->worker, v->day);
	if (what.reason == NULL && v->with_worker != 0)
		what.reason = missing(q, v->with_worker, v->day);
	return what;
}
