#include "lib/share.h"

#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "lib/diag.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "lib/opt.h"
#include "lib/table.h"

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
share_find(const char *relative)
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

_Noreturn static void
bad(const struct row *r, const char *column, const char *why)
{
	die_at(r->file, r->line, "%s: %s", column, why);
}

static void
say_which(const char *what, const char *path)
{
	if (common.verbose)
		diag_note("%s: %s", what, path);
}

static void
read_holidays(struct holidays *h, const char *path)
{
	static const char *const need[] = {"rule", NULL};
	struct table *t = table_open(path);
	struct row row;
	int rule;

	table_require(t, need);
	say_which("holidays", path);
	rule = table_column(t, "rule");
	while (table_next(t, &row))
		if (!holiday_add(h, row.field[rule]))
			bad(&row, "rule", "not a date, MM-DD or easter+N");
	if (table_rejected(t) > 0)
		die("%s: unusable", table_file(t));
	table_close(t);
}

void
share_holidays(struct holidays *h, const char *path)
{
	char *own = path == NULL ? share_find("holidays/he.tsv") : NULL;

	read_holidays(h, path != NULL ? path : own);
	free(own);
}

static const char *const policy_columns[] = {"from", "miss1", "miss2", "miss3",
    "more", "cap", "months", "hearing_days", "post_days", NULL};

static int
number(const struct row *r, int at, const char *column)
{
	long long v;

	if (!num_int(r->field[at], &v) || v < 0 || v > 10000)
		bad(r, column, "not a whole number");
	return (int)v;
}

static void
add_policy(struct policy *p, const struct row *r, const int *at)
{
	struct policy_row row;
	int v[9];

	row.from = date_parse(r->field[at[0]]);
	if (row.from == DATE_NONE)
		bad(r, "from", "not a date");
	for (int i = 1; i < 9; i++)
		v[i] = number(r, at[i], policy_columns[i]);
	for (int i = 0; i < 3; i++)
		row.miss[i] = v[1 + i];
	row.more = v[4];
	row.cap = v[5];
	row.months = v[6];
	row.hearing_days = v[7];
	row.post_days = v[8];
	policy_add(p, &row);
}

static void
read_policy(struct policy *p, const char *path)
{
	struct table *t = table_open(path);
	struct row row;
	int at[9];

	table_require(t, policy_columns);
	say_which("the policy", path);
	for (int i = 0; i < 9; i++)
		at[i] = table_column(t, policy_columns[i]);
	while (table_next(t, &row))
		add_policy(p, &row, at);
	if (table_rejected(t) > 0)
		die("%s: unusable", table_file(t));
	table_close(t);
}

void
share_policy(struct policy *p, const char *path)
{
	char *own = path == NULL ? share_find("policy/sgb2.tsv") : NULL;

	read_policy(p, path != NULL ? path : own);
	free(own);
}
