#include "lib/import/touched.h"

#include <math.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/cases/groundless.h"
#include "lib/cases/needless.h"
#include "lib/cases/terms.h"

enum { CLIENT, DAY, SIGN_THEN, LAT, LON, NEEDS, WINDOWS, OWN, MOVED, AWAY };

/* Open visits whose case or worker run ?1 has changed. */
static const char open_visits[] =
	"SELECT v.client, v.day, v.sign_then, v.lat, v.lon, v.needs,"
	" v.windows, v.own, coalesce(c.address_run = ?1, 0),"
	" EXISTS (SELECT 1 FROM absence AS a WHERE a.run = ?1"
	"  AND (a.worker IS NULL OR a.worker IN (v.worker, v.with_worker))"
	"  AND v.day >= a.first AND v.day <= coalesce(a.last, v.day)"
	"  AND coalesce(v.start < a.end AND v.end > a.start, 1))"
	" OR EXISTS (SELECT 1 FROM worker AS w WHERE w.run = ?1"
	"  AND w.id IN (v.worker, v.with_worker)"
	"  AND (w.until < v.day OR w.since > v.day))"
	" FROM visit AS v JOIN client AS c ON c.id = v.client"
	" WHERE v.state IN (0, 1)";

/* Are place, needs or windows of the case others now? */
static bool
has_other_terms(struct query *q, struct query *of_case, struct arena *text)
{
	struct terms visit = {.lat = db_degrees(q, LAT), .lon = db_degrees(q, LON),
	    .place = "", .needs = db_text(q, NEEDS),
	    .windows = db_text(q, WINDOWS), .minutes = (double)NAN};
	struct terms now;

	if (!terms_of_case(of_case, db_int(q, CLIENT), &now, text))
		return false;
	return (terms_follow(&visit, (unsigned)db_int(q, OWN), &now, text) &
	    (TERMS_PLACE | TERMS_NEEDS | TERMS_WINDOWS)) != 0;
}

/* Has this run changed anything of the case? */
static bool
was_changed(struct query *changed, int64_t client, int64_t run)
{
	bool any;

	db_bind_int(changed, 1, client);
	db_bind_int(changed, 2, run);
	any = db_step(changed);
	db_reset(changed);
	return any;
}

void
touched_say(const struct import_target *to)
{
	struct query q = db_query(to->db, open_visits);
	struct query of_case = terms_query(to->db);
	struct query changed = db_query(to->db,
	    "SELECT 1 FROM client WHERE id = ?1 AND run = ?2 UNION ALL"
	    " SELECT 1 FROM letter WHERE client = ?1 AND run = ?2 UNION ALL"
	    " SELECT 1 FROM referral WHERE client = ?1 AND run = ?2 UNION ALL"
	    " SELECT 1 FROM cut WHERE client = ?1 AND run = ?2");
	struct needless *needless = needless_open(to->db, to->rules,
	    to->as_of);
	struct arena text = {0};
	long n = 0;

	db_bind_int(&q, 1, to->run);
	while (db_step(&q)) {
		bool touched = db_int(&q, AWAY) != 0;

		arena_reset(&text);
		if (!touched && was_changed(&changed, db_int(&q, CLIENT),
		    to->run))
			touched = db_int(&q, MOVED) != 0 ||
			    needless_why(needless, db_int(&q, CLIENT),
			    db_date(&q, DAY), db_date(&q, SIGN_THEN)) != 0 ||
			    has_other_terms(&q, &of_case, &text);
		n += touched;
	}
	if (n > 0)
		diag_warn(language_count(n,
		    "%ld open visit is touched; visits-list --alert says why",
		    "%ld open visits are touched; visits-list --alert says why"),
		    n);
	arena_free(&text);
	needless_close(needless);
	db_end(&changed);
	db_end(&of_case);
	db_end(&q);
}

void
touched_say_groundless(const struct import_target *to)
{
	struct groundless *g = groundless_open(to->db, to->rules,
	    to->as_of, to->run);
	const char *case_id;
	date miss;
	long n = 0;

	while (groundless_next(g, &case_id, &miss))
		n++;
	groundless_close(g);
	if (n > 0)
		diag_warn(language_count(n,
		    "cuts: %ld threatens for a day on which no letter is missed;"
		    " cases-check names it",
		    "cuts: %ld threaten for days on which no letter is missed;"
		    " cases-check names them"), n);
}
