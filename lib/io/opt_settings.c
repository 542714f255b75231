#include "lib/io/opt.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/base/nearest.h"
#include "lib/io/opt_parts.h"

/* Which programs there are, and which options they have beside the shared
 * ones: made from cmd/. */
static const struct program_option {
	const char *program, *option;
} program_option[] = {
#include "options.inc"
};

enum { PROGRAM_OPTIONS = sizeof program_option / sizeof *program_option };

/* What would make a file store, overrule or disclose something. */
static const char *const by_hand[] = {"commit", "replan", "raw", "force",
	"suppress", "as-of", "dry-run", "check", "help", "version", NULL};

struct setting {
	long line;
	const char *program;  /* NULL: of all */
	const char *option, *value;
	bool used;
	bool is_file;         /* a file's name */
};

static const char *file;
static struct setting *setting;
static size_t settings, settings_cap;

/* The caller frees it; NULL: there is to be none. */
static char *
path_of_file(void)
{
	const char *set = getenv("DOORSTEP_CONFIG");
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

	if (set != NULL)
		return *set != '\0' ? xstrdup(set) : NULL;
	if (config != NULL && *config == '/')
		return xasprintf("%s/doorstep/config", config);
	return home != NULL && *home != '\0' ?
	    xasprintf("%s/.config/doorstep/config", home) : NULL;
}

static char *
trim(char *s)
{
	size_t n;

	s += strspn(s, " \t\r\n");
	n = strlen(s);
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	s[n] = '\0';
	return s;
}

/*
 * Names.
 */

static bool
is_among(const char *name, const char *const *list)
{
	while (*list != NULL && strcmp(*list, name) != 0)
		list++;
	return *list != NULL;
}

static const struct opt *
own_option(const struct opt *const all[], int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (strcmp(all[i]->name, name) == 0)
			return all[i];
	return NULL;
}

/* `program` NULL: any. */
static bool
has_option(const char *program, const char *name)
{
	for (size_t i = 0; i < PROGRAM_OPTIONS; i++)
		if ((program == NULL ||
		    strcmp(program_option[i].program, program) == 0) &&
		    strcmp(program_option[i].option, name) == 0)
			return true;
	return opt_shared(name);
}

static bool
is_program(const char *name)
{
	for (size_t i = 0; i < PROGRAM_OPTIONS; i++)
		if (strcmp(program_option[i].program, name) == 0)
			return true;
	return false;
}

_Noreturn static void
unknown(const struct setting *s, const char *kind, const char *word,
    const char *const known[], size_t n)
{
	int near = nearest_of(word, known, n);

	if (near < 0)
		die_at(file, s->line, "unknown %s %s", kind, word);
	die_at(file, s->line, "unknown %s %s (%s?)", kind, word, known[near]);
}

_Noreturn static void
unknown_program(const struct setting *s)
{
	const char *known[PROGRAM_OPTIONS];

	for (size_t i = 0; i < PROGRAM_OPTIONS; i++)
		known[i] = program_option[i].program;
	unknown(s, "program", s->program, known, PROGRAM_OPTIONS);
}

/* The options of the setting's program, or of all. */
_Noreturn static void
unknown_option(const struct setting *s)
{
	const char *known[PROGRAM_OPTIONS + OPT_MAX];
	size_t n = opt_shared_names(known);

	for (size_t i = 0; i < PROGRAM_OPTIONS; i++)
		if (s->program == NULL ||
		    strcmp(s->program, program_option[i].program) == 0)
			known[n++] = program_option[i].option;
	unknown(s, "option", s->option, known, n);
}

static void
check_name(const struct setting *s, const char *program,
    const struct opt *const all[], int n)
{
	bool own = s->program != NULL && strcmp(s->program, program) == 0;

	if (is_among(s->option, by_hand))
		die_at(file, s->line, "%s: only on the command line", s->option);
	if (s->program != NULL && !is_program(s->program))
		unknown_program(s);
	if (own ? own_option(all, n, s->option) == NULL :
	    !has_option(s->program, s->option))
		unknown_option(s);
}

/*
 * Lines.
 */

static bool
same_name(const struct setting *a, const struct setting *b)
{
	return strcmp(a->option, b->option) == 0 &&
	    (a->program == NULL || b->program == NULL ?
	    a->program == b->program : strcmp(a->program, b->program) == 0);
}

/* An option that cannot be repeated is there once. */
static void
check_repeated(const struct setting *s, const struct opt *o)
{
	if (o == NULL || o->texts != NULL || o->many)
		return;
	for (const struct setting *t = setting; t < s; t++)
		if (same_name(s, t))
			die_at(file, s->line, "%s: is in line %ld already",
			    s->option, t->line);
}

