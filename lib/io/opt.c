#include "lib/io/opt.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/base/nearest.h"
#include "lib/base/trace.h"
#include "lib/io/datafile.h"
#include "lib/io/noclobber.h"
#include "lib/io/opt_parts.h"
#include "lib/io/outformat.h"
#include "lib/io/sandbox.h"

struct common common = {.db.lock_wait = 30, .as_of = DATE_NONE,
	.rules = OVERDUE_OPTIONS};

enum { HELP = 1000, VERSION_ASKED, LIST_ASKED };

static bool quiet, verbose;
static char *journal;
static struct opt_words format = {.kind = "format", .known = outformat_names,
	.one = true};

/* The one day that counts from the clock's. */
static void
set_as_of(const char *value)
{
	common.as_of = date_relative(value, date_today());
	if (common.as_of == DATE_NONE)
		opt_bad_day("as-of");
}

/* In the order of --help; `uses` 0: every program has it. */
static const struct {
	int uses;
	struct opt opt;
} shared[] = {
	{OPT_DB, {'d', "db", "FILE", "the database", .text = &common.db.path}},
	{OPT_DB, {0, "lock-wait", "SEC", "how long to wait for a busy database (30)",
	    .count = &common.db.lock_wait}},
	{OPT_AS_OF, {0, "as-of", "DATE", "take this day for today",
	    .call = set_as_of}},
	{OPT_HOLIDAYS, {0, "holidays", "FILE", "holidays of a state (by) or a file, not Hesse's",
	    .named = &datafile_states, .text = &common.holidays}},
	{OPT_RULES, {0, "missed", "N", "missed days that are a reason (2)",
	    .count = &common.rules.missed}},
	{OPT_RULES, {0, "silent", "DAYS", "days of silence that are a reason (180)",
	    .count = &common.rules.silent}},
	{OPT_RULES, {0, "policy", "FILE", "what a miss threatens, instead of SGB II's",
	    .text = &common.rules.policy}},
	{OPT_COLUMNS, {'c', "columns", "LIST",
	    "output columns; +LIST appends to the usual ones",
	    .text = &common.out.columns}},
	{OPT_COLUMNS, {'H', "no-header", NULL, "leave the header line out",
	    .flag = &common.out.no_header}},
	{OPT_COLUMNS, {0, "format", "FORMAT",
	    "tsv, excel (for a German spreadsheet) or json", .words = &format}},
	{OPT_OUTPUT, {'o', "output", "FILE", "write to FILE, whole or not at all",
	    .text = &common.out.file}},
	{OPT_DRY_RUN, {'n', "dry-run", NULL, "do all but store",
	    .flag = &common.db.dry_run}},
	{OPT_DRY_RUN, {0, "shared", NULL, "the database's group may read it",
	    .flag = &common.db.shared}},
	{0, {'q', "quiet", NULL, "leave the account out", .flag = &quiet}},
	{0, {'v', "verbose", NULL, "say which files are used", .flag = &verbose}},
};

enum { SHARED = sizeof shared / sizeof *shared };

size_t
opt_shared_names(const char *name[OPT_MAX])
{
	for (size_t i = 0; i < SHARED; i++)
		name[i] = shared[i].opt.name;
	return SHARED;
}

bool
opt_shared(const char *name)
{
	for (size_t i = 0; i < SHARED; i++)
		if (strcmp(shared[i].opt.name, name) == 0)
			return true;
	return false;
}

/* A table that says two things at once is a mistake of ours. */
static void
check_table(const struct opt *const all[], int n)
{
	for (int i = 0; i < n; i++) {
		const struct opt *o = all[i];

		assert((o->flag != NULL) + (o->text != NULL) +
		    (o->texts != NULL) + (o->count != NULL) +
		    (o->real != NULL) + (o->day != NULL) +
		    (o->moment != NULL) + (o->words != NULL) +
		    (o->call != NULL) == 1);
		assert((o->flag != NULL) == (o->arg == NULL) || o->call != NULL);
		for (int k = 0; k < i; k++)
			assert(strcmp(o->name, all[k]->name) != 0 &&
			    (o->letter == 0 || o->letter != all[k]->letter));
	}
}

/* The program's own options, then the shared ones that it takes. */
static int
collect(const struct command *cmd, const struct opt *all[OPT_MAX])
{
	int n = 0;

	for (const struct opt *o = cmd->opts; o->name != NULL; o++)
		all[n++] = o;
	for (size_t i = 0; i < SHARED; i++)
		if (shared[i].uses == 0 || (shared[i].uses & cmd->uses))
			all[n++] = &shared[i].opt;
	check_table(all, n);
	return n;
}

/* What the journal keeps, "--table=letters --snapshot": no operands.  (Option
 * values are never personal data: doorstep(7).) */
static void
note_journal(const struct opt *o, const char *value)
{
	char *old = journal;

	journal = xasprintf("%s%s--%s%s%s", old ? old : "", old ? " " : "",
	    o->name, value ? "=" : "", value ? value : "");
	free(old);
}

/* Somebody may have closed 0, 1 or 2: a file that we open must not take that
 * number, or messages would end up in it.  The stand-in refuses to be read or
 * written, so that a closed stdout stays an error. */
static void
hold_standard_files(void)
{
	static const int mode[] = {O_WRONLY, O_RDONLY, O_WRONLY};

	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
		    open("/dev/null", mode[fd]) != fd)
			die_errno("/dev/null");
}

static int
argument(const struct opt *o)
{
	return o->arg == NULL ? no_argument :
	    *o->arg == '[' ? optional_argument : required_argument;
}

