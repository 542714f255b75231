/* openvisits.h -- what a plan reads from the database: open visits and cases.
 *
 *	struct openvisits b = {0};
 *	openvisits_load(&b, db);
 *	int i = openvisits_case(&b, "4711");
 *	if (i >= 0)
 *		use(&b.visit[i]);
 *	openvisits_free(&b);
 */
#ifndef LIB_PLAN_OPENVISITS_H
#define LIB_PLAN_OPENVISITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/mem.h"
#include "lib/io/db.h"
#include "lib/plan/request.h"

/* An open visit. */
struct stored {
	int64_t id, client;
	int state;                 /* VISIT_..., codes.h */
	date day, sign_then;
	int start, end;            /* CLOCK_NONE: unknown */
	const char *worker, *with; /* "": none */
	const char *street, *postal_code, *town, *case_manager;
	unsigned changed;          /* TERMS_..., since it was planned */
	struct request ask;        /* by today's data of the case (cases/terms.h) */
};

struct openvisits {
	struct stored *visit;  /* by number */
	size_t n;
	struct names *cases;   /* the case of visit[i] is number at[i] */
	int *at;
	struct arena text;
};

/* All open visits, past days included. */
void openvisits_load(struct openvisits *, struct db *);
void openvisits_free(struct openvisits *);

/* When it ends, as it was planned; without an end it is a moment. */
int openvisits_end(const struct stored *);

/* Index of the open visit of a case, or with this visit_id; -1: none. */
int openvisits_case(const struct openvisits *, const char *case_id);
int openvisits_visit(const struct openvisits *, int64_t id);

/* Row id of the case; 0: unknown.  Puts what the case says about a visit into *r
 * (may be NULL), with texts in the arena; *centre: only the centre of its postal
 * code is known.  The query is openvisits_cases(). */
struct query openvisits_cases(struct db *);
int64_t openvisits_client(struct query *, const char *case_id,
    struct request *r, bool *centre, struct arena *);

/* Changes whenever visits, roster or absences do. */
int64_t openvisits_state(struct db *);

#endif
