/* dossier.h -- all that is stored about a case, column by column, for the
 * person whom it is about (access, Art. 15 GDPR).
 *
 * The tables say themselves which columns they have: a column that a later
 * version adds is shown without anybody thinking of it.  What is empty is not
 * shown. */
#ifndef LIB_CASES_DOSSIER_H
#define LIB_CASES_DOSSIER_H

#include "lib/cases/idlist.h"
#include "lib/io/db.h"
#include "lib/io/out.h"

/* The columns of cases-show. */
extern const struct out_column dossier_columns[];

/* Prints the cases in the order of the ids; returns how many of the ids no
 * case has. */
long dossier_print(struct db *, struct out *, const struct idlist *);

#endif
