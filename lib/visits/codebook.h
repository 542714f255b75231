/* codebook.h -- the codes of a small table (workers, offers) in memory, with the
 * numbers of their rows. */
#ifndef LIB_VISITS_CODEBOOK_H
#define LIB_VISITS_CODEBOOK_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/mem.h"
#include "lib/io/db.h"

struct codebook {
	struct codebook_entry {
		const char *code;
		int64_t id;
	} *entry;                /* ascending by code */
	size_t n, cap;
	struct arena text;
};

void codebook_workers(struct codebook *, struct db *);
void codebook_offers(struct codebook *, struct db *);
void codebook_free(struct codebook *);

int64_t codebook_id(const struct codebook *, const char *code);  /* 0: none */
const char *codebook_code(const struct codebook *, int64_t id);  /* "": none */

/* Ends the program: an option was given a code that is not here. */
_Noreturn void codebook_unknown(const struct codebook *, const char *option,
    const char *kind, const char *code);

#endif
