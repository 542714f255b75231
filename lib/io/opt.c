#include "lib/io/opt.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/base/nearest.h"
#include "lib/base/num.h"
#include "lib/base/trace.h"
#include "lib/io/noclobber.h"

struct common common = {.db.lock_wait = 30, .as_of = DATE_NONE};

enum { MAX_OPTS = 64, HELP = 1000, VERSION_ASKED };

static bool quiet, verbose;
static char *journal;
static struct arena words;  /* parts of what was given */

_Noreturn static void
bad_day(const char *option)
{
	die_usage("--%s takes a day: YYYY-MM-DD, today, tomorrow, yesterday,"
	    " +N, -N, mon ... sun", option);
}

/* Days from today are days from --as-of, which may come later. */
static struct waiting_day {
	const struct opt *opt;
	const char *value;
} waiting[MAX_OPTS];
static int n_waiting;

/* The one day that counts from the clock's. */
static void
set_as_of(const char *value)
{
	common.as_of = date_relative(value, date_today());
	if (common.as_of == DATE_NONE)
		bad_day("as-of");
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
	    .text = &common.holidays}},
	{OPT_COLUMNS, {'c', "columns", "LIST",
	    "output columns; +LIST appends to the usual ones",
	    .text = &common.out.columns}},
	{OPT_COLUMNS, {'H', "no-header", NULL, "leave the header line out",
	    .flag = &common.out.no_header}},
	{OPT_OUTPUT, {'o', "output", "FILE", "write to FILE, whole or not at all",
	    .text = &common.out.file}},
	{OPT_DRY_RUN, {'n', "dry-run", NULL, "do all but store",
	    .flag = &common.db.dry_run}},
	{0, {'q', "quiet", NULL, "leave the account out", .flag = &quiet}},
	{0, {'v', "verbose", NULL, "say which files are used", .flag = &verbose}},
};

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
collect(const struct command *cmd, const struct opt *all[MAX_OPTS])
{
	int n = 0;

	for (const struct opt *o = cmd->opts; o->name != NULL; o++)
		all[n++] = o;
	for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++)
		if (shared[i].uses == 0 || (shared[i].uses & cmd->uses))
			all[n++] = &shared[i].opt;
	check_table(all, n);
	return n;
}

enum { WIDTH = 80, HELP_AT = 31 };

/* The text from column HELP_AT on, in lines of less than WIDTH columns; none
 * begins like an option. */
static void
help_text(const char *text)
{
	size_t room = WIDTH - 1 - HELP_AT;

	while (strlen(text) > room) {
		size_t n = room;

		while (n > 0 && (text[n] != ' ' || text[n + 1] == '-'))
			n--;
		if (n == 0)
			break;
		printf("%.*s\n%*s", (int)n, text, HELP_AT, "");
		text += n + 1;
	}
	printf("%s\n", text);
}

static void
help_line(char letter, const char *name, const char *arg, const char *help)
{
	int n = printf("  %c%c%c --%s%s%s", letter ? '-' : ' ',
	    letter ? letter : ' ', letter ? ',' : ' ', name,
	    arg != NULL && *arg != '[' ? "=" : "", arg != NULL ? arg : "");

	if (n > HELP_AT - 2)
		printf("\n%*s", HELP_AT, "");
	else
		printf("%*s", HELP_AT - n, "");
	help_text(help);
}

_Noreturn static void
end_of_text(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		exit(EXIT_DONE);
	if (errno == EPIPE)
		diag_pipe_closed();
	die_errno("stdout");
}

_Noreturn static void
help(const struct command *cmd, const struct opt *all[], int n)
{
	printf("usage: %s [OPTION ...]%s%s\n%s\n\n", cmd->name,
	    *cmd->operands ? " " : "", cmd->operands, cmd->summary);
	for (int i = 0; i < n; i++)
		help_line(all[i]->letter, all[i]->name, all[i]->arg,
		    all[i]->help);
	help_line('h', "help", NULL, "show this text");
	help_line('V', "version", NULL, "show the version");
	printf("\nThe manual page %s(1) tells the rest.\n", cmd->name);
	end_of_text();
}

_Noreturn static void
version(const struct command *cmd)
{
	printf("%s (doorstep) %s\n", cmd->name, VERSION);
	end_of_text();
}

static void
set_count(const struct opt *o, const char *value)
{
	long long v;

	if (!num_int(value, &v) || v < 0)
		die_usage("--%s takes a whole number, zero or more", o->name);
	if (v > INT_MAX)
		die_usage("--%s: more than %d", o->name, INT_MAX);
	*o->count = (int)v;
}

static void
set_real(const struct opt *o, const char *value)
{
	if (!num_real(value, o->real) || *o->real < 0)
		die_usage("--%s takes a number, zero or more", o->name);
}

static void
set_day(const struct opt *o, const char *value)
{
	*o->day = date_relative(value, common.as_of);
	if (*o->day == DATE_NONE)
		bad_day(o->name);
}

