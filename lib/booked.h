/* booked.h -- what a plan has to know of the database: the open visits, where
 * postal codes are, what is stored of a case. */
#ifndef LIB_BOOKED_H
#define LIB_BOOKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/db.h"
#include "lib/mem.h"
#include "lib/people.h"

/* Open visits as people, by number. */
struct booked {
	struct person *person;
	size_t n;
	struct names *cases;  /* with the case of person[i] as number at[i] */
	int *at;
	struct arena text;
};

/* All open visits, those of days gone by too. */
void booked_load(struct booked *, struct db *);
void booked_free(struct booked *);

/* The open visit of a case or of a number; NULL: none. */
struct person *booked_case(const struct booked *, const char *case_id);
struct person *booked_visit(const struct booked *, int64_t id);

/* Coordinates from the postal code, for people without any. */
void booked_locate(struct db *, struct person *, size_t n);

/* Is there such a case?  Its number, 0: no.  What the case says of a visit
 * goes into *p (may be NULL), texts into the arena. */
int64_t booked_client(struct db *, const char *case_id, struct person *p,
    struct arena *);

/* A number that is another one if visits, roster or absences have changed. */
int64_t booked_state(struct db *);

#endif
