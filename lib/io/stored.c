#include "lib/io/stored.h"

#include <stdbool.h>

#include "lib/base/diag.h"

void
stored_damaged(struct stored_row row)
{
	die_with(EXIT_BASE, "the database is damaged: table %s, row %lld",
	    row.table, (long long)row.id);
}

int
stored_code(struct query *q, int column, int n, struct stored_row row)
{
	int64_t code = db_int(q, column);

	if (db_null(q, column) || code < 0 || code >= n)
		stored_damaged(row);
	return (int)code;
}

int
stored_code_or_none(struct query *q, int column, int n, struct stored_row row)
{
	return db_null(q, column) ? -1 : stored_code(q, column, n, row);
}
