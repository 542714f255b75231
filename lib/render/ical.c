#include "lib/render/ical.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"

enum { LINE = 75 };  /* octets, without the CRLF */

#define ZONE "Europe/Berlin"

/* So many bytes of s fit into `room`, whole characters; at least one. */
static size_t
piece(const char *s, size_t n, size_t room)
{
	size_t len = 0;

	while (len < n) {
		size_t one = utf8_sequence(s + len, n - len);

		if (one == 0)
			one = 1;
		if (len > 0 && len + one > room)
			break;
		len += one;
	}
	return len;
}

void
ical_line(struct document *d, const char *name, const char *value)
{
	char *line = xasprintf("%s:%s", name, value), *rest = line;
	size_t n = strlen(line), room = LINE;

	while (n > 0) {
		size_t len = piece(rest, n, room);

		if (rest != line)
			document_text(d, " ");
		document_bytes(d, rest, len);
		document_text(d, "\r\n");
		rest += len;
		n -= len;
		room = LINE - 1;  /* the blank counts */
	}
	free(line);
}

/* Four bytes at most. */
static char *
escape(char *p, const char *s)
{
	unsigned char c = (unsigned char)*s;

	if (c == '\n' || (c == '\r' && s[1] != '\n')) {
		memcpy(p, "\\n", 2);
		return p + 2;
	}
	if (c == '\r')
		return p;
	if ((c < ' ' && c != '\t') || c == 0x7f)
		return p + sprintf(p, "\\\\x%02x", c);
	if (strchr("\\;,", c) != NULL)
		*p++ = '\\';
	*p++ = (char)c;
	return p;
}

void
ical_text(struct document *d, const char *name, const char *text)
{
	char *value = xmalloc(6 * strlen(text) + 1), *p = value;

	for (; *text != '\0'; text++)
		p = escape(p, text);
	*p = '\0';
	ical_line(d, name, value);
	free(value);
}

static void
print_day(struct document *d, const char *name, struct civil c)
{
	char *property = xasprintf("%s;VALUE=DATE", name);
	char *value = xasprintf("%04d%02d%02d", c.year, c.month, c.day);

	ical_line(d, property, value);
	free(property);
	free(value);
}

void
ical_time(struct document *d, const char *name, date day, int seconds)
{
	struct civil c = date_civil(seconds >= CLOCK_DAY ? day + 1 : day);
	int s = seconds % CLOCK_DAY;
	char *property, *value;

	if (seconds == CLOCK_NONE) {
		print_day(d, name, c);
		return;
	}
	property = xasprintf("%s;TZID=" ZONE, name);
	value = xasprintf("%04d%02d%02dT%02d%02d%02d", c.year, c.month, c.day,
	    s / 3600, s / 60 % 60, s % 60);
	ical_line(d, property, value);
	free(property);
	free(value);
}

void
ical_begin(struct document *d)
{
	document_text(d,
	    "BEGIN:VCALENDAR\r\n"
	    "VERSION:2.0\r\n"
	    "PRODID:-//doorstep//visits-ical " VERSION "//EN\r\n"
	    "CALSCALE:GREGORIAN\r\n"
	    "BEGIN:VTIMEZONE\r\n"
	    "TZID:" ZONE "\r\n"
	    "BEGIN:DAYLIGHT\r\n"
	    "TZNAME:CEST\r\n"
	    "TZOFFSETFROM:+0100\r\n"
	    "TZOFFSETTO:+0200\r\n"
	    "DTSTART:19960331T020000\r\n"
	    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
	    "END:DAYLIGHT\r\n"
	    "BEGIN:STANDARD\r\n"
	    "TZNAME:CET\r\n"
	    "TZOFFSETFROM:+0200\r\n"
	    "TZOFFSETTO:+0100\r\n"
	    "DTSTART:19961027T030000\r\n"
	    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
	    "END:STANDARD\r\n"
	    "END:VTIMEZONE\r\n");
}

void
ical_end(struct document *d)
{
	document_text(d, "END:VCALENDAR\r\n");
}
