/* faults.h -- what is wrong with the rows of a plan, as visits-plan --check
 * prints it.
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
	int rule;            /* of verify.h */
	const char *detail;  /* what is missing, in words */
};

struct faults {
	struct fault *at;
	size_t n, cap;
	struct arena text;
};

/* `detail` is copied; the rest is borrowed. */
void faults_add(struct faults *, const struct candidate *, const char *worker,
    int rule, const char *detail);

/* A row for each, those of the file first, by line; sorts them so. */
struct out *faults_print(struct faults *, const struct out_options *);

/* How many lines of the file have one, when they are printed. */
long faults_lines(const struct faults *);

void faults_free(struct faults *);

#endif
