/* ical.h -- content lines of iCalendar (RFC 5545): CRLF at their ends, folded
 * at 75 octets, never inside of a character.
 *
 *	ical_line(d, "DTSTART;TZID=Europe/Berlin", "20261123T083000");
 *	ical_text(d, "SUMMARY", "w1, Otzberg");
 */
#ifndef LIB_RENDER_ICAL_H
#define LIB_RENDER_ICAL_H

#include "lib/base/date.h"
#include "lib/render/document.h"

/* The value as it stands. */
void ical_line(struct document *, const char *name, const char *value);

/* A value of type TEXT: escaped.  Control characters, which it cannot hold,
 * come as our TSV writes them: \x1b. */
void ical_text(struct document *, const char *name, const char *text);

/* A time of day in Berlin; with CLOCK_NONE for the seconds, the day. */
void ical_time(struct document *, const char *name, date, int seconds);

/* The lines before and after all events: who made it, and what Europe/Berlin
 * means (summer time from the last Sunday of March to that of October, as it
 * is since 1996). */
void ical_begin(struct document *);
void ical_end(struct document *);

#endif