static void
describe(const struct opt *all[], int n, char *letters, struct option *longs)
{
	char *p = letters;

	*p++ = ':';
	for (int i = 0; i < n; i++) {
		longs[i] = (struct option){all[i]->name,
		    argument(all[i]), NULL, i + 1};
		if (all[i]->letter == 0)
			continue;
		*p++ = all[i]->letter;
		for (int k = argument(all[i]); k > no_argument; k--)
			*p++ = ':';
	}
	memcpy(p, "hV", 3);
	longs[n] = (struct option){"help", no_argument, NULL, HELP};
	longs[n + 1] = (struct option){"version", no_argument, NULL, VERSION_ASKED};
	longs[n + 2] = (struct option){"list-options", no_argument, NULL, LIST_ASKED};
	longs[n + 3] = (struct option){0};
}

/* Which row of the table is this?  getopt tells a letter or a long's index. */
static const struct opt *
found(const struct opt *all[], int n, int c)
{
	if (c >= 1 && c <= n)
		return all[c - 1];
	for (int i = 0; i < n; i++)
		if (all[i]->letter == c)
			return all[i];
	return NULL;
}

/* An option that nobody has: which one was meant? */
_Noreturn static void
unknown_option(const struct opt *const all[], int n, const char *word, int len)
{
	const char *name[OPT_MAX + 2] = {"help", "version"};
	static char *given;  /* nobody frees it */
	int near = -1;

	for (int i = 0; i < n; i++)
		name[i + 2] = all[i]->name;
	given = xasprintf("%.*s", len, word);
	if (strncmp(given, "--", 2) == 0)
		near = nearest_of(given + 2, name, (size_t)n + 2);
	if (near < 0)
		die_usage("unknown option %s", given);
	die_usage("unknown option %s (--%s?)", given, name[near]);
}

_Noreturn static void
mistake(const struct opt *const all[], int n, int c, char *argv[])
{
	const char *word = argv[optind - 1];
	int len = (int)strcspn(word, "=");

	if (optopt >= ' ' && optopt < 127 && strncmp(word, "--", 2) != 0)
		die_usage(c == ':' ? "option -%c needs a value" :
		    "unknown option -%c", optopt);
	if (c == ':')
		die_usage("option %.*s needs a value", len, word);
	if (strchr(word, '=') != NULL && optopt != 0)
		die_usage("option %.*s takes no value", len, word);
	unknown_option(all, n, word, len);
}

static void
choose_language(void)
{
	char *catalogues = datafile_locales();

	language_choose(catalogues);
	free(catalogues);
}

static void
begin(const struct command *cmd)
{
	diag_name(cmd->name);
	hold_standard_files();
	umask(077);  /* everything that we create is ours alone */
	choose_language();
	opterr = 0;
	trace_check();
}

/* Whatever it means, if there is such a file, it was named.  "+FILE" is one
 * more of the kind. */
static void
take(const struct opt *o, const char *value)
{
	if (o->arg != NULL && value != NULL)
		sandbox_read(*value == '+' ? value + 1 : value);
	opt_set(o, value);
	note_journal(o, o->arg ? value : NULL);
}

/* The command line wins. */
static void
apply_settings(const struct command *cmd, const struct opt *const all[], int n,
    const bool given[])
{
	opt_settings_read(cmd->name, all, n);
	for (int i = 0; i < n; i++)
		if (!given[i])
			opt_settings_apply(cmd->name, all[i], take);
}

static int
index_of(const struct opt *const all[], const struct opt *o)
{
	int i = 0;

	while (all[i] != o)
		i++;
	return i;
}

static void
claim_output(const char *file)
{
	noclobber_output(file);
	sandbox_write(file);
}

/* From here on programs open what they were given, and our own data. */
static void
prepare_sandbox(int argc, char *argv[])
{
	char *share = datafile_share();

	for (int i = optind; i < argc; i++)
		sandbox_read(argv[i]);
	if (share != NULL)
		sandbox_read(share);
	free(share);
	sandbox_arm();
}

static void
settle(void)
{
	diag_quiet(quiet);
	diag_verbose(verbose);
	opt_settings_say();
	if (common.as_of == DATE_NONE)
		common.as_of = date_today();
	opt_set_days();
	common.db.as_of = common.as_of;
	common.db.options = journal != NULL ? journal : "";
	if (format.given)
		common.out.format = outformat_names[format.at[0]];
	if (common.out.file != NULL)
		claim_output(common.out.file);
	else
		noclobber_output("-");
}

int
opt_parse(const struct command *cmd, int argc, char *argv[])
{
	const struct opt *all[OPT_MAX];
	struct option longs[OPT_MAX + 4];
	char letters[3 * OPT_MAX + 4];
	bool given[OPT_MAX] = {false};
	int n, c;

	begin(cmd);
	n = collect(cmd, all);
	describe(all, n, letters, longs);
	while ((c = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		const struct opt *o = found(all, n, c);

		if (c == 'h' || c == HELP)
			opt_help(cmd, all, n);
		if (c == 'V' || c == VERSION_ASKED)
			opt_version(cmd);
		if (c == LIST_ASKED)
			opt_list(cmd, all, n);
		if (o == NULL)
			mistake(all, n, c, argv);
		take(o, optarg);
		given[index_of(all, o)] = true;
	}
	apply_settings(cmd, all, n, given);
	settle();
	prepare_sandbox(argc, argv);
	return optind;
}

const char *
opt_operand(const struct command *cmd, int i, int argc, char *argv[])
{
	if (argc - i > 1 || (argc > i && *cmd->operands == '\0'))
		die_usage("too many operands");
	return i < argc ? argv[i] : "-";
}
