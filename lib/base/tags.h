/* tags.h -- lists of short words in one field: commas, no spaces.
 *
 * A tag has letters, digits, `_ - :`.  A person's `needs` and a worker's
 * `skills` are tag lists; so are causes, offers and dayparts. */
#ifndef LIB_BASE_TAGS_H
#define LIB_BASE_TAGS_H

#include <stdbool.h>
#include <stddef.h>

/* Calls of one list:  for (p = list; (n = tags_next(&p, &tag)) > 0;)  -- the
 * tag begins at `tag` and has n bytes; spaces around it are left out. */
size_t tags_next(const char **list, const char **tag);

bool tags_has(const char *list, const char *tag);

/* Are all tags of `needs`, `pair` apart, among `skills`? */
bool tags_within(const char *needs, const char *skills);

/* Is this a list of tags and nothing else? */
bool tags_valid(const char *list);

/* Appends a tag to a list that may be empty; the caller frees the result. */
char *tags_add(const char *list, const char *tag);

/* The same for a list that grows: *list is allocated, or NULL, and moves. */
void tags_append(char **list, const char *tag);

/* Sorted by bytes, each once, no spaces; the caller frees it. */
char *tags_set(const char *list);

#endif
