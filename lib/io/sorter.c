#include "lib/io/sorter.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/diag.h"
#include "lib/base/mem.h"
#include "lib/io/noclobber.h"
#include "lib/io/outfile.h"
#include "lib/io/pack.h"

/* Rows follow one another, in memory and in the file: key, packed length,
 * bytes.  If they are not in order, each gets an entry, and only the entries
 * are sorted. */
struct sort_entry {
	uint64_t key;
	const char *row;
};

/* Memory comes in blocks, of which each is freed when its rows have been
 * handed out, so that what is made of the rows can have it. */
struct sort_block {
	struct sort_block *next;
	size_t used;
	char data[];
};

/* A sorted segment of the file, and the window of it that is in memory. */
struct segment {
	long long at, end;    /* not read into the window yet */
	char *window;
	size_t pos, n;
	struct sorted row;    /* the next one */
};

struct sorter {
	size_t memory;
	const char *near;
	void (*before)(void *);
	uint64_t (*rank)(void *, uint64_t);
	void *rank_arg;

	struct sort_block *first, *last;
	size_t room;          /* bytes left in the last one */
	size_t n, used;
	struct sort_entry *entry;  /* NULL: they are in order */

	FILE *file;
	long long written;
	struct segment *segment;
	size_t segments, segment_cap;
	size_t *heap;         /* of segments, the least key on top */
	size_t heap_n;
	size_t window;        /* bytes that one segment may read ahead */

	bool reading;
	size_t given, at;     /* without a file: rows handed out, and where in
	                       * the first block the next one is if they are in
	                       * order */
};

enum {
	HEAD = sizeof(uint64_t) + PACK_UINT,  /* of a row, at most */
	BLOCK = 64 * 1024,
	WINDOWS = 16 * 1024 * 1024,  /* of all segments together */
	WINDOW_MIN = 4 * 1024,
	WINDOW_MAX = 256 * 1024,
};

struct sorter *
sorter_open(size_t memory, const char *near)
{
	struct sorter *s = xcalloc(1, sizeof *s);

	s->memory = memory;
	s->near = near;
	return s;
}

void
sorter_rank(struct sorter *s, void (*before)(void *),
    uint64_t (*rank)(void *, uint64_t), void *arg)
{
	s->before = before;
	s->rank = rank;
	s->rank_arg = arg;
}

static void
read_head(const char *p, struct sorted *row)
{
	memcpy(&row->key, p, sizeof row->key);
	p += sizeof row->key;
	row->len = (size_t)pack_take_uint(&p);
	row->bytes = p;
}

/* Returns the end of the row. */
static const char *
read_row(const char *p, struct sorted *row)
{
	read_head(p, row);
	return row->bytes + row->len;
}

/* Replaces keys by their ranks; returns whether the rows are in order, if they
 * are not before `last`. */
static bool
rank_block(struct sorter *s, struct sort_block *b, uint64_t *last)
{
	bool in_order = true;

	for (size_t at = 0, next; at < b->used; at = next) {
		struct sorted row;

		next = (size_t)(read_row(b->data + at, &row) - b->data);
		if (s->rank != NULL) {
			row.key = s->rank(s->rank_arg, row.key);
			memcpy(b->data + at, &row.key, sizeof row.key);
		}
		in_order = in_order && row.key >= *last;
		*last = row.key;
	}
	return in_order;
}

static bool
rank_rows(struct sorter *s)
{
	bool in_order = true;
	uint64_t last = 0;

	for (struct sort_block *b = s->first; b != NULL; b = b->next)
		in_order &= rank_block(s, b, &last);
	return in_order;
}

static void
list_rows(struct sorter *s)
{
	struct sort_entry *e = xreallocarray(NULL, s->n, sizeof *e);

	s->entry = e;
	for (const struct sort_block *b = s->first; b != NULL; b = b->next)
		for (const char *p = b->data; p < b->data + b->used; e++) {
			struct sorted row;

			e->row = p;
			p = read_row(p, &row);
			e->key = row.key;
		}
}

enum { DIGIT = 11, DIGITS = 1 << DIGIT };

/* One pass of a radix sort, by DIGIT bits.  It is stable: rows with equal keys
 * keep their order. */
static void
pass(const struct sort_entry *from, struct sort_entry *to, size_t n, unsigned shift)
{
	static size_t place[DIGITS];
	size_t sum = 0;

	memset(place, 0, sizeof place);
	for (size_t i = 0; i < n; i++)
		place[from[i].key >> shift & (DIGITS - 1)]++;
	for (size_t d = 0; d < DIGITS; d++) {
		size_t here = place[d];

		place[d] = sum;
		sum += here;
	}
	for (size_t i = 0; i < n; i++)
		to[place[from[i].key >> shift & (DIGITS - 1)]++] = from[i];
}

