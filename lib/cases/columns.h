/* columns.h -- the columns of a table, as lists for SQL.
 *
 *	struct table_columns c = columns_of(db, "leg");
 *	c.key                                  "\"visit\", \"worker\""
 *	columns_of_row("old", c.key)           "old.\"visit\", old.\"worker\""
 *	columns_free(&c);
 *
 * What a function returns the caller frees. */
#ifndef LIB_CASES_COLUMNS_H
#define LIB_CASES_COLUMNS_H

#include "lib/io/db.h"

struct table_columns {
	char *all;             /* every column: "a, b, c" */
	char *key;             /* the primary key */
	char *same;            /* "o.k1 IS t.k1 AND ..." over the key */
	char *assign;          /* "a = excluded.a, ..." without the key */
	char *declared;        /* "a INTEGER, b TEXT", every column */
	char *key_declared;    /* the same of the key */
	char *rest;            /* "a,b,c" without key and run */
};

/* A table without a primary key has its rowid for one. */
struct table_columns columns_of(struct db *, const char *table);
void columns_free(struct table_columns *);

/* Out of "a, b": "old.a, old.b"; "(a, b) IS (old.a, old.b)". */
char *columns_of_row(const char *row, const char *list);
char *columns_same(const char *row, const char *list);

/* SQL that says which columns of o and t differ, of those that the old rows
 * have, too: ",b,c". */
char *columns_changed(struct db *, const char *table);

/* Puts `what` at the end, which it frees. */
void columns_append(char **list, const char *separator, char *what);

#endif
