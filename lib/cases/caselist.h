/* caselist.h -- the list that cases-overdue prints. */
#ifndef LIB_CASES_CASELIST_H
#define LIB_CASES_CASELIST_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/mem.h"
#include "lib/cases/idlist.h"
#include "lib/io/db.h"
#include "lib/io/out.h"
#include "lib/rule/overdue.h"

struct listed {
	int64_t client;
	const char *case_id;
	struct verdict verdict;
};

struct caselist {
	struct listed *item;
	size_t n, cap;
	long pending;      /* how many of them have an open visit in the past */
	long agreed_late;  /* ... an agreed day after the deadline */
	long agreed_far;   /* ... one too far ahead to be kept free until then */
	struct arena text;
};

/* Puts all listed cases, or those of some ids, on the list: by urgency, the
 * most urgent first, then visit_by, then case_id. */
void caselist_scan(struct caselist *, struct db *,
    const struct overdue_rules *, date as_of);
void caselist_pick(struct caselist *, struct db *,
    const struct overdue_rules *, date as_of, const struct idlist *);

/* What keeps each of these off the list, or RULE_LISTED, into rule[]. */
void caselist_ask(struct db *, const struct overdue_rules *, date as_of,
    const struct idlist *, enum overdue_rule rule[]);

extern const struct out_column caselist_columns[];

/* The columns of cases-overdue; `explain` adds the parts of the urgency. */
struct out *caselist_open(bool explain, const struct out_options *);

/* The first `limit` of the list (-1: all). */
void caselist_print(const struct caselist *, struct db *, struct out *,
    int limit);
void caselist_free(struct caselist *);

#endif
