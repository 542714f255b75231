#include "lib/io/opt.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/io/opt_parts.h"

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

void
opt_help(const struct command *cmd, const struct opt *const all[], int n)
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

void
opt_version(const struct command *cmd)
{
	printf("%s (doorstep) %s\n", cmd->name, VERSION);
	end_of_text();
}
