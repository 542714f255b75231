#include "lib/io/datafile.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/base/nearest.h"
#include "lib/io/fields.h"
#include "lib/io/path.h"
#include "lib/io/table.h"

static char *
if_there(char *path)
{
	if (!path_is_missing(path))
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

	/* Who cannot say where it is must not take what lies elsewhere. */
	if (name != NULL && program == NULL && errno != ENOENT)
		die_errno("%s", name);
	if (program == NULL)
		return NULL;
	*strrchr(program, '/') = '\0';
	path = if_there(xasprintf("%s/../share/%s", program, relative));
	free(program);
	return path;
}

/* NULL: not there. */
static char *
search(const char *relative)
{
	const char *set = getenv("DOORSTEP_SHARE");
	char *path, *below;

	if (set != NULL && *set != '\0')
		return if_there(xasprintf("%s/%s", set, relative));
	below = xasprintf("doorstep/%s", relative);
	path = beside_program(below);
	free(below);
	return path != NULL ? path :
	    if_there(xasprintf("%s/%s", SHAREDIR, relative));
}

char *
datafile_locales(void)
{
	char *path = beside_program("locale");

	return path != NULL ? path : xasprintf("%s/../locale", SHAREDIR);
}

char *
datafile_share(void)
{
	return search("");
}

char *
datafile_find(const char *relative)
{
	char *path = search(relative);

	if (path == NULL)
		die("%s: not found; is $DOORSTEP_SHARE set?", relative);
	return path;
}

/* What is wrong with a row; the column is NULL if nothing is. */
struct row_fault {
	const char *column, *why;
};

/* Closes the table.  A bad row ends the program, whether it was this fault or
 * could not be read and has been reported, and so does a table of none: then
 * nothing is threatened, and nobody has a holiday. */
static void
close_whole(struct table *t, const struct row *r, struct row_fault f)
{
	long rejected = table_rejected(t);

	if (table_read(t) == 0)
		die("%s: not one row", table_file(t));
	if (f.column != NULL)
		diag_at(r->file, r->line, f.column, "%s", f.why);
	table_close(t);
	if (f.column != NULL || rejected > 0)
		exit(EXIT_NONE);
}

struct holiday_row {
	const char *rule;
	int from, until;
};

static const struct fields_column holiday_column[] = {
	{"rule", FIELD_TEXT, true, offsetof(struct holiday_row, rule)},
	{"from", FIELD_COUNT, false, offsetof(struct holiday_row, from)},
	{"until", FIELD_COUNT, false, offsetof(struct holiday_row, until)},
	{0}
};

static bool
is_year(int year)
{
	return year >= HOLIDAY_FIRST_YEAR && year <= HOLIDAY_LAST_YEAR;
}

static struct row_fault
add_holiday(struct holidays *h, struct holiday_row rule)
{
	if (rule.from < 0)
		rule.from = HOLIDAY_FIRST_YEAR;
	if (rule.until < 0)
		rule.until = HOLIDAY_LAST_YEAR;
	if (!is_year(rule.from))
		return (struct row_fault){"from", "not a year"};
	if (!is_year(rule.until))
		return (struct row_fault){"until", "not a year"};
	if (rule.from > rule.until)
		return (struct row_fault){"until", "before from"};
	if (!holiday_add(h, rule.rule, rule.from, rule.until))
		return (struct row_fault){"rule",
		    "not a date, MM-DD, easter+N or wed<MM-DD"};
	return (struct row_fault){0};
}

static void
read_holidays(struct holidays *h, const char *path)
{
	struct table *t = table_open(path);
	struct fields *f = fields_open(t, holiday_column);
	struct arena text = {0};
	struct row_fault fault = {0};
	struct holiday_row rule;
	struct row row;

	diag_detail("holidays: %s", path);
	while (fault.column == NULL && table_next(t, &row) &&
	    fields_read(f, &row, &rule, &text))
		fault = add_holiday(h, rule);
	arena_free(&text);
	fields_close(f);
	close_whole(t, &row, fault);
}

/*
 * A file of ours by its name alone.
 */

/* "by" of "by.tsv"; false for others, also a file of a language
 * ("letter.en.html"), which is part of another. */
