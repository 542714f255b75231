#include "lib/cases/groundless.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/cases/history.h"
#include "lib/cases/usual.h"
#include "lib/rule/overdue.h"

struct groundless {
	struct query candidates;
	struct histories *histories;
	struct usual_rules usual;
	date as_of;
};

/* State 0 and 1 threaten; a letter with result 0 is open, with 2 missed. */
static const char candidates_sql[] =
	"SELECT c.case_id, k.client, k.miss"
	" FROM cut AS k CROSS JOIN client AS c ON c.id = k.client"
	" WHERE k.state IN (0, 1) AND k.miss <= ?1 AND c.status = 0"
	" AND EXISTS (SELECT 1 FROM letter AS l WHERE l.client = k.client"
	"  AND l.due <= k.miss)"
	" AND NOT EXISTS (SELECT 1 FROM letter AS l WHERE l.client = k.client"
	"  AND l.due = k.miss AND l.result IN (0, 2))"
	" AND (?2 = 0 OR EXISTS (SELECT 1 FROM cut AS o"
	"  WHERE o.client = k.client AND o.run = ?2)"
	"  OR EXISTS (SELECT 1 FROM letter AS l"
	"  WHERE l.client = k.client AND l.run = ?2))"
	" ORDER BY c.case_id, k.miss";

struct groundless *
groundless_open(struct db *db, const struct overdue_options *rules, date as_of,
    int64_t run)
{
	struct groundless *g = xcalloc(1, sizeof *g);

	usual_rules_read(&g->usual, rules);
	g->histories = history_open(db);
	g->as_of = as_of;
	g->candidates = db_query(db, candidates_sql);
	db_bind_date(&g->candidates, 1, as_of);
	db_bind_int(&g->candidates, 2, run);
	return g;
}

static bool
threatens(struct groundless *g, int64_t client, date miss)
{
	struct history h;
	struct silence s;

	if (!history_of(g->histories, client, &h))
		return false;
	s = silence_of(&h, g->as_of);
	for (size_t i = 0; i < h.n_cuts; i++)
		if (h.cut[i].miss == miss)
			return overdue_cut_is_reason(&h.cut[i], &h, &s,
			    &g->usual.rules, g->as_of);
	return false;
}

bool
groundless_next(struct groundless *g, const char **case_id, date *miss)
{
	struct query *q = &g->candidates;

	while (db_step(q)) {
		*case_id = db_text(q, 0);
		*miss = db_date(q, 2);
		if (threatens(g, db_int(q, 1), *miss))
			return true;
	}
	return false;
}

void
groundless_close(struct groundless *g)
{
	db_end(&g->candidates);
	history_close(g->histories);
	usual_rules_free(&g->usual);
	free(g);
}
