#include "lib/base/nearest.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"

enum {
	LONGEST = 40,  /* what is longer is no word that we know */
	LETTERS = 3,   /* fewer are like too many words */
	ENDING = 3,
};

static int
fold(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 'a';
	return c == '-' || c == ' ' ? '_' : (unsigned char)c;
}

static int
min(int a, int b)
{
	return a < b ? a : b;
}

/* How many letters have to be put in, left out, replaced, or swapped with
 * their neighbour to make one word of the other (optimal string alignment);
 * INT_MAX if one is too long. */
static int
distance(const char *a, const char *b)
{
	int row[3][LONGEST + 1], *last = row[0], *now = row[1], *old = row[2];
	size_t n = strlen(a), m = strlen(b);

	if (n >= LONGEST || m >= LONGEST)
		return INT_MAX;
	for (size_t j = 0; j <= m; j++)
		now[j] = (int)j;
	for (size_t i = 1; i <= n; i++) {
		int *free_row = old;

		old = last;
		last = now;
		now = free_row;
		now[0] = (int)i;
		for (size_t j = 1; j <= m; j++) {
			bool same = fold(a[i - 1]) == fold(b[j - 1]);

			now[j] = min(min(last[j], now[j - 1]) + 1,
			    last[j - 1] + !same);
			if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) &&
			    fold(a[i - 2]) == fold(b[j - 1]))
				now[j] = min(now[j], old[j - 2] + 1);
		}
	}
	return now[m];
}

/* How many letters one has behind the other; -1: neither begins with it. */
static int
ending(const char *a, const char *b)
{
	size_t i = 0;

	while (a[i] != '\0' && b[i] != '\0' && fold(a[i]) == fold(b[i]))
		i++;
	if (a[i] != '\0' && b[i] != '\0')
		return -1;
	return (int)(strlen(a + i) + strlen(b + i));
}

bool
nearest_like(const char *word, const char *known)
{
	int more = ending(word, known);

	if (strlen(word) < LETTERS || strlen(known) < LETTERS)
		return false;
	return (more >= 0 && more <= ENDING) || distance(word, known) <= 1;
}

/* The beginning of a word is near it, however long that is. */
int
nearest_of(const char *word, const char *const known[], size_t n)
{
	int best = -1, least = strlen(word) < LONGEST ?
	    1 + (int)strlen(word) / 3 : 0;

	for (size_t i = 0; i < n; i++) {
		int d = distance(word, known[i]);

		if (d > least || (d == least && best >= 0))
			continue;
		best = (int)i;
		least = d;
	}
	for (size_t i = 0; best < 0 && i < n && *word != '\0'; i++)
		if (ending(word, known[i]) >= 0)
			best = (int)i;
	return best;
}

/* What was typed, in a message of one line. */
static const char *
printable(char *s)
{
	for (char *p = s; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = '?';
	return s;
}

void
nearest_die(const char *option, const char *kind, const char *word,
    const char *const known[], size_t n)
{
	int near = nearest_of(word, known, n);
	static char *list, *shown;  /* nobody frees them */

	kind = language_text(kind);

	list = xstrdup("");
	for (size_t i = 0; i < n; i++) {
		char *longer = xasprintf("%s %s", list, known[i]);

		free(list);
		list = longer;
	}
	printable(list);
	if (*word == '\0')
		die("--%s: an empty %s; known are:%s", option, kind, list);
	shown = xstrdup(word);
	if (near < 0)
		die("--%s: unknown %s %s; known are:%s", option, kind,
		    printable(shown), list);
	die("--%s: unknown %s %s (%s?); known are:%s", option, kind,
	    printable(shown), known[near], list);
}
