/* label.h -- the value of a key as text, and back.
 *
 * Towns, workers and the like are numbers of names; periods, age groups and
 * codes have numbers of their own (measure.h).
 *
 *	struct labels *l = labels_new(words, &ages);
 *	labels_text(l, KEY_MONTH, 24322)      "2026-11"
 *	labels_printed(l, KEY_TOWN, 7)        the same, unless it is "total"
 *	labels_free(l); */
#ifndef LIB_STATS_LABEL_H
#define LIB_STATS_LABEL_H

#include <stdbool.h>

#include "lib/base/names.h"
#include "lib/stats/measure.h"

/* What stands under a key that a row's own table does not have. */
#define LABEL_TOTAL "total"

struct labels;

/* The names must outlive the labels, and may still grow. */
struct labels *labels_new(const struct names *, const struct age_groups *);
void labels_free(struct labels *);

/* Both last until the next call.  A value that is called like the label of
 * totals is printed with its key behind it, "total (town)", and so is one that
 * would be mistaken for that. */
const char *labels_text(struct labels *, int key, int value);
const char *labels_printed(struct labels *, int key, int value);
bool labels_differ(struct labels *, int key, int value);

/* The number that has this text; names get a new one if need be.  false: there
 * is no such value. */
bool label_parse(int key, const char *text, const struct age_groups *,
    struct names *, int *value);

#endif
