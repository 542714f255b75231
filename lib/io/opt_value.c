#include "lib/io/opt.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/base/nearest.h"
#include "lib/base/num.h"
#include "lib/io/opt_parts.h"

static struct arena words;  /* parts of what was given */

/* Days from today are days from --as-of, which may come later. */
static struct waiting_day {
	const struct opt *opt;
	const char *value;
	const char *file;  /* of settings, or NULL */
	long line;
} waiting[OPT_MAX];
static int n_waiting;

void
opt_bad_day(const char *option)
{
	die_usage("--%s takes a day: YYYY-MM-DD, today, tomorrow, yesterday,"
	    " +N, -N, mon ... sun", option);
}

static void
set_count(const struct opt *o, const char *value)
{
	long long v;

	if (!num_int(value, &v) || v < 0)
		die_usage("--%s takes a whole number, zero or more", o->name);
	if (v > INT_MAX)
		die_usage("--%s: more than %d", o->name, INT_MAX);
	*o->count = (int)v;
}

static void
set_real(const struct opt *o, const char *value)
{
	if (!num_real(value, o->real) || *o->real < 0)
		die_usage("--%s takes a number, zero or more", o->name);
}

static void
set_day(const struct opt *o, const char *value)
{
	*o->day = date_relative(value, common.as_of);
	if (*o->day == DATE_NONE)
		opt_bad_day(o->name);
}

/* DATE[THH:MM] */
static void
set_moment(const struct opt *o, const char *value)
{
	char *text = arena_strdup(&words, value), *time = strchr(text, 'T');

	if (time != NULL)
		*time++ = '\0';
	o->moment->day = date_relative(text, common.as_of);
	o->moment->time = time != NULL ? clock_parse(time) : CLOCK_NONE;
	if (o->moment->day == DATE_NONE)
		opt_bad_day(o->name);
	if (time != NULL && o->moment->time == CLOCK_NONE)
		die_usage("--%s: after the T comes a time, HH:MM", o->name);
}

void
opt_set_days(void)
{
	for (int i = 0; i < n_waiting; i++) {
		const struct waiting_day *w = &waiting[i];

		diag_place(w->file, w->line);
		if (w->opt->day != NULL)
			set_day(w->opt, w->value);
		else
			set_moment(w->opt, w->value);
	}
	diag_place(NULL, 0);
}

/* Of an option that is given twice the later day counts. */
static void
let_wait(const struct opt *o, const char *value)
{
	int i = 0;

	while (i < n_waiting && waiting[i].opt != o)
		i++;
	n_waiting += i == n_waiting;
	waiting[i] = (struct waiting_day){.opt = o, .value = value};
	diag_get_place(&waiting[i].file, &waiting[i].line);
}

static void
add_text(struct opt_texts *t, const char *value)
{
	t->text = mem_grow(t->text, t->n + 1, &t->cap, sizeof *t->text);
	t->text[t->n++] = value;
}

static void
add_word(struct opt_words *w, const char *option, const char *word)
{
	int i = 0, n = 0;

	while (w->known[n] != NULL)
		n++;
	assert(n <= OPT_WORDS);
	while (i < n && strcmp(w->known[i], word) != 0)
		i++;
	if (i == n)
		nearest_die(option, w->kind, word, w->known, (size_t)n);
	for (int k = 0; k < w->n; k++)
		if (w->at[k] == i)
			die_usage("--%s: %s is named twice", option, word);
	w->at[w->n++] = i;
}

void
opt_words_read(struct opt_words *w, const char *option, const char *list)
{
	char *word = list != NULL ? arena_strdup(&words, list) : NULL;

	w->given = true;
	w->n = 0;
	while (word != NULL && (*list != '\0' || !w->none)) {
		char *comma = w->one ? NULL : strchr(word, ',');

		if (comma != NULL)
			*comma++ = '\0';
		add_word(w, option, word);
		word = comma;
	}
}

void
opt_set(const struct opt *o, const char *value)
{
	if (o->flag != NULL)
		*o->flag = true;
	else if (o->text != NULL)
		*o->text = value;
	else if (o->count != NULL)
		set_count(o, value);
	else if (o->real != NULL)
		set_real(o, value);
	else if (o->day != NULL || o->moment != NULL)
		let_wait(o, value);
	else if (o->texts != NULL)
		add_text(o->texts, value);
	else if (o->words != NULL)
		opt_words_read(o->words, o->name, value);
	else
		o->call(value);
}
