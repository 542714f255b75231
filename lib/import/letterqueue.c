#include "lib/import/letterqueue.h"

#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/import/letterkey.h"
#include "lib/import/tables.h"
#include "lib/import/versions.h"
#include "lib/io/sorter.h"

struct letterqueue {
	struct staging *in;
	struct import_target to;
	struct account *account;
	struct caseids *clients;
	struct sorter *settled;  /* NULL: nothing comes twice */
	struct versions versions;
	struct pack pack;
};

enum { MEMORY = 48 << 20, DAY_BITS = 24 };

/* Do two rows of one key belong together as they are, whatever else comes? */
static bool
same_version(const struct staged_row *a, const struct staged_row *b)
{
	struct value s = stagedrow_value(a, LETTER_TIME);
	struct value t = stagedrow_value(b, LETTER_TIME);

	return a->columns == b->columns && a->odd == b->odd &&
	    letterkey_equal(a, b) &&
	    a->value[LETTER_CASE].i == b->value[LETTER_CASE].i &&
	    (letterkey_has_id(a) ||
	    (a->file == b->file && value_equal(&s, &t)));
}

static void
note_repeated(struct letterqueue *q, const struct staged_row *a,
    const struct staged_row *b)
{
	q->account->unchanged++;
	q->account->differing += stagedrow_differ(a, b);
}

/* A later row of the same version replaces the earlier one. */
static void
collect(struct letterqueue *q, const struct staged_row *r)
{
	for (size_t i = 0; i < q->versions.n; i++) {
		struct version *v = &q->versions.v[i];

		if (!same_version(&v->row, r))
			continue;
		note_repeated(q, &v->row, r);
		versions_replace(v, r);
		return;
	}
	versions_add(&q->versions, r);
}

static int64_t
client_of(struct letterqueue *q, const struct staged_row *r)
{
	return caseids_id(q->clients, (uint32_t)r->value[LETTER_CASE].i);
}

static void
hand_on(struct letterqueue *q, const struct staged_row *r)
{
	q->pack.n = 0;
	stagedrow_pack(&q->pack, r);
	sorter_add(q->settled, (uint64_t)client_of(q, r) << DAY_BITS |
	    (uint64_t)(r->value[LETTER_DUE].i - DATE_MIN), q->pack.bytes,
	    q->pack.n);
}

/* The case that a letter_id belongs to; 0: to none yet. */
static int64_t
owner_of(struct letterqueue *q, const struct staged_row *r)
{
	struct query find = db_query(q->to.db,
	    "SELECT client FROM letter WHERE letter_id = ?1");
	int64_t client;

	db_bind(&find, 1, &r->value[LETTER_ID]);
	client = db_step(&find) ? db_int(&find, 0) : 0;
	db_end(&find);
	return client;
}

/* Of rows with one letter_id and several cases those stay that have the case of
 * the stored letter, or of the first row. */
static size_t
refuse_strangers(struct letterqueue *q, size_t from, size_t end)
{
	struct versions *all = &q->versions;
	int64_t owner = owner_of(q, &all->v[from].row);
	size_t first = from;

	for (size_t i = from; i < end; i++)
		if (versions_earlier(&all->v[i], &all->v[first]))
			first = i;
	if (owner == 0)
		owner = client_of(q, &all->v[first].row);
	for (size_t i = from; i < end;) {
		if (client_of(q, &all->v[i].row) == owner) {
			i++;
			continue;
		}
		staging_refuse(q->in, &all->v[i].row, "letter_id",
		    "belongs to another case");
		versions_remove(all, i);
		end--;
	}
	return end;
}

/* Brings the versions of the letter at `from` there; returns what follows. */
static size_t
gather(struct versions *all, size_t from)
{
	size_t end = from + 1;

	for (size_t i = end; i < all->n; i++) {
		struct version v = all->v[i];

		if (!letterkey_equal(&all->v[from].row, &v.row))
			continue;
		for (size_t k = i; k > end; k--)
			all->v[k] = all->v[k - 1];
		all->v[end++] = v;
	}
	return end;
}

static bool
one_case(const struct versions *all, size_t from, size_t end)
{
	for (size_t i = from + 1; i < end; i++)
		if (all->v[i].row.value[LETTER_CASE].i !=
		    all->v[from].row.value[LETTER_CASE].i)
			return false;
	return true;
}

/* Only times that are not all the same can mean several letters. */
static bool
one_time(const struct versions *all, size_t from, size_t end)
{
	struct value first = stagedrow_value(&all->v[from].row, LETTER_TIME);

	for (size_t i = from + 1; i < end; i++) {
		struct value t = stagedrow_value(&all->v[i].row, LETTER_TIME);

		if (!value_equal(&first, &t))
			return false;
	}
	return true;
}

static void
hand_on_letter(struct letterqueue *q, size_t from, size_t end)
{
	struct versions *all = &q->versions;
	bool together = letterkey_has_id(&all->v[from].row) ||
	    one_time(all, from, end);

	for (size_t i = from + 1; i < end && together; i++) {
		note_repeated(q, &all->v[from].row, &all->v[i].row);
		versions_merge(all, &all->v[from], &all->v[i].row);
	}
	for (size_t i = from; i < (together ? from + 1 : end); i++)
		hand_on(q, &all->v[i].row);
}

/* Nearly always the versions are of one letter; two letters can have the same
 * hash. */
static void
settle(struct letterqueue *q)
{
	struct versions *all = &q->versions;

	versions_sort(all);
	for (size_t from = 0, end; from < all->n; from = end) {
		end = gather(all, from);
		if (!one_case(all, from, end))
			end = refuse_strangers(q, from, end);
		if (end > from)
			hand_on_letter(q, from, end);
	}
	all->n = 0;
}

static struct sorter *
sort_by_key(struct letterqueue *q)
{
	struct sorter *s = sorter_open(MEMORY, q->to.path);
	struct staged_row r;

	while (staging_next_known(q->in, LETTERS, &r)) {
		q->pack.n = 0;
		stagedrow_pack(&q->pack, &r);
		sorter_add(s, letterkey_hash(&r), q->pack.bytes, q->pack.n);
	}
	return s;
}

static void
settle_all(struct letterqueue *q)
{
	struct sorter *by_key = sort_by_key(q);
	struct sorted item;
	uint64_t key = 0;

	q->settled = sorter_open(MEMORY, q->to.path);
	while (sorter_next(by_key, &item)) {
		struct staged_row r;

		if (item.key != key)
			settle(q);
		key = item.key;
		stagedrow_unpack(item.bytes, &r);
		collect(q, &r);
	}
	settle(q);
	sorter_close(by_key);
}

struct letterqueue *
letterqueue_open(struct staging *in, const struct import_target *to,
    struct account *account)
{
	struct letterqueue *q = xcalloc(1, sizeof *q);

	q->in = in;
	q->to = *to;
	q->account = account;
	q->clients = staging_clients(in);
	if (staging_letters_repeat(in))
		settle_all(q);
	return q;
}

void
letterqueue_close(struct letterqueue *q)
{
	sorter_close(q->settled);
	versions_free(&q->versions);
	free(q->pack.bytes);
	free(q);
}

bool
letterqueue_repeats(const struct letterqueue *q)
{
	return q->settled != NULL;
}

bool
letterqueue_next(struct letterqueue *q, struct staged_row *r)
{
	struct sorted item;

	if (q->settled == NULL)
		return staging_next_known(q->in, LETTERS, r);
	if (!sorter_next(q->settled, &item))
		return false;
	stagedrow_unpack(item.bytes, r);
	return true;
}
