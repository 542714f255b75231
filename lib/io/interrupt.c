#include "lib/io/interrupt.h"

#include <stddef.h>

static volatile sig_atomic_t asked;
static struct sigaction before;

static void
on_interrupt(int sig)
{
	asked = 1;
	sigaction(sig, &before, NULL);
}

const volatile sig_atomic_t *
interrupt_catch(void)
{
	struct sigaction act = {.sa_handler = on_interrupt};

	asked = 0;
	sigemptyset(&act.sa_mask);
	act.sa_flags = SA_RESTART;
	sigaction(SIGINT, NULL, &before);
	if (before.sa_handler != SIG_IGN)
		sigaction(SIGINT, &act, NULL);
	return &asked;
}

bool
interrupt_release(void)
{
	sigaction(SIGINT, &before, NULL);
	return asked;
}
