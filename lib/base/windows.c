#include "lib/base/windows.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/date.h"

enum { EVERY_DAY = -1, NO_DAY = -2 };

/* Copies what lies before `stop` into buf, spaces around it left out. */
static bool
cut(const char **p, char stop, char *buf, size_t size)
{
	const char *end = strchr(*p, stop);
	const char *s = *p;
	size_t n;

	if (end == NULL)
		end = s + strlen(s);
	*p = *end != '\0' ? end + 1 : end;
	s += strspn(s, " ");
	while (end > s && end[-1] == ' ')
		end--;
	n = (size_t)(end - s);
	if (n >= size)
		return false;
	memcpy(buf, s, n);
	buf[n] = '\0';
	return true;
}

static bool
same_letters(const char *s, const char *lower)
{
	for (; *lower != '\0'; s++, lower++)
		if ((*s | 0x20) != *lower)
			return false;
	return true;
}

/* Takes "mon " off the front. */
static int
take_day(const char **s)
{
	if (**s >= '0' && **s <= '9')
		return EVERY_DAY;
	for (int d = 0; d < 7; d++)
		if (same_letters(*s, date_weekday_name[d]) && (*s)[3] == ' ') {
			*s += 3;
			*s += strspn(*s, " ");
			return d;
		}
	return NO_DAY;
}

static bool
parse_span(const char *s, struct window *w)
{
	char from[CLOCK_SIZE], to[CLOCK_SIZE];

	if (strchr(s, '-') == NULL || !cut(&s, '-', from, sizeof from) ||
	    !cut(&s, '\0', to, sizeof to))
		return false;
	w->from = clock_parse(from);
	w->to = clock_parse(to);
	return w->from != CLOCK_NONE && w->to != CLOCK_NONE && w->from <= w->to;
}

/* Keeps them in order and apart: what touches becomes one. */
static bool
add(struct windows *all, int day, struct window w)
{
	struct window *v = all->day[day];
	int n = all->n[day], first = 0, last;

	while (first < n && v[first].to < w.from)
		first++;
	for (last = first; last < n && v[last].from <= w.to; last++) {
		if (v[last].from < w.from)
			w.from = v[last].from;
		if (v[last].to > w.to)
			w.to = v[last].to;
	}
	if (first == last && n == WINDOWS_A_DAY)
		return false;
	memmove(v + first + 1, v + last, (size_t)(n - last) * sizeof *v);
	v[first] = w;
	all->n[day] = n + 1 - (last - first);
	return true;
}

static bool
add_item(struct windows *all, int day, struct window w)
{
	if (day != EVERY_DAY)
		return add(all, day, w);
	for (int d = 0; d < 7; d++)
		if (!add(all, d, w))
			return false;
	return true;
}

bool
windows_parse(const char *s, struct windows *all)
{
	bool named = false, every = false;

	*all = (struct windows){0};
	s += strspn(s, " ");
	if (*s == '\0')
		return true;
	all->given = true;
	do {
		char item[64];
		const char *p = item;
		struct window w;
		int day;

		if (!cut(&s, ',', item, sizeof item))
			return false;
		day = take_day(&p);
		if (day == NO_DAY || !parse_span(p, &w) ||
		    !add_item(all, day, w))
			return false;
		named = named || day != EVERY_DAY;
		every = every || day == EVERY_DAY;
	} while (*s != '\0');
	return s[-1] != ',' && !(named && every);
}

static bool
every_day_alike(const struct windows *all)
{
	for (int d = 1; d < 7; d++)
		if (all->n[d] != all->n[0] || memcmp(all->day[d], all->day[0],
		    (size_t)all->n[0] * sizeof all->day[0][0]) != 0)
			return false;
	return true;
}

char *
windows_format(const struct windows *all, char buf[static WINDOWS_SIZE])
{
	bool alike = every_day_alike(all);
	char *p = buf;

	*p = '\0';
	for (int d = 0; d < (alike ? 1 : 7); d++)
		for (int i = 0; i < all->n[d]; i++) {
			char from[CLOCK_SIZE], to[CLOCK_SIZE];

			clock_format(all->day[d][i].from, from);
			clock_format(all->day[d][i].to, to);
			p += snprintf(p, WINDOWS_SIZE - (size_t)(p - buf),
			    "%s%s%s%s-%s", p == buf ? "" : ",",
			    alike ? "" : date_weekday_name[d], alike ? "" : " ", from, to);
		}
	return buf;
}