static void
check_value(const struct setting *s, const struct opt *o)
{
	if (o != NULL && o->arg == NULL && strcmp(s->value, "yes") != 0 &&
	    strcmp(s->value, "no") != 0)
		die_at(file, s->line, "%s: yes or no", s->option);
	if (o != NULL && s->value[*s->value == '+'] == '~')
		die_at(file, s->line, "%s: ~ stands for nothing here",
		    s->option);
}

/* "option = value" or "program.option = value" */
static void
read_setting(char *text, long line, const char *program,
    const struct opt *const all[], int n)
{
	char *equals = strchr(text, '='), *name, *dot;
	const struct opt *o;
	struct setting *s;

	if (equals == NULL)
		die_at(file, line, "not option = value");
	*equals = '\0';
	name = xstrdup(trim(text));
	dot = strchr(name, '.');
	if (dot != NULL)
		*dot++ = '\0';
	setting = mem_grow(setting, settings + 1, &settings_cap,
	    sizeof *setting);
	s = &setting[settings++];
	*s = (struct setting){line, dot != NULL ? name : NULL,
		dot != NULL ? dot : name, xstrdup(trim(equals + 1)), false,
		false};
	check_name(s, program, all, n);
	o = s->program == NULL || strcmp(s->program, program) == 0 ?
	    own_option(all, n, s->option) : NULL;
	check_repeated(s, o);
	check_value(s, o);
}

/* Is the text about the setting's option ("--columns: ...") or its file? */
static bool
is_about(const char *text, const struct setting *s)
{
	const char *name;
	size_t n;

	if (strncmp(text, "--", 2) == 0) {
		n = strlen(s->option);
		return strncmp(text + 2, s->option, n) == 0 &&
		    strchr("-abcdefghijklmnopqrstuvwxyz", text[2 + n]) == NULL;
	}
	name = s->value + (*s->value == '+');
	n = strlen(name);
	return s->is_file && n > 0 && strncmp(text, name, n) == 0 &&
	    (text[n] == '\0' || strncmp(text + n, ": ", 2) == 0);
}

/* Only programs see whether some values are good. */
static void
find_origin(const char *text)
{
	for (size_t i = 0; i < settings; i++)
		if (setting[i].used && is_about(text, &setting[i])) {
			diag_place(file, setting[i].line);
			return;
		}
}

static FILE *
open_file(void)
{
	FILE *f = fopen(file, "r");

	/* Without a word of the user's there need be none. */
	if (f == NULL && (getenv("DOORSTEP_CONFIG") != NULL ||
	    (errno != ENOENT && errno != ENOTDIR)))
		die_errno("%s", file);
	return f;
}

void
opt_settings_read(const char *program, const struct opt *const all[], int n)
{
	char *text = NULL, *s;
	size_t cap = 0;
	FILE *f;

	file = path_of_file();
	f = file != NULL ? open_file() : NULL;
	if (f == NULL)
		return;
	diag_origin(find_origin);
	for (long line = 1; getline(&text, &cap, f) >= 0; line++) {
		s = line == 1 && strncmp(text, "\xEF\xBB\xBF", 3) == 0 ?
		    text + 3 : text;
		s = trim(s);
		if (*s != '\0' && *s != '#')
			read_setting(s, line, program, all, n);
	}
	if (ferror(f))
		die_errno("%s", file);
	fclose(f);
	free(text);
}

/*
 * Values.
 */

static bool
is_for(const struct setting *s, const char *program, const char *option)
{
	return strcmp(s->option, option) == 0 && (program == NULL ?
	    s->program == NULL :
	    s->program != NULL && strcmp(s->program, program) == 0);
}

static bool
takes_file(const struct opt *o)
{
	return o->arg != NULL && (strstr(o->arg, "FILE") != NULL ||
	    strstr(o->arg, "MAP") != NULL || strstr(o->arg, "DIR") != NULL);
}

static bool
apply(const char *program, const struct opt *o,
    void (*take)(const struct opt *, const char *value))
{
	bool any = false;

	for (size_t i = 0; i < settings; i++) {
		struct setting *s = &setting[i];

		if (!is_for(s, program, o->name))
			continue;
		any = true;
		s->used = true;
		s->is_file = takes_file(o);
		diag_place(file, s->line);
		if (o->arg != NULL)
			take(o, *s->value == '\0' && *o->arg == '[' ? NULL :
			    s->value);
		else if (strcmp(s->value, "yes") == 0)
			take(o, NULL);
		diag_place(NULL, 0);
	}
	return any;
}

/* What is said of this program counts, not what is said of all. */
void
opt_settings_apply(const char *program, const struct opt *o,
    void (*take)(const struct opt *, const char *value))
{
	if (!apply(program, o, take))
		apply(NULL, o, take);
}

void
opt_settings_say(void)
{
	for (size_t i = 0; i < settings; i++)
		if (setting[i].used)
			diag_detail("%s:%ld: %s = %s", file, setting[i].line,
			    setting[i].option, setting[i].value);
}
