/* names.h -- names get numbers: 0, 1, 2 ... in the order of first use.
 *
 *	struct names *n = names_new();
 *	int i = names_add(n, "64283");       0
 *	names_find(n, "64289") == -1
 *	names_text(n, i)                     "64283", as long as n lives
 *	names_free(n);
 */
#ifndef LIB_BASE_NAMES_H
#define LIB_BASE_NAMES_H

struct names;

struct names *names_new(void);
void names_free(struct names *);

int names_add(struct names *, const char *);         /* its number, new or not */
int names_find(const struct names *, const char *);  /* -1: never added */
const char *names_text(const struct names *, int);
int names_count(const struct names *);

#endif