/* Bits that are not the same in all keys. */
static uint64_t
differing(const struct sort_entry *e, size_t n)
{
	uint64_t bits = 0;

	for (size_t i = 1; i < n; i++)
		bits |= e[i].key ^ e[0].key;
	return bits;
}

static void
insertion_sort(struct sort_entry *e, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct sort_entry x = e[i];
		size_t j = i;

		for (; j > 0 && e[j - 1].key > x.key; j--)
			e[j] = e[j - 1];
		e[j] = x;
	}
}

static void
radix_sort(struct sorter *s)
{
	struct sort_entry *from = s->entry, *other;
	struct sort_entry *to = xreallocarray(NULL, s->n, sizeof *to);
	uint64_t bits = differing(from, s->n);

	for (unsigned shift = 0; shift < 64; shift += DIGIT) {
		if ((bits >> shift & (DIGITS - 1)) == 0)
			continue;
		pass(from, to, s->n, shift);
		other = from;
		from = to;
		to = other;
	}
	s->entry = from;
	free(to);
}

static void
sort(struct sorter *s)
{
	if (rank_rows(s))
		return;
	list_rows(s);
	if (s->n < 64)
		insertion_sort(s->entry, s->n);
	else
		radix_sort(s);
}

enum { SOON = 16 };  /* rows */

/* The i-th row in sorted order.  Rows are scattered in memory, so the cache
 * line of one that comes soon is requested ahead of time. */
static const char *
listed_row(const struct sorter *s, size_t i)
{
	if (i + SOON < s->n)
		__builtin_prefetch(s->entry[i + SOON].row);
	return s->entry[i].row;
}

_Noreturn static void
file_trouble(const struct sorter *s)
{
	die_errno("temporary file beside %s", s->near);
}

/* An unlinked file beside the database; in TMPDIR if that directory does not
 * exist yet, as in a dry run. */
static int
make_file(const char *near)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = noclobber_directory(near);
	int fd = outfile_unnamed(dir);

	if (fd < 0 && errno == ENOENT)
		fd = outfile_unnamed(tmp != NULL && *tmp != '\0' ? tmp : "/tmp");
	free(dir);
	return fd;
}

static void
open_file(struct sorter *s)
{
	int fd;

	if (s->file != NULL)
		return;
	fd = make_file(s->near);
	if (fd < 0 || (s->file = fdopen(fd, "w+")) == NULL)
		file_trouble(s);
}

static void
write_bytes(struct sorter *s, const char *bytes, size_t n)
{
	if (n > 0 && fwrite(bytes, n, 1, s->file) != 1)
		file_trouble(s);
}

static void
free_first(struct sorter *s)
{
	struct sort_block *next = s->first->next;

	free(s->first);
	s->first = next;
}

static void
free_rows(struct sorter *s)
{
	while (s->first != NULL)
		free_first(s);
	s->room = 0;
	free(s->entry);
	s->entry = NULL;
	s->n = s->used = 0;
}

/* Writes the rows in memory to the file as one more sorted segment. */
static void
spill(struct sorter *s)
{
	struct segment next = {.at = s->written, .end = s->written + (long long)s->used};

	open_file(s);
	sort(s);
	if (s->entry == NULL)
		for (const struct sort_block *b = s->first; b != NULL; b = b->next)
			write_bytes(s, b->data, b->used);
	for (size_t i = 0; s->entry != NULL && i < s->n; i++) {
		const char *p = listed_row(s, i);
		struct sorted row;

		write_bytes(s, p, (size_t)(read_row(p, &row) - p));
	}
	s->written = next.end;
	s->segment = mem_grow(s->segment, s->segments + 1, &s->segment_cap, sizeof *s->segment);
	s->segment[s->segments++] = next;
	free_rows(s);
}

/* Would one more row of `need` bytes, entries included, exceed the limit? */
static bool
is_full(const struct sorter *s, size_t need)
{
	return s->n > 0 && s->used + need + (s->n + 1) * sizeof *s->entry >
	    s->memory;
}

static void
add_block(struct sorter *s, size_t need)
{
	size_t size = need > BLOCK ? need : BLOCK;
	struct sort_block *b = xmalloc(sizeof *b + size + PACK_WORD);

	b->next = NULL;
	b->used = 0;
	if (s->first == NULL)
		s->first = b;
	else
		s->last->next = b;
	s->last = b;
	s->room = size;
}

void
sorter_add(struct sorter *s, uint64_t key, const void *bytes, size_t len)
{
	size_t need = len + HEAD;
	char *start, *p;

	if (is_full(s, need)) {
		if (s->before != NULL)
			s->before(s->rank_arg);
		spill(s);
	}
	if (s->room < need)
		add_block(s, need);
	start = s->last->data + s->last->used;
	memcpy(start, &key, sizeof key);
	p = pack_put_uint(start + sizeof key, len);
	if (len > 0)
		memcpy(p, bytes, len);
	need = (size_t)(p - start) + len;
	s->last->used += need;
	s->room -= need;
	s->used += need;
	s->n++;
}

