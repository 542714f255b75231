/* account.h -- what became of the rows: how many of each table, and a row of
 * the output for each record that was stored. */
#ifndef LIB_IMPORT_ACCOUNT_H
#define LIB_IMPORT_ACCOUNT_H

#include <stdbool.h>

#include "lib/import/tables.h"
#include "lib/io/out.h"

enum action { ADDED, CHANGED, UNCHANGED, REFUSED, CLOSED };

/* read = added + changed + unchanged + rejected + blocked; what follows is
 * counted apart. */
struct account {
	long read, added, changed, unchanged, rejected;
	long blocked;    /* of cases that were erased and may not come back */
	long left_out;   /* rows that are no records */
	long values;     /* bad values of soft columns, left out */
	long differing;  /* rows that a later one with their key contradicts */
	long strays;     /* cases whose address is new, and whose place is not */
	long listed;     /* closed cases, and workers who left, in lists without
	                  * a word of it */
	long ahead;      /* new letters of closed cases, of days to come */
	long on[7];      /* letters added or changed, by the day of the week */
	long met;        /* letters that were stored before ... */
	long otherwise;  /* ... have another result, ... */
	long unsent;     /* ... have lost their sent_on ... */
	long day_off, hour_off;  /* ... and are a day, an hour or two from there */
	long missed;     /* letters that were attended or excused, and are missed */
	long reopened;   /* letters that had a result and have none any more */
	long beside;     /* stored letters beside new ones with another result */
	long closed;     /* by --snapshot */
	long again;      /* records that were closed, and are back */
	long reheard;    /* cuts that were more than a hearing, and are one again */
	long doubts;     /* about rows that are unchanged: they were told before */
	long futile;     /* absences that end before they begin, and end nothing */
};

void account_count(struct account *, enum action);

/* The columns of the output. */
enum { ACCOUNT_TABLE, ACCOUNT_CASE, ACCOUNT_KEY, ACCOUNT_ACTION };
extern const struct out_column account_columns[];

/* A row of the output; nothing for a record that is unchanged or refused.  A
 * key that is NULL is empty, or has been put there by out_int(). */
void account_tell(struct out *, int table, const char *case_id,
    const char *key, enum action);

/* The accounts of the tables that came, on stderr. */
void account_say(const struct account [TABLES], const bool came[TABLES],
    const bool whole_stock[TABLES]);

#endif
