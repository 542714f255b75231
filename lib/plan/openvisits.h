/* openvisits.h -- what a plan has to know of the database: the open visits, where
 * postal codes are, what is stored of a case. */
#ifndef LIB_PLAN_OPENVISITS_H
#define LIB_PLAN_OPENVISITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/io/db.h"
#include "lib/base/mem.h"
#include "lib/plan/people.h"

/* Open visits as people, by number. */
struct openvisits {
	struct person *person;
	size_t n;
	struct names *cases;  /* with the case of person[i] as number at[i] */
	int *at;
	struct arena text;
};

/* All open visits, those of days gone by too. */
void openvisits_load(struct openvisits *, struct db *);
void openvisits_free(struct openvisits *);

/* The open visit of a case or of a number; NULL: none. */
struct person *openvisits_case(const struct openvisits *, const char *case_id);
struct person *openvisits_visit(const struct openvisits *, int64_t id);

/* Coordinates from the postal code, for people without any. */
void openvisits_locate(struct db *, struct person *, size_t n);

/* Is there such a case?  Its number, 0: no.  What the case says of a visit
 * goes into *p (may be NULL), texts into the arena. */
int64_t openvisits_client(struct db *, const char *case_id, struct person *p,
    struct arena *);

/* A number that is another one if visits, roster or absences have changed. */
int64_t openvisits_state(struct db *);

#endif
