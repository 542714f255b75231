#include "lib/io/datafile.h"

#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/io/table.h"

static char *
if_there(char *path)
{
	if (access(path, F_OK) == 0)
		return path;
	free(path);
	return NULL;
}

/* PREFIX/bin lies beside PREFIX/share/doorstep; the build tree is laid out
 * alike.  The kernel told the program its own path: no need of /proc. */
static char *
beside_program(const char *relative)
{
	const char *name = (const char *)getauxval(AT_EXECFN);
	char *program = name != NULL ? realpath(name, NULL) : NULL, *path;

	if (program == NULL)
		return NULL;
	*strrchr(program, '/') = '\0';
	path = if_there(xasprintf("%s/../share/doorstep/%s", program, relative));
	free(program);
	return path;
}

char *
datafile_find(const char *relative)
{
	const char *set = getenv("DOORSTEP_SHARE");
	char *path;

	if (set != NULL && *set != '\0')
		return xasprintf("%s/%s", set, relative);
	path = beside_program(relative);
	if (path == NULL)
		path = if_there(xasprintf("%s/%s", SHAREDIR, relative));
	if (path == NULL)
		die("%s: not found; is $DOORSTEP_SHARE set?", relative);
	return path;
}

/* What is wrong with a row; the column is NULL if nothing is. */
struct row_fault {
	const char *column, *why;
};

/* A bad row ends the program, with nothing left open. */
_Noreturn static void
refuse(struct table *t, const struct row *r, struct row_fault f)
{
	diag_at(r->file, r->line, f.column, "%s", f.why);
	table_close(t);
	exit(EXIT_NONE);
}

/* Rows that could not be read were reported by the table. */
static void
close_whole(struct table *t)
{
	long rejected = table_rejected(t);

	table_close(t);
	if (rejected > 0)
		exit(EXIT_NONE);
}

static void
read_holidays(struct holidays *h, const char *path)
{
	static const char *const need[] = {"rule", NULL};
	struct table *t = table_open(path);
	struct row row;
	int rule;

	table_require(t, need);
	diag_detail("holidays: %s", path);
	rule = table_column(t, "rule");
	while (table_next(t, &row))
		if (!holiday_add(h, row.field[rule]))
			refuse(t, &row, (struct row_fault){"rule",
			    "not a date, MM-DD or easter+N"});
	close_whole(t);
}

void
datafile_holidays(struct holidays *h, const char *path)
{
	char *own = path == NULL ? datafile_find("holidays/he.tsv") : NULL;

	read_holidays(h, path != NULL ? path : own);
	free(own);
}

static const char *const policy_columns[] = {"from", "miss1", "miss2", "miss3",
    "more", "cap", "months", "hearing_days", "post_days", NULL};

enum { PERCENT_MAX = 10000 };  /* far beyond what a table can mean */

static struct row_fault
add_policy(struct policy *p, const struct row *r, const int *at)
{
	struct policy_row row;
	long long v[9];

	row.from = date_parse(r->field[at[0]]);
	if (row.from == DATE_NONE)
		return (struct row_fault){"from", "not a date"};
	for (int i = 1; i < 9; i++)
		if (!num_int(r->field[at[i]], &v[i]) || v[i] < 0 ||
		    v[i] > PERCENT_MAX)
			return (struct row_fault){policy_columns[i],
			    "not a whole number"};
	for (int i = 0; i < 3; i++)
		row.miss[i] = (int)v[1 + i];
	row.more = (int)v[4];
	row.cap = (int)v[5];
	row.months = (int)v[6];
	row.hearing_days = (int)v[7];
	row.post_days = (int)v[8];
	if (!policy_add(p, &row))
		return (struct row_fault){"from", "a second row from that day on"};
	return (struct row_fault){0};
}

static void
read_policy(struct policy *p, const char *path)
{
	struct table *t = table_open(path);
	struct row row;
	int at[9];

	table_require(t, policy_columns);
	diag_detail("the policy: %s", path);
	for (int i = 0; i < 9; i++)
		at[i] = table_column(t, policy_columns[i]);
	while (table_next(t, &row)) {
		struct row_fault f = add_policy(p, &row, at);

		if (f.column != NULL)
			refuse(t, &row, f);
	}
	close_whole(t);
}

void
datafile_policy(struct policy *p, const char *path)
{
	char *own = path == NULL ? datafile_find("policy/sgb2.tsv") : NULL;

	read_policy(p, path != NULL ? path : own);
	free(own);
}
