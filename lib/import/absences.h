/* absences.h -- when a worker, or everybody, is away: all day, or between two
 * times of each day.
 *
 * A row for whole days takes the place of those for parts of days of the same
 * worker and first day, and the reverse. */
#ifndef LIB_IMPORT_ABSENCES_H
#define LIB_IMPORT_ABSENCES_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/import/account.h"
#include "lib/import/stagedrow.h"
#include "lib/io/db.h"

/* Of the same worker and first day: is the earlier one replaced by the later,
 * though their keys differ? */
bool absences_replace(const struct staged_row *earlier,
    const struct staged_row *later);

struct absences;
struct absences *absences_open(struct db *, int64_t run);
void absences_close(struct absences *);

/* The id of a worker, ABSENCES_ALL for `*`, 0: unknown. */
enum { ABSENCES_ALL = -1 };
int64_t absences_worker(struct absences *, const char *worker);

enum action absences_put(struct absences *, const struct staged_row *);

/* worker,from or worker,from,start; free it. */
char *absences_key(const char *worker, int64_t from, const struct value *start);

#endif
