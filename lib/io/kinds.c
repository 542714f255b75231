#include "lib/io/kinds.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Those that are not plain text, in the order of strcmp(). */
static const struct named_kind {
	const char *name;
	enum column_kind kind;
} named[] = {
	{"age_group", KIND_KEY},
	{"attempt", KIND_NUMBER},
	{"attempts", KIND_NUMBER},
	{"back_km", KIND_NUMBER},
	{"back_min", KIND_NUMBER},
	{"birth_date", KIND_DATE},
	{"card_left", KIND_NUMBER},
	{"case_id", KIND_KEY},
	{"consent", KIND_NUMBER},
	{"cut_from", KIND_DATE},
	{"database", KIND_KEY},
	{"date", KIND_DATE},
	{"due_on", KIND_DATE},
	{"due_time", KIND_TIME},
	{"end", KIND_TIME},
	{"filled", KIND_NUMBER},
	{"from", KIND_DATE},
	{"hearing_until", KIND_DATE},
	{"household_id", KIND_KEY},
	{"in_row", KIND_NUMBER},
	{"key", KIND_KEY},
	{"km", KIND_NUMBER},
	{"lapses_on", KIND_DATE},
	{"last_attempt", KIND_DATE},
	{"last_sign", KIND_DATE},
	{"lat", KIND_NUMBER},
	{"letter_id", KIND_KEY},
	{"line", KIND_NUMBER},
	{"lon", KIND_NUMBER},
	{"minutes", KIND_NUMBER},
	{"miss_on", KIND_DATE},
	{"missed", KIND_NUMBER},
	{"month", KIND_KEY},
	{"next_on", KIND_DATE},
	{"next_visit", KIND_DATE},
	{"no_visits_until", KIND_DATE},
	{"not_before", KIND_DATE},
	{"note", KIND_NOTE},
	{"notice_on", KIND_DATE},
	{"offer", KIND_KEY},
	{"part_deadline", KIND_NUMBER},
	{"part_missed", KIND_NUMBER},
	{"part_silent", KIND_NUMBER},
	{"pending", KIND_DATE},
	{"phone", KIND_KEY},
	{"place", KIND_KEY},
	{"position", KIND_NUMBER},
	{"postal_code", KIND_KEY},
	{"quarter", KIND_KEY},
	{"record", KIND_KEY},
	{"referred_on", KIND_DATE},
	{"rows", KIND_NUMBER},
	{"run", KIND_NUMBER},
	{"sent_on", KIND_DATE},
	{"silent_days", KIND_NUMBER},
	{"start", KIND_TIME},
	{"stop", KIND_NUMBER},
	{"threat", KIND_NUMBER},
	{"time", KIND_KEY},
	{"to", KIND_DATE},
	{"travel_min", KIND_NUMBER},
	{"undone_by", KIND_NUMBER},
	{"urgency", KIND_NUMBER},
	{"value", KIND_NUMBER},
	{"visit_by", KIND_DATE},
	{"visit_id", KIND_NUMBER},
	{"visit_minutes", KIND_NUMBER},
	{"wait_min", KIND_NUMBER},
	{"wanted", KIND_KEY},
	{"week", KIND_KEY},
	{"with", KIND_KEY},
	{"worker", KIND_KEY},
	{"worker_lat", KIND_NUMBER},
	{"worker_lon", KIND_NUMBER},
	{"worker_phone", KIND_KEY},
	{"year", KIND_KEY},
};

static int
by_name(const void *name, const void *row)
{
	return strcmp(name, ((const struct named_kind *)row)->name);
}

enum column_kind
kind_of(const char *name)
{
	const struct named_kind *k = bsearch(name, named,
	    sizeof named / sizeof *named, sizeof *named, by_name);

	return k != NULL ? k->kind : KIND_TEXT;
}