/* Fills the window with at least `need` bytes, or with all that are left. */
static void
read_ahead(struct sorter *s, struct segment *r, size_t need)
{
	size_t size = need > s->window ? need : s->window, want;
	long long left = r->end - r->at;

	r->n -= r->pos;
	if (size > s->window || r->window == NULL) {
		char *bigger = xmalloc(size + PACK_WORD);

		if (r->window != NULL)
			memcpy(bigger, r->window + r->pos, r->n);
		free(r->window);
		r->window = bigger;
	} else {
		memmove(r->window, r->window + r->pos, r->n);
	}
	r->pos = 0;
	want = size - r->n;
	if ((long long)want > left)
		want = (size_t)left;
	while (want > 0) {
		ssize_t n = pread(fileno(s->file), r->window + r->n, want,
		    (off_t)r->at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			file_trouble(s);
		r->n += (size_t)n;
		r->at += n;
		want -= (size_t)n;
	}
}

static void
need_bytes(struct sorter *s, struct segment *r, size_t need)
{
	if (r->n - r->pos < need && r->at < r->end)
		read_ahead(s, r, need);
}

/* Reads the segment's next row; false: there is none. */
static bool
advance(struct sorter *s, struct segment *r)
{
	if (r->at == r->end && r->pos == r->n)
		return false;
	need_bytes(s, r, HEAD);
	read_head(r->window + r->pos, &r->row);
	need_bytes(s, r, HEAD + r->row.len);
	r->pos = (size_t)(read_row(r->window + r->pos, &r->row) - r->window);
	return true;
}

/* Of equal keys the earlier segment first, so that rows keep their order. */
static bool
earlier(const struct sorter *s, size_t a, size_t b)
{
	const struct segment *x = &s->segment[a], *y = &s->segment[b];

	return x->row.key < y->row.key || (x->row.key == y->row.key && x < y);
}

static void
sift_down(struct sorter *s, size_t i)
{
	for (;;) {
		size_t child = 2 * i + 1, swap;

		if (child >= s->heap_n)
			return;
		if (child + 1 < s->heap_n &&
		    earlier(s, s->heap[child + 1], s->heap[child]))
			child++;
		if (!earlier(s, s->heap[child], s->heap[i]))
			return;
		swap = s->heap[i];
		s->heap[i] = s->heap[child];
		s->heap[child] = swap;
		i = child;
	}
}

/* The row handed out is borrowed until the next call, so its segment only
 * advances then. */
static bool
next_merged(struct sorter *s, struct sorted *out)
{
	if (s->reading) {
		if (!advance(s, &s->segment[s->heap[0]]))
			s->heap[0] = s->heap[--s->heap_n];
		sift_down(s, 0);
	}
	s->reading = true;
	if (s->heap_n == 0)
		return false;
	*out = s->segment[s->heap[0]].row;
	return true;
}

static void
begin_merge(struct sorter *s)
{
	spill(s);
	if (fflush(s->file) != 0)
		file_trouble(s);
	s->window = WINDOWS / s->segments;
	if (s->window > WINDOW_MAX)
		s->window = WINDOW_MAX;
	if (s->window < WINDOW_MIN)
		s->window = WINDOW_MIN;
	s->heap = xcalloc(s->segments, sizeof *s->heap);
	for (size_t i = 0; i < s->segments; i++)
		if (advance(s, &s->segment[i]))
			s->heap[s->heap_n++] = i;
	for (size_t i = s->heap_n; i-- > 0;)
		sift_down(s, i);
}

/* The row handed out is borrowed until the next call, so its block is only
 * freed then. */
static bool
read_in_turn(struct sorter *s, struct sorted *out)
{
	if (s->first != NULL && s->at == s->first->used) {
		free_first(s);
		s->at = 0;
	}
	if (s->first == NULL)
		return false;
	s->at = (size_t)(read_row(s->first->data + s->at, out) - s->first->data);
	return true;
}

static bool
next_in_memory(struct sorter *s, struct sorted *out)
{
	if (!s->reading)
		sort(s);
	s->reading = true;
	if (s->given == s->n)
		return false;
	if (s->entry != NULL)
		read_row(listed_row(s, s->given), out);
	else if (!read_in_turn(s, out))
		return false;
	s->given++;
	return true;
}

bool
sorter_next(struct sorter *s, struct sorted *out)
{
	if (s->segments == 0)
		return next_in_memory(s, out);
	if (s->heap == NULL)
		begin_merge(s);
	if (s->reading && s->heap_n == 0)
		return false;
	return next_merged(s, out);
}

void
sorter_close(struct sorter *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->segments; i++)
		free(s->segment[i].window);
	if (s->file != NULL)
		fclose(s->file);
	free(s->segment);
	free(s->heap);
	free_rows(s);
	free(s);
}
