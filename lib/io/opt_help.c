#include "lib/io/opt.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/io/datafile.h"
#include "lib/io/opt_parts.h"

enum { WIDTH = 80, HELP_AT = 31 };

/* The bytes of the first `columns` characters. */
static size_t
bytes_of(const char *text, size_t columns)
{
	size_t n = 0;

	while (text[n] != '\0' && columns > 0) {
		n++;
		while ((text[n] & 0xC0) == 0x80)
			n++;
		columns--;
	}
	return n;
}

/* The text from column HELP_AT on, in lines of less than WIDTH columns; none
 * begins like an option. */
static void
help_text(const char *text)
{
	size_t room;

	while (text[room = bytes_of(text, WIDTH - 1 - HELP_AT)] != '\0') {
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
	help_text(language_text(help));
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

void
opt_help(const struct command *cmd, const struct opt *const all[], int n)
{
	printf(language_text("usage: %s [OPTION ...]%s%s\n%s\n\n"), cmd->name,
	    *cmd->operands ? " " : "", cmd->operands,
	    language_text(cmd->summary));
	for (int i = 0; i < n; i++)
		help_line(all[i]->letter, all[i]->name, all[i]->arg,
		    all[i]->help);
	help_line('h', "help", NULL, "show this text");
	help_line('V', "version", NULL, "show the version");
	printf(language_text("\nThe manual page %s(1) tells the rest.\n"),
	    cmd->name);
	end_of_text();
}

void
opt_version(const struct command *cmd)
{
	printf("%s (doorstep) %s\n", cmd->name, VERSION);
	end_of_text();
}

/*
 * The table for programs.
 */

static const char *const day_words[] = {"today", "tomorrow", "yesterday", "mon",
	"tue", "wed", "thu", "fri", "sat", "sun", NULL};

static const char *const *
values_of(const struct opt *o)
{
	if (o->words != NULL)
		return o->words->known;
	if (o->known == NULL && o->arg != NULL && strncmp(o->arg, "DATE", 4) == 0)
		return day_words;
	return o->known;
}

static const char *
kind_of_argument(const struct opt *o)
{
	if (o->arg == NULL)
		return "none";
	if (o->words != NULL ? !o->words->one : strstr(o->arg, "LIST") != NULL ||
	    strcmp(o->arg, "KEYS") == 0 || strstr(o->arg, ",...") != NULL)
		return "list";
	if (values_of(o) != NULL)
		return "word";
	return o->named != NULL || strcmp(o->arg, "FILE") == 0 || strcmp(o->arg, "MAP") == 0 ?
	    "file" : "any";
}

/* Returns how many words are printed, n of which were there before. */
static int
list_words(const char *const *word, int n)
{
	for (; word != NULL && *word != NULL; word++)
		printf("%s%s", n++ > 0 ? " " : "", *word);
	return n;
}

static int
list_values(const struct opt *o)
{
	size_t n;

	return list_words(o->named != NULL ? datafile_names(o->named, &n) :
	    values_of(o), 0);
}

static int
list_columns(const struct command *cmd)
{
	const struct out_column *c = cmd->columns;
	const char *const *const *names = cmd->column_names;
	int n = 0;

	for (; c != NULL && c->name != NULL; c++)
		printf("%s%s", n++ > 0 ? " " : "", c->name);
	for (; names != NULL && *names != NULL; names++)
		n = list_words(*names, n);
	return n;
}

static void
list_option(const struct command *cmd, const struct opt *o)
{
	int n;

	if (o->letter != 0)
		printf("-%c", o->letter);
	else
		printf("-");
	printf("\t--%s\t%s\t%s\t", o->name, o->arg != NULL ? o->arg : "-",
	    kind_of_argument(o));
	n = strcmp(o->name, "columns") == 0 ? list_columns(cmd) :
	    list_values(o);
	printf("%s\t%s\n", n == 0 ? "-" : "",
	    language_text(o->help));
}

/* As an option without a name. */
static void
list_operands(const struct command *cmd)
{
	bool file = strstr(cmd->operands, "FILE") != NULL;

	printf("-\t-\t%s\t%s\t-\t-\n", file ? "FILE" :
	    *cmd->operands != '\0' ? cmd->operands : "-", file ? "file" :
	    *cmd->operands != '\0' ? "any" : "none");
}

void
opt_list(const struct command *cmd, const struct opt *const all[], int n)
{
	for (int i = 0; i < n; i++)
		list_option(cmd, all[i]);
	list_option(cmd, &(struct opt){.letter = 'h',
	    .name = "help", .help = "show this text"});
	list_option(cmd, &(struct opt){.letter = 'V',
	    .name = "version", .help = "show the version"});
	list_operands(cmd);
	end_of_text();
}
