/* openvisits.h -- what a plan has to know of the database: the open visits,
 * and what is stored of a case.
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
	int state;                 /* of codes.h */
	date day, sign_then;
	int start, end;            /* CLOCK_NONE: not known */
	const char *worker, *with; /* "": none */
	const char *street, *postal_code, *town, *case_manager;
	unsigned changed;          /* TERMS_..., since it was planned */
	struct request ask;        /* on the terms of today (cases/terms.h) */
};

struct openvisits {
	struct stored *visit;  /* by number */
	size_t n;
	struct names *cases;   /* with the case of visit[i] as number at[i] */
	int *at;
	struct arena text;
};

/* All open visits, those of days gone by too. */
void openvisits_load(struct openvisits *, struct db *);
void openvisits_free(struct openvisits *);

/* Which is the open visit of a case, or has this number; -1: none. */
int openvisits_case(const struct openvisits *, const char *case_id);
int openvisits_visit(const struct openvisits *, int64_t id);

/* Is there such a case?  Its number, 0: no.  What the case says of a visit
 * goes into *r (may be NULL), texts into the arena; *centre: its place is only
 * the centre of its postal code.  The query is openvisits_cases(). */
struct query openvisits_cases(struct db *);
int64_t openvisits_client(struct query *, const char *case_id,
    struct request *r, bool *centre, struct arena *);

/* A number that is another one if visits, roster or absences have changed. */
int64_t openvisits_state(struct db *);

#endif
