/* faults.h -- the broken rules that visits-plan --check prints.
 *
 *	struct faults f = {0};
 *	faults_add(&f, candidate, "w1", VERIFY_UNKNOWN, "worker");
 *	struct out *o = faults_print(&f, &out_options);
 *	faults_free(&f);
 */
#ifndef LIB_PLAN_FAULTS_H
#define LIB_PLAN_FAULTS_H

#include <stddef.h>

#include "lib/base/mem.h"
#include "lib/io/out.h"
#include "lib/plan/candidate.h"

struct fault {
	const struct candidate *candidate;
	const char *worker;
	int rule;            /* VERIFY_... */
	const char *detail;  /* the missing amount, for people */
};

struct faults {
	struct fault *at;
	size_t n, cap;
	struct arena text;
};

/* Copies `detail`; borrows the rest. */
void faults_add(struct faults *, const struct candidate *, const char *worker,
    int rule, const char *detail);

/* One row per fault, sorted by line; stored visits, which have none, last. */
struct out *faults_print(struct faults *, const struct out_options *);

/* How many lines of the file have a fault; after faults_print(). */
long faults_lines(const struct faults *);

void faults_free(struct faults *);

#endif
