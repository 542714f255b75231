/* itinerary.h -- prints a plan, and the candidates that are not in it. */
#ifndef LIB_PLAN_ITINERARY_H
#define LIB_PLAN_ITINERARY_H

#include "lib/io/out.h"
#include "lib/plan/candidate.h"
#include "lib/plan/instance.h"
#include "lib/plan/points.h"
#include "lib/plan/roster.h"
#include "lib/plan/schedule.h"

/* The columns of a plan; NULL at the end. */
extern const char *const itinerary_columns[];

/* These, followed by the remaining columns of the input. */
struct out *itinerary_open(const struct requests *, const struct out_options *);

void itinerary_print(struct out *, const struct schedule *, const struct instance *,
    const struct instance_options *, const struct roster *,
    const struct points *, const struct requests *);

/* --unplanned: the input's columns, then _reason _instead _visit_id, and for
 * stored visits _date _start _worker. */
struct out *itinerary_open_unplanned(const char *path, const struct requests *);

/* `instead` is a list of case_ids, or "". */
void itinerary_print_unplanned(struct out *, const struct requests *,
    const struct candidate *, const char *instead);

/* Does the plan place this visit differently from the database? */
enum change { CHANGE_KEPT, CHANGE_MOVED, CHANGE_ADDED };
enum change itinerary_change(const struct assignment *, const struct roster *);

#endif
