#include "lib/render/longdate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/base/spelling.h"
#include "lib/io/fields.h"

enum { DAYS = 7, MONTHS = 12 };

struct spoken {
	const char *language, *names, *day_list, *month_list, *form[2];
	const char *day[DAYS], *month[MONTHS];
};

struct longdate {
	struct spoken *spoken;
	size_t n, cap;
	struct arena text;
};

#define NEED(member) true, offsetof(struct spoken, member)

static const struct fields_column column[] = {
	{"language", FIELD_KEY, NEED(language)},
	{"days", FIELD_TEXT, NEED(day_list)},
	{"months", FIELD_TEXT, NEED(month_list)},
	{"long", FIELD_TEXT, NEED(form[LONGDATE_LONG])},
	{"short", FIELD_TEXT, NEED(form[LONGDATE_SHORT])},
	{"names", FIELD_TEXT, false, offsetof(struct spoken, names)},
	{0}
};

/* "a,b,c" into exactly n names. */
static bool
split(struct arena *a, const char *list, const char **name, size_t n)
{
	char *rest = arena_strdup(a, list);

	for (size_t i = 0; i < n; i++) {
		char *comma = strchr(rest, ',');

		if (*rest == '\0' || (comma == NULL) != (i == n - 1))
			return false;
		name[i] = rest;
		if (comma != NULL) {
			*comma = '\0';
			rest = comma + 1;
		}
	}
	return true;
}

static void
add(struct longdate *l, struct table *t, const struct row *row,
    struct spoken *s)
{
	if (!split(&l->text, s->day_list, s->day, DAYS)) {
		table_reject(t, row, "days", "not seven names");
	} else if (!split(&l->text, s->month_list, s->month, MONTHS)) {
		table_reject(t, row, "months", "not twelve names");
	} else {
		l->spoken = mem_grow(l->spoken, l->n + 1, &l->cap,
		    sizeof *l->spoken);
		l->spoken[l->n++] = *s;
	}
}

struct longdate *
longdate_read(const char *path)
{
	struct longdate *l = xcalloc(1, sizeof *l);
	struct table *t = table_open(path);
	struct fields *f = fields_open(t, column);
	struct spoken s;
	struct row row;

	while (table_next(t, &row))
		if (fields_read(f, &row, &s, &l->text))
			add(l, t, &row, &s);
	if (table_rejected(t) > 0)
		exit(EXIT_NONE);
	fields_close(f);
	table_close(t);
	return l;
}

void
longdate_free(struct longdate *l)
{
	arena_free(&l->text);
	free(l->spoken);
	free(l);
}

static const struct spoken *
find(const struct longdate *l, const char *language)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->spoken[i].language, language) == 0)
			return &l->spoken[i];
	return NULL;
}

/* Is this key the one of a name in the list "Türkisch,Turkish"? */
static bool
is_called(const char *list, const char *key)
{
	char *names = xstrdup(list), *rest = NULL;
	char *other = xmalloc(SPELLING_ROOM(strlen(list)));
	bool found = false;

	for (char *name = strtok_r(names, ",", &rest); name != NULL && !found;
	    name = strtok_r(NULL, ",", &rest)) {
		spelling_key(other, name);
		found = *other != '\0' && strcmp(other, key) == 0;
	}
	free(other);
	free(names);
	return found;
}

const char *
longdate_language(const struct longdate *l, const char *name)
{
	char *key = xmalloc(SPELLING_ROOM(strlen(name)));
	const char *found = NULL;

	spelling_key(key, name);
	for (size_t i = 0; i < l->n && found == NULL; i++)
		if (l->spoken[i].names != NULL &&
		    is_called(l->spoken[i].names, key))
			found = l->spoken[i].language;
	free(key);
	return found;
}

/* One letter behind %; what it stands for. */
static const char *
part(const struct spoken *s, char letter, date d, char number[static 16])
{
	struct civil c = date_civil(d);

	switch (letter) {
	case 'A': return s->day[date_weekday(d)];
	case 'B': return s->month[c.month - 1];
	case 'e': snprintf(number, 16, "%d", c.day); break;
	case 'd': snprintf(number, 16, "%02d", c.day); break;
	case 'm': snprintf(number, 16, "%02d", c.month); break;
	case 'Y': snprintf(number, 16, "%d", c.year); break;
	default: snprintf(number, 16, "%c", letter);
	}
	return number;
}

static void
put(char buf[static LONGDATE_SIZE], const char *s, size_t n)
{
	size_t len = strlen(buf);

	if (len + n >= LONGDATE_SIZE)
		die("a day in words takes more than %d bytes", LONGDATE_SIZE);
	memcpy(buf + len, s, n);
	buf[len + n] = '\0';
}

bool
longdate_format(const struct longdate *l, const char *language,
    enum longdate_form form, date d, char buf[static LONGDATE_SIZE])
{
	const struct spoken *s = find(l, language);
	char number[16];

	buf[0] = '\0';
	if (s == NULL)
		return false;
	if (form == LONGDATE_WEEKDAY)
		put(buf, s->day[date_weekday(d)], strlen(s->day[date_weekday(d)]));
	else
		for (const char *p = s->form[form]; *p != '\0'; p++) {
			const char *text = p;

			if (*p == '%' && p[1] != '\0')
				text = part(s, *++p, d, number);
			put(buf, text, text == p ? 1 : strlen(text));
		}
	return true;
}
