/* visits-ical -- visits as a calendar. */
#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/io/opt.h"
#include "lib/render/calendar.h"

static struct calendar calendar;
static const char *each;

static const struct command command = {
	.name = "visits-ical",
	.operands = "[FILE]",
	.summary = "visits as a calendar: iCalendar",
	.uses = OPT_AS_OF | OPT_OUTPUT,
	.opts = (const struct opt[]){
		{0, "each", "DIR", "a file for each worker in this directory",
		    .text = &each},
		{0, "database", "NAME",
		    "the database, for rows that do not say which",
		    .text = &calendar.database},
		{0},
	},
};

static int
print(size_t *files)
{
	if (each == NULL)
		return calendar_print(&calendar, common.out.file);
	return calendar_print_each(&calendar, each, files);
}

static void
say_account(size_t files)
{
	const struct calendar *c = &calendar;

	if (c->nameless > 0)
		diag_note(language_count(c->nameless,
		    "%ld visit without a database: one of another database may"
		    " have the same UID; see --database",
		    "%ld visits without a database: one of another database"
		    " may have the same UID; see --database"),
		    c->nameless);
	if (each == NULL)
		diag_account("read %ld = events %zu + joined %ld + rejected"
		    " %ld", c->rows.read, c->n, c->joined, c->rows.rejected);
	else
		diag_account("read %ld = events %zu + joined %ld + rejected"
		    " %ld; %zu files", c->rows.read, c->n, c->joined,
		    c->rows.rejected, files);
}

int
main(int argc, char *argv[])
{
	size_t files = 0;
	int i = opt_parse(&command, argc, argv);
	const char *path = opt_operand(&command, i, argc, argv);
	int status;

	if (each != NULL && common.out.file != NULL)
		die_usage("--each excludes --output");
	calendar.as_of = common.as_of;
	calendar_read(&calendar, path);
	status = print(&files);
	if (status == EXIT_DONE || status == EXIT_SOME)
		say_account(files);
	calendar_free(&calendar);
	return status;
}
