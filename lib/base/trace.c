#include "lib/base/trace.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/tags.h"

void
trace_check(void)
{
	const char *asked = getenv("DOORSTEP_TRACE"), *topic;
	size_t n;

	while (asked != NULL && (n = tags_next(&asked, &topic)) > 0)
		if (!(n == 3 && memcmp(topic, "sql", n) == 0) &&
		    !(n == 6 && memcmp(topic, "solver", n) == 0))
			diag_warn("DOORSTEP_TRACE: the topics are sql, solver");
}

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
