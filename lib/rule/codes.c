#include "lib/rule/codes.h"

#include <stddef.h>
#include <string.h>

#include "lib/base/tags.h"

const char *const code_status[] = {"active", "closed", NULL};
const char *const code_result[] = {"open", "attended", "missed", "excused",
    "cancelled", "returned", NULL};
const char *const code_cut[] = {"hearing", "decided", "averted", "ended", NULL};
const char *const code_visit[] = {"planned", "announced", "done", "off", NULL};
const char *const code_outcome[] = {"met", "not_home", "refused", "moved",
    "wrong_address", "aborted", "self_reported", "cancelled", "announced",
    "off", NULL};
const char *const code_reaction[] = {"positive", "neutral", "negative", NULL};
const char *const code_next[] = {"visit", "appointment", "none", NULL};
const char *const code_cause[] = {"illness", "mental_health", "addiction",
    "debt", "housing", "care", "language", "fear", "post", "other", NULL};

int
codes_find(const char *const *words, const char *word)
{
	for (int i = 0; words[i] != NULL; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
}

unsigned
codes_bits(const char *const *words, const char *list)
{
	unsigned bits = 0;
	const char *tag;
	size_t len;

	while ((len = tags_next(&list, &tag)) > 0)
		for (int i = 0; words[i] != NULL; i++)
			if (strlen(words[i]) == len &&
			    memcmp(words[i], tag, len) == 0)
				bits |= 1U << i;
	return bits;
}