/* DATE[THH:MM] */
static void
set_moment(const struct opt *o, const char *value)
{
	char *text = arena_strdup(&words, value), *time = strchr(text, 'T');

	if (time != NULL)
		*time++ = '\0';
	o->moment->day = date_relative(text, common.as_of);
	o->moment->time = time != NULL ? clock_parse(time) : CLOCK_NONE;
	if (o->moment->day == DATE_NONE)
		bad_day(o->name);
	if (time != NULL && o->moment->time == CLOCK_NONE)
		die_usage("--%s: behind the T stands a time, HH:MM", o->name);
}

static void
set_waiting(void)
{
	for (int i = 0; i < n_waiting; i++)
		if (waiting[i].opt->day != NULL)
			set_day(waiting[i].opt, waiting[i].value);
		else
			set_moment(waiting[i].opt, waiting[i].value);
}

/* Of an option that is given twice the later day counts. */
static void
let_wait(const struct opt *o, const char *value)
{
	int i = 0;

	while (i < n_waiting && waiting[i].opt != o)
		i++;
	n_waiting += i == n_waiting;
	waiting[i] = (struct waiting_day){o, value};
}

static void
add_text(struct opt_texts *t, const char *value)
{
	t->text = mem_grow(t->text, t->n + 1, &t->cap, sizeof *t->text);
	t->text[t->n++] = value;
}

static void
add_word(struct opt_words *w, const char *option, const char *word)
{
	int i = 0, n = 0;

	while (w->known[n] != NULL)
		n++;
	assert(n <= OPT_WORDS);
	while (i < n && strcmp(w->known[i], word) != 0)
		i++;
	if (i == n)
		nearest_die(option, w->kind, word, w->known, (size_t)n);
	for (int k = 0; k < w->n; k++)
		if (w->at[k] == i)
			die_usage("--%s: %s is named twice", option, word);
	w->at[w->n++] = i;
}

void
opt_words_read(struct opt_words *w, const char *option, const char *list)
{
	char *word = list != NULL ? arena_strdup(&words, list) : NULL;

	w->given = true;
	w->n = 0;
	while (word != NULL && (*list != '\0' || !w->none)) {
		char *comma = w->one ? NULL : strchr(word, ',');

		if (comma != NULL)
			*comma++ = '\0';
		add_word(w, option, word);
		word = comma;
	}
}

static void
set(const struct opt *o, const char *value)
{
	if (o->flag != NULL)
		*o->flag = true;
	else if (o->text != NULL)
		*o->text = value;
	else if (o->count != NULL)
		set_count(o, value);
	else if (o->real != NULL)
		set_real(o, value);
	else if (o->day != NULL || o->moment != NULL)
		let_wait(o, value);
	else if (o->texts != NULL)
		add_text(o->texts, value);
	else if (o->words != NULL)
		opt_words_read(o->words, o->name, value);
	else
		o->call(value);
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
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", mode[fd]) != fd)
			exit(EXIT_NONE);
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
	longs[n + 2] = (struct option){0};
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
	const char *name[MAX_OPTS + 2] = {"help", "version"};
	char *given = arena_memdup(&words, word, (size_t)len);
	int near = -1;

	for (int i = 0; i < n; i++)
		name[i + 2] = all[i]->name;
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
begin(const struct command *cmd)
{
	diag_name(cmd->name);
	hold_standard_files();
	umask(077);  /* everything that we create is ours alone */
	setlocale(LC_MESSAGES, "");
	opterr = 0;
	trace_check();
}

static void
settle(void)
{
	diag_quiet(quiet);
	diag_verbose(verbose);
	if (common.as_of == DATE_NONE)
		common.as_of = date_today();
	set_waiting();
	common.db.as_of = common.as_of;
	common.db.options = journal != NULL ? journal : "";
	if (common.out.file != NULL)
		noclobber_output(common.out.file);
}

int
opt_parse(const struct command *cmd, int argc, char *argv[])
{
	const struct opt *all[MAX_OPTS];
	struct option longs[MAX_OPTS + 3];
	char letters[3 * MAX_OPTS + 4];
	int n, c;

	begin(cmd);
	n = collect(cmd, all);
	describe(all, n, letters, longs);
	while ((c = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		const struct opt *o = found(all, n, c);

		if (c == 'h' || c == HELP)
			help(cmd, all, n);
		if (c == 'V' || c == VERSION_ASKED)
			version(cmd);
		if (o == NULL)
			mistake(all, n, c, argv);
		set(o, optarg);
		note_journal(o, o->arg ? optarg : NULL);
	}
	settle();
	return optind;
}

const char *
opt_operand(const struct command *cmd, int i, int argc, char *argv[])
{
	if (argc - i > 1 || (argc > i && *cmd->operands == '\0'))
		die_usage("too many operands");
	return i < argc ? argv[i] : "-";
}
