/* receipt.h -- what visits-log prints: what follows from each row. */
#ifndef LIB_VISITS_RECEIPT_H
#define LIB_VISITS_RECEIPT_H

#include <stddef.h>
#include <stdint.h>

#include "lib/io/db.h"
#include "lib/io/out.h"
#include "lib/visits/logbook.h"

extern const struct out_column receipt_columns[];

struct out *receipt_open(const struct out_options *);

/* Prints a row for each, as the database stands now. */
void receipt_print(struct out *, struct db *, const struct receipt *, size_t n,
    int max_attempts);

#endif
