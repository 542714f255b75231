#include "lib/stats/label.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/rule/codes.h"

struct labels {
	const struct names *words;
	struct age_groups ages;
	char buf[MEASURE_LABEL];
	char *longer;
};

struct labels *
labels_new(const struct names *words, const struct age_groups *ages)
{
	struct labels *l = xcalloc(1, sizeof *l);

	l->words = words;
	l->ages = *ages;
	return l;
}

void
labels_free(struct labels *l)
{
	free(l->longer);
	free(l);
}

static bool
is_period(int key)
{
	return key <= KEY_WEEK;
}

const char *
labels_text(struct labels *l, int key, int value)
{
	if (is_period(key))
		return measure_period_label(key, value, l->buf);
	switch (key) {
	case KEY_AGE_GROUP:
		return measure_age_label(&l->ages, value, l->buf);
	case KEY_OUTCOME:
		return code_outcome[value];
	case KEY_CAUSE:
		return code_cause[value];
	default:
		return names_text(l->words, value);
	}
}

/* "total", "total (town)", "total (town) (town)" ... */
static bool
like_total(int key, const char *text)
{
	size_t len = strlen(LABEL_TOTAL), n = strlen(measure_key[key]);

	if (strncmp(text, LABEL_TOTAL, len) != 0)
		return false;
	for (text += len; *text != '\0'; text += n + 3)
		if (strncmp(text, " (", 2) != 0 ||
		    strncmp(text + 2, measure_key[key], n) != 0 ||
		    text[n + 2] != ')')
			return false;
	return true;
}

bool
labels_differ(struct labels *l, int key, int value)
{
	return like_total(key, labels_text(l, key, value));
}

const char *
labels_printed(struct labels *l, int key, int value)
{
	const char *text = labels_text(l, key, value);

	if (!like_total(key, text))
		return text;
	free(l->longer);
	l->longer = xasprintf("%s (%s)", text, measure_key[key]);
	return l->longer;
}

static bool
among(const char *const *list, const char *text, int *value)
{
	for (*value = 0; list[*value] != NULL; ++*value)
		if (strcmp(list[*value], text) == 0)
			return true;
	return false;
}

static bool
parse_age(const struct age_groups *ages, const char *text, int *value)
{
	char buf[MEASURE_LABEL];

	for (*value = -1; *value <= ages->n; ++*value)
		if (strcmp(measure_age_label(ages, *value, buf), text) == 0)
			return true;
	return false;
}

/* The digits at its two ends make a number, which must have the same text. */
static bool
parse_period(int key, const char *text, int *value)
{
	char year[5] = "", buf[MEASURE_LABEL];
	const char *part = text + strcspn(text, "-");
	long long y, n = 0;

	if (part != text + 4)
		return false;
	memcpy(year, text, 4);
	part += strcspn(part, "0123456789");
	if (!num_int(year, &y) || (*part != '\0' && !num_int(part, &n)) ||
	    n > 99)
		return false;
	*value = (int)(key == KEY_YEAR ? y : key == KEY_QUARTER ? y * 4 + n - 1 :
	    key == KEY_MONTH ? y * 12 + n - 1 : y * 64 + n);
	return strcmp(measure_period_label(key, *value, buf), text) == 0;
}

bool
label_parse(int key, const char *text, const struct age_groups *ages,
    struct names *words, int *value)
{
	if (is_period(key))
		return parse_period(key, text, value);
	switch (key) {
	case KEY_AGE_GROUP:
		return parse_age(ages, text, value);
	case KEY_OUTCOME:
		return among(code_outcome, text, value);
	case KEY_CAUSE:
		return among(code_cause, text, value);
	default:
		*value = names_add(words, text);
		return true;
	}
}
