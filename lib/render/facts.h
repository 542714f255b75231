/* facts.h -- what stands in every letter and in no list of visits: the
 * office's name, address, telephone.
 *
 *	struct facts *f = facts_new();
 *	facts_read(f, "office.tsv");             a TSV: name, value
 *	facts_set(f, "title=First quarter");     wins
 *	facts_find(f, "office_phone")            NULL: not said
 *	facts_free(f);
 */
#ifndef LIB_RENDER_FACTS_H
#define LIB_RENDER_FACTS_H

#include <stdbool.h>
#include <stddef.h>

struct facts;

struct facts *facts_new(void);
void facts_free(struct facts *);

/* A bad row ends the program: it would be missing in every letter. */
void facts_read(struct facts *, const char *path);

/* NAME=VALUE of an option; false: it is none. */
bool facts_set(struct facts *, const char *text);

const char *facts_find(const struct facts *, const char *name);
size_t facts_count(const struct facts *);
const char *facts_name(const struct facts *, size_t i);

#endif
