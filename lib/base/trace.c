#include "lib/base/trace.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/tags.h"

bool
trace_on(const char *topic)
{
	const char *asked = getenv("DOORSTEP_TRACE");

	return asked != NULL && tags_has(asked, topic);
}

void
trace_say(const char *topic, const char *fmt, ...)
{
	va_list ap;

	flockfile(stderr);
	fprintf(stderr, "%s: trace: %s: ", diag_program(), topic);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	putc('\n', stderr);
	funlockfile(stderr);
}
