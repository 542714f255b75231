/* answer.h -- what visits-log prints: what follows from each report. */
#ifndef LIB_ANSWER_H
#define LIB_ANSWER_H

#include <stddef.h>
#include <stdint.h>

#include "lib/db.h"
#include "lib/logbook.h"
#include "lib/out.h"

struct answer {
	int64_t visit, client;
	enum logged action;
};

struct out *answer_open(const char *spill_near);

/* A row for each, as things stand now. */
void answer_print(struct out *, struct db *, const struct answer *, size_t n,
    int max_attempts);

#endif