static bool
cut_ending(char *file, const char *ending)
{
	char *dot = strchr(file, '.');

	if (dot == NULL || dot == file || strcmp(dot, ending) != 0)
		return false;
	*dot = '\0';
	return true;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *
datafile_names(const struct datafile_kind *k, size_t *n)
{
	/* Static, because the program ends with them. */
	static struct dirent **entry;
	static const char **known;
	char *folder = search(k->folder);
	int files = folder != NULL ? scandir(folder, &entry, NULL, NULL) : 0;

	free(folder);
	*n = 0;
	known = xcalloc(files > 0 ? (size_t)files + 1 : 1, sizeof *known);
	for (int i = 0; i < files; i++)
		if (cut_ending(entry[i]->d_name, k->ending))
			known[(*n)++] = entry[i]->d_name;
	qsort(known, *n, sizeof *known, by_bytes);
	return known;
}

/* Ends the program and names those that there are. */
_Noreturn static void
refuse_name(const struct datafile_kind *k, const char *name)
{
	size_t n;
	const char *const *known = datafile_names(k, &n);

	if (n == 0)
		die("%s: there is nothing", k->folder);
	nearest_die(k->option, k->what, name, known, n);
}

char *
datafile_named(const struct datafile_kind *k, const char *name)
{
	char *relative, *path;

	if (!(*name >= 'a' && *name <= 'z') ||
	    name[strspn(name, "abcdefghijklmnopqrstuvwxyz-")] != '\0')
		return NULL;
	relative = xasprintf("%s/%s%s", k->folder, name, k->ending);
	path = search(relative);
	free(relative);
	if (path == NULL && path_is_missing(name))
		refuse_name(k, name);
	return path;
}

const struct datafile_kind datafile_states = {"holidays", ".tsv", "holidays",
	"state, and no file,"};

void
datafile_holidays(struct holidays *h, const char *name)
{
	char *own = name == NULL ? datafile_find("holidays/he.tsv") :
	    datafile_named(&datafile_states, name);

	read_holidays(h, own != NULL ? own : name);
	free(own);
}

enum { POLICY_MAX = 10000 };  /* far beyond what a table can mean */

#define NEED(member) true, offsetof(struct policy_row, member)
#define MAY(member) false, offsetof(struct policy_row, member)

static const struct fields_column policy_column[] = {
	{"from", FIELD_DAY, NEED(from)},
	{"miss1", FIELD_COUNT, NEED(miss[0])},
	{"miss2", FIELD_COUNT, NEED(miss[1])},
	{"miss3", FIELD_COUNT, NEED(miss[2])},
	{"more", FIELD_COUNT, NEED(more)},
	{"cap", FIELD_COUNT, NEED(cap)},
	{"months", FIELD_COUNT, NEED(months)},
	{"hearing_days", FIELD_COUNT, NEED(hearing_days)},
	{"post_days", FIELD_COUNT, NEED(post_days)},
	{"count_from", FIELD_DAY, MAY(count_from)},
	{"lapse_at", FIELD_COUNT, MAY(lapse_at)},
	{"lapse_months", FIELD_COUNT, MAY(lapse_months)},
	{0}
};

static bool
is_percent(const struct fields_column *c)
{
	return strncmp(c->name, "miss", 4) == 0 || strcmp(c->name, "more") == 0 ||
	    strcmp(c->name, "cap") == 0;
}

static struct row_fault
add_policy(struct policy *p, const struct policy_row *rule)
{
	for (const struct fields_column *c = policy_column; c->name != NULL; c++)
		if (c->kind == FIELD_COUNT &&
		    *(const int *)((const char *)rule + c->at) >
		    (is_percent(c) ? 100 : POLICY_MAX))
			return (struct row_fault){c->name,
			    "a number out of range"};
	if ((rule->lapse_at > 0) != (rule->lapse_months > 0))
		return (struct row_fault){"lapse_months",
		    "goes together with lapse_at"};
	if (!policy_add(p, rule))
		return (struct row_fault){"from",
		    "a second row from that day on"};
	return (struct row_fault){0};
}

static void
read_policy(struct policy *p, const char *path)
{
	struct table *t = table_open(path);
	struct fields *f = fields_open(t, policy_column);
	struct arena none = {0};
	struct row_fault fault = {0};
	struct policy_row rule;
	struct row row;

	diag_detail("the policy: %s", path);
	while (fault.column == NULL && table_next(t, &row) &&
	    fields_read(f, &row, &rule, &none))
		fault = add_policy(p, &rule);
	fields_close(f);
	close_whole(t, &row, fault);
}

void
datafile_policy(struct policy *p, const char *path)
{
	char *own = path == NULL ? datafile_find("policy/sgb2.tsv") : NULL;

	read_policy(p, path != NULL ? path : own);
	free(own);
}
