/* outformat.h -- how rows are written: TSV, for a spreadsheet, as JSON.  For
 * out.c alone, which puts the pieces together. */
#ifndef LIB_IO_OUTFORMAT_H
#define LIB_IO_OUTFORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/io/kinds.h"

/* A value of n bytes needs up to OUTFORMAT_ROOM(n). */
#define OUTFORMAT_ROOM(n) (6 * (n) + 16)

struct outformat {
	const char *name;      /* for --format */
	const char *begin;     /* before everything */
	const char *separator; /* between the fields of a row */
	const char *end;       /* of a row */
	const char *unknown;   /* a field without a value */
	bool headings;         /* has a header line; else each field is named */
	char point;            /* of decimals */

	/* Puts the value, which is UTF-8, into buf; returns its length. */
	size_t (*put)(char *buf, enum column_kind, const char *value);
};

extern const struct outformat outformat_tsv;

/* The names for --format, NULL at the end, and what one of them means. */
extern const char *const outformat_names[];
const struct outformat *outformat_find(const char *name);

/* What stands before the value of a column: the separator, the name. */
char *outformat_lead(const struct outformat *, const char *name, bool first);

#endif
