/* stored.h -- values of the database, checked like input before they are used.
 *
 * A file that has been damaged, or edited with another tool, may hold a code
 * that does not exist.  Such a code must not become the index of an array:
 * the program ends with EXIT_BASE and names the table and the row. */
#ifndef LIB_IO_STORED_H
#define LIB_IO_STORED_H

#include <stdint.h>

#include "lib/io/db.h"

/* Whose value it is, for the message.  Tables without a number of their own
 * (letter, cut, referral) are named with the number of their client. */
struct stored_row {
	const char *table;
	int64_t id;
};

/* A code from 0 to n - 1; the second one takes NULL too and returns -1. */
int stored_code(struct query *, int column, int n, struct stored_row);
int stored_code_or_none(struct query *, int column, int n, struct stored_row);

_Noreturn void stored_damaged(struct stored_row);

#endif
