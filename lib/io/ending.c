#include "lib/io/ending.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

static const int ends[] = {SIGINT, SIGTERM, SIGHUP};

static void (*tidy_up)(void);
static const char *volatile last_words;
static volatile sig_atomic_t held, asked;

static void
end_by(int sig)
{
	const char *words = last_words;
	ssize_t n = words != NULL ?
	    write(STDERR_FILENO, words, strlen(words)) : 0;

	(void)n;  /* there is nobody left to tell */
	if (tidy_up != NULL)
		tidy_up();
	signal(sig, SIG_DFL);
	raise(sig);
}

static void
on_signal(int sig)
{
	if (held && !asked) {
		asked = sig;
		return;
	}
	end_by(sig);
}

static void
arm(void)
{
	static bool armed;
	struct sigaction act = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
	struct sigaction before;

	sigemptyset(&act.sa_mask);
	for (size_t i = 0; !armed && i < sizeof ends / sizeof ends[0]; i++) {
		sigaction(ends[i], NULL, &before);
		if (before.sa_handler != SIG_IGN)
			sigaction(ends[i], &act, NULL);
	}
	armed = true;
}

void
ending_tidy(void (*tidy)(void))
{
	tidy_up = tidy;
	arm();
}

void
ending_hold(void)
{
	held = 1;
	arm();
}

int
ending_asked(void)
{
	return held ? asked : 0;
}

void
ending_release(const char *words)
{
	last_words = words;
	held = 0;
	arm();
}

void
ending_raise(void)
{
	end_by(asked);
	_exit(128 + asked);
}
