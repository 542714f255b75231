#include "lib/import/households.h"

#include <stddef.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/names.h"

enum { MOST = 15 };

struct households {
	struct names *names;
	unsigned char *cases;  /* of each, up to one more than MOST */
	size_t cap;
};

struct households *
households_new(void)
{
	struct households *h = xcalloc(1, sizeof *h);

	h->names = names_new();
	return h;
}

void
households_free(struct households *h)
{
	if (h == NULL)
		return;
	names_free(h->names);
	free(h->cases);
	free(h);
}

bool
households_add(struct households *h, const char *household)
{
	size_t i = (size_t)names_add(h->names, household), had = h->cap;

	h->cases = mem_grow(h->cases, i + 1, &h->cap, 1);
	while (had < h->cap)
		h->cases[had++] = 0;
	if (h->cases[i] > MOST)
		return false;
	return ++h->cases[i] > MOST;
}
