#include "lib/import/staging.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/date.h"
#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/base/names.h"
#include "lib/base/tags.h"
#include "lib/base/utf8.h"
#include "lib/import/absences.h"
#include "lib/import/doubts.h"
#include "lib/import/letterkey.h"
#include "lib/import/tables.h"
#include "lib/io/binding.h"
#include "lib/io/map.h"
#include "lib/io/progress.h"
#include "lib/io/recognize.h"
#include "lib/io/rejects.h"
#include "lib/io/sorter.h"
#include "lib/io/table.h"
#include "lib/io/unread.h"

struct input {
	char *file;   /* as in messages */
	int table;
	uint32_t headed;   /* columns that have a heading */
	size_t headings;   /* how many are known */
	long read, rejected, left_out, values;
	long times;        /* absences: rows with times that are left out */
	long two_times;    /* letters: rows with two times */
};

/* What waits for one table. */
struct stage {
	bool has_input;
	struct sorter *rows;
	struct names *keys;   /* numbers for keys that are texts */
	struct names *seen;   /* keys in the files, of a whole stock */
};

struct staging {
	struct staging_options options;
	struct map *map;
	struct names *headings;  /* of all files, folded */
	struct caseids *clients;
	struct purposes *purposes;
	bool *seen;           /* by case number: is it in a file of cases? */
	size_t seen_cap;
	struct stage stage[TABLES];
	long blocked[TABLES]; /* rows of cases that may not come back */
	struct sorter *letter_keys;
	struct input *input;
	size_t n, cap;
	char *files;
	struct rejects *rejects;
	struct pack pack, fields;

	/* Of the file that is being read. */
	struct table *table;
	struct binding *binding;
	bool has_first, first_digit, first_blank;  /* case_id of cases */
};

/* In bytes, before rows go to a file. */
static const size_t memory[TABLES] = {
	[WORKERS] = 1 << 20, [OFFERS] = 1 << 20, [PLACES] = 4 << 20,
	[CASES] = 24 << 20, [ABSENCES] = 1 << 20, [LETTERS] = 64 << 20,
	[CUTS] = 8 << 20, [REFERRALS] = 8 << 20,
};

enum { LETTER_KEYS = 28 << 20, DUE_BITS = 24 };

struct staging *
staging_open(const struct staging_options *options)
{
	struct staging *in = xcalloc(1, sizeof *in);

	in->options = *options;
	in->map = map_open(&import_schema, "maps/de.tsv", options->map,
	    options->maps);
	in->headings = names_new();
	in->clients = caseids_open();
	in->purposes = purposes_open();
	in->files = xstrdup("");
	if (options->rejects != NULL)
		in->rejects = rejects_open(options->rejects);
	return in;
}

void
staging_close(struct staging *in)
{
	for (size_t i = 0; i < TABLES; i++) {
		sorter_close(in->stage[i].rows);
		names_free(in->stage[i].keys);
		names_free(in->stage[i].seen);
	}
	for (size_t i = 0; i < in->n; i++)
		free(in->input[i].file);
	sorter_close(in->letter_keys);
	caseids_close(in->clients);
	purposes_close(in->purposes);
	map_close(in->map);
	names_free(in->headings);
	free(in->seen);
	free(in->input);
	free(in->files);
	free(in->pack.bytes);
	free(in->fields.bytes);
	free(in);
}

static bool
refers_to_case(int table)
{
	return import_tables[table].column[0].refers == REFERS_CASE ||
	    table == CASES;
}

static bool
refers(int table)
{
	return import_tables[table].column[0].refers != REFERS_NOWHERE;
}

/* Does the database have rows that a look-up could find?  One that is not
 * there yet is not made before everything has been read. */
static bool
database_there(const struct db_options *o)
{
	struct stat st;

	return stat(db_path(o), &st) == 0 ? st.st_size > 0 : errno != ENOENT;
}

/* The first rows that do not fit into memory have to be sorted: now the
 * places of their cases must be known. */
static void
resolve(struct staging *in)
{
	struct db *db;

	if (!database_there(in->options.db)) {
		caseids_resolve(in->clients, NULL);
		return;
	}
	db = db_open(in->options.db, DB_WRITE);
	db_begin_read(db);
	caseids_resolve(in->clients, db);
	db_end_read(db);
	db_close(db);
}

/* The case's number becomes its rank; the day in the low bits stays. */
static uint64_t
rank(void *arg, uint64_t key)
{
	struct staging *in = arg;
	uint64_t day = key & ((UINT64_C(1) << DUE_BITS) - 1);

	return caseids_rank(in->clients, (uint32_t)(key >> DUE_BITS)) <<
	    DUE_BITS | day;
}

static void
before_sort(void *arg)
{
	resolve(arg);
}

static struct stage *
stage_for(struct staging *in, int table)
{
	struct stage *h = &in->stage[table];

	h->has_input = true;
	if (h->rows != NULL)
		return h;
	h->rows = sorter_open(memory[table], db_path(in->options.db));
	h->keys = names_new();
	h->seen = names_new();
	if (refers_to_case(table))
		sorter_rank(h->rows, before_sort, rank, in);
	if (table == LETTERS)
		in->letter_keys = sorter_open(LETTER_KEYS, db_path(in->options.db));
	return h;
}

static long
score(void *arg, const char *const *heading, size_t n)
{
	struct staging *in = arg;

	return binding_score(in->map, in->options.table, heading, n);
}

static void
keep_reject(struct staging *in, const struct row *row, const char *column,
    const char *reason)
{
	if (in->rejects != NULL)
		rejects_add(in->rejects, (unsigned)in->n - 1, row->line,
		    column != NULL ? column : "", reason,
		    (const char *const *)row->field, row->n);
}

static void
on_unreadable(void *arg, const struct row *row, const char *reason)
{
	keep_reject(arg, row, NULL, reason);
}

static void
remember_case(struct staging *in, const char *case_id)
{
	uint32_t i = caseids_number(in->clients, case_id);
	size_t had = in->seen_cap;

	in->seen = mem_grow(in->seen, (size_t)i + 1, &in->seen_cap,
	    sizeof *in->seen);
	if (in->seen_cap > had)
		memset(in->seen + had, 0, in->seen_cap - had);
	in->seen[i] = true;
}

/* A table whose row is bad is in the stock all the same, if the row has its
 * key. */
static void
remember(struct staging *in, int table, const struct staged_row *r)
{
	const struct value *v = r->value;
	struct value start;
	char *key;

	if (!in->options.whole_stock[table] || v[0].type != VALUE_TEXT)
		return;
	if (table == CASES) {
		remember_case(in, v[0].s);
	} else if (table != ABSENCES) {
		names_add(in->stage[table].seen, v[0].s);
	} else if (v[ABSENCE_FROM].type == VALUE_INT) {
		start = stagedrow_value(r, ABSENCE_START);
		key = absences_key(v[0].s, v[ABSENCE_FROM].i, &start);
		names_add(in->stage[table].seen, key);
		free(key);
	}
}

/* What the row is sorted by; its case_id becomes a number. */
static uint64_t
sort_key(struct staging *in, int table, struct value *v)
{
	uint64_t key;

	if (refers_to_case(table)) {
		key = caseids_number(in->clients, v[0].s);
		v[0] = (struct value){.type = VALUE_INT, .i = (int64_t)key};
	} else {
		key = (uint64_t)names_add(in->stage[table].keys, v[0].s);
	}
	key <<= DUE_BITS;
	if (import_tables[table].keys > 1)
		key |= (uint64_t)(v[1].i - DATE_MIN);
	return key;
}

/* A row that may yet be refused takes its fields along, if anybody is to see
 * them. */
static void
take_fields(struct staging *in, struct staged_row *r, const struct row *row)
{
	struct pack *p = &in->fields;

	p->n = 0;
	pack_uint(p, row->n);
	for (size_t i = 0; i < row->n; i++)
		pack_text(p, row->field[i], strlen(row->field[i]));
	r->fields = p->bytes;
	r->fields_len = p->n;
}

static void
take(struct staging *in, int table, struct staged_row *r,
    const struct row *row)
{
	uint64_t key = sort_key(in, table, r->value);

	if (table == LETTERS)
		purposes_shorten(in->purposes, &r->value[LETTER_PURPOSE]);
	if (in->rejects != NULL && (refers(table) || r->odd != 0))
		take_fields(in, r, row);
	in->pack.n = 0;
	stagedrow_pack(&in->pack, r);
	sorter_add(in->stage[table].rows, key, in->pack.bytes, in->pack.n);
	if (table == LETTERS)
		sorter_add(in->letter_keys, letterkey_hash(r), NULL, 0);
}

/* What no column alone can say. */
static const char *
check_row(int table, const struct staged_row *r, const char **column)
{
	struct value start, end;

	if (table == WORKERS && strcmp(r->value[0].s, "*") == 0) {
		*column = "worker";
		return "* means everybody";
	}
	if (table != ABSENCES)
		return NULL;
	start = stagedrow_value(r, ABSENCE_START);
	end = stagedrow_value(r, ABSENCE_END);
	*column = start.type == VALUE_NULL ? "start" : "end";
	if ((start.type == VALUE_NULL) != (end.type == VALUE_NULL))
		return "missing beside the other time";
	return start.type != VALUE_NULL && end.i <= start.i ?
	    "not after the start" : NULL;
}

static bool
has_digit(const char *s)
{
	return s[strcspn(s, "0123456789")] != '\0';
}

/* A footer, a remark: nothing but a case_id though the file has more, or one
 * that looks like no other. */
static unsigned
odd_case(struct staging *in, const struct staged_row *r)
{
	const char *id = r->value[0].s;
	uint32_t others = binding_columns(in->binding) & ~UINT32_C(1);
	bool digit = has_digit(id), blank = strchr(id, ' ') != NULL;
	unsigned odd = 0;

	if (!in->has_first) {
		in->has_first = true;
		in->first_digit = digit;
		in->first_blank = blank;
	}
	if ((in->first_digit && !digit) || (!in->first_blank && blank))
		odd |= ROW_STRANGE;
	if ((others & (others - 1)) == 0)
		return odd;
	for (size_t i = 1; i < import_tables[CASES].n; i++)
		if (binding_filled(in->binding, i))
			return odd;
	return odd | ROW_BARE;
}

/* A row with too few fields leaves alone what it lacks. */
static unsigned
short_row(const struct staging *in, const struct row *row)
{
	size_t n = table_columns(in->table);

	if (row->n >= n)
		return 0;
	diag_at(row->file, row->line, NULL, language_count((long)row->n,
	    "%zu field, but the header has %zu: what it lacks stays as stored",
	    "%zu fields, but the header has %zu: what it lacks stays as stored"),
	    row->n, n);
	return ROW_SHORT;
}

/* Bad values of soft columns are left out, said and counted. */
static unsigned
say_faults(struct staging *in, int table, const struct row *row)
{
	size_t n;
	const struct binding_fault *fault = binding_faults(in->binding, &n);
	unsigned odd = 0;

	for (size_t i = 0; i < n; i++) {
		diag_at(row->file, row->line, fault[i].column, "%s",
		    fault[i].why);
		if (table == LETTERS && strcmp(fault[i].column,
		    import_tables[LETTERS].column[LETTER_TIME].name) == 0)
			odd |= ROW_NO_TIME;
	}
	in->input[in->n - 1].values += (long)n;
	return odd;
}

/* Does the row name other columns than the header does?  Then another list
 * follows, and what it has would go into the columns of this one. */
static bool
is_other_header(const struct staging *in, const struct row *row)
{
	struct headings h = recognize_fold((const char *const *)row->field,
	    row->n);
	size_t filled = 0, other = 0, known;

	for (size_t i = 0; i < row->n; i++) {
		filled += *h.folded[i] != '\0';
		other += *h.folded[i] != '\0' &&
		    strcmp(h.folded[i], binding_heading(in->binding, i)) != 0;
	}
	known = other > 0 ? recognize_known(in->map, &h, NULL) : 0;
	recognize_free(&h);
	return known > 1 && known * 2 > filled;
}

static void
check_header(const struct staging *in, const struct row *row)
{
	if (is_other_header(in, row))
		die_at(row->file, row->line, "the header of another list: "
		    "each list wants a file of its own; nothing was stored");
}

/* A row that is nothing but texts can be one; the others have been rejected. */
static bool
may_be_header(int table, const struct staged_row *r)
{
	return (r->odd & ROW_STRANGE) != 0 ||
	    ((table == CASES || table == OFFERS) && !has_digit(r->value[0].s));
}

static void
reject(struct staging *in, const struct row *row, const char *column,
    const char *wrong)
{
	check_header(in, row);
	table_reject(in->table, row, column, wrong);
	keep_reject(in, row, column, wrong);
}

/* An absence is of whole days, or of the times in columns of their own. */
static void
note_times(struct staging *in)
{
	in->input[in->n - 1].times +=
	    binding_has_time(in->binding, ABSENCE_FROM) ||
	    binding_has_time(in->binding, ABSENCE_TO);
}

static void
say_times(const struct input *f)
{
	if (f->two_times > 0)
		diag_warn(language_count(f->two_times,
		    "%s: %ld row has a due_time and another time behind due_on,"
		    " which is left out",
		    "%s: %ld rows have a due_time and another time behind due_on,"
		    " which is left out"), f->file, f->two_times);
	if (f->times > 0)
		diag_warn(language_count(f->times,
		    "%s: %ld row has a time behind from or to: it is left out,"
		    " start and end are for times",
		    "%s: %ld rows have a time behind from or to: it is left out,"
		    " start and end are for times"), f->file, f->times);
}

static void
read_row(struct staging *in, int table, const struct row *row)
{
	struct staged_row r;
	const char *column = NULL, *wrong;

	r.file = (unsigned)in->n - 1;
	r.line = row->line;
	r.odd = 0;
	r.fields = NULL;
	r.fields_len = 0;
	wrong = binding_read(in->binding, row, r.value, &r.columns, &column);
	remember(in, table, &r);
	if (wrong == NULL)
		wrong = check_row(table, &r, &column);
	if (wrong != NULL) {
		reject(in, row, column, wrong);
		return;
	}
	r.odd = say_faults(in, table, row) | short_row(in, row);
	if (table == CASES)
		r.odd |= odd_case(in, &r);
	if (table == ABSENCES)
		note_times(in);
	in->input[in->n - 1].two_times += binding_two_times(in->binding);
	if (may_be_header(table, &r))
		check_header(in, row);
	doubts_say(table, &r, row, in->options.db->as_of, in->options.today);
	take(in, table, &r, row);
}

static void
read_rows(struct staging *in, int table)
{
	struct row row;

	in->has_first = false;
	while (table_next(in->table, &row)) {
		read_row(in, table, &row);
		progress_row(in->table);
	}
}

/* The mapping must be wrong: too many rows of the file are. */
static void
check_rejects(const struct staging *in, const struct input *f)
{
	double limit = in->options.max_rejects;

	if (in->options.max_percent)
		limit = limit / 100 * (double)f->read;
	if (limit < (double)in->options.max_at_least)
		limit = (double)in->options.max_at_least;
	if ((double)f->rejected > limit)
		die("%s: %ld of %ld rows rejected, more than --max-rejects; "
		    "nothing was stored", f->file, f->rejected, f->read);
}

/* 04/11 and 11/04 may both be days: where some are not, none can be told. */
static void
check_order(const struct staging *in)
{
	const char *column = binding_misordered(in->binding);

	if (column != NULL)
		die_at(table_file(in->table), table_header_line(in->table),
		    "%s: its dates are not in the order that the map names; "
		    "nothing was stored", column);
}

static void
add_input(struct staging *in, int table)
{
	char *longer;

	in->input = mem_grow(in->input, in->n + 1, &in->cap,
	    sizeof *in->input);
	in->input[in->n++] = (struct input){
		.file = xstrdup(table_file(in->table)), .table = table};
	longer = xasprintf("%s%s%s", in->files, *in->files == '\0' ? "" : "\n",
	    table_file(in->table));
	free(in->files);
	in->files = longer;
}

/* For the rows of maps that turn out to have no effect. */
static void
note_headings(struct staging *in)
{
	for (size_t i = 0; i < table_columns(in->table); i++) {
		char *heading = xstrdup(table_heading(in->table, i));

		utf8_fold(heading, heading);
		names_add(in->headings, heading);
		free(heading);
	}
}

/* The headings that make no column; "" if all do. */
static char *
unused(const struct staging *in)
{
	char *list = xstrdup("");

	for (size_t i = 0; i < table_columns(in->table); i++) {
		const char *heading = table_heading(in->table, i);
		char *had = list;

		if (*heading == '\0' || binding_uses(in->binding, i))
			continue;
		list = xasprintf("%s%s%s", had, *had == '\0' ? "" : ", ",
		    heading);
		free(had);
	}
	return list;
}

/* One half of a place is none. */
static void
say_half_place(const struct staging *in, const struct schema_table *t)
{
	int lat = schema_column(t, "lat"), lon = schema_column(t, "lon");
	uint32_t there = binding_columns(in->binding);

	if (lat >= 0 && (there >> lat & 1) != (there >> lon & 1))
		diag_warn("%s:%ld: no column %s: there are no places without it",
		    table_file(in->table), table_header_line(in->table),
		    (there >> lat & 1) != 0 ? "lon" : "lat");
}

/* A day whose heading is unknown is one on which nobody who is new works; a
 * list with most days has all of them, nearly always. */
static void
say_days(const struct staging *in)
{
	static const char *const day[] = {"mon", "tue", "wed", "thu", "fri"};
	char *list = xstrdup("");
	size_t n = 0;

	for (size_t i = 0; i < sizeof day / sizeof day[0]; i++) {
		int c = schema_column(&import_tables[WORKERS], day[i]);

		if ((binding_columns(in->binding) >> c & 1) == 0) {
			tags_append(&list, day[i]);
			n++;
		}
	}
	if (n == 1 || n == 2)
		diag_warn("%s:%ld: no column %s: stored hours stay, a new worker has"
		    " none then; if another heading means it, say so with --map",
		    table_file(in->table), table_header_line(in->table), list);
	free(list);
}

static void
say_headings(const struct staging *in, int table)
{
	long line = table_header_line(in->table);
	char *list = unused(in);

	unread_say(in->table, in->map, &import_tables[table], in->binding);
	say_half_place(in, &import_tables[table]);
	if (*list != '\0')
		diag_detail("%s:%ld: nothing takes these headings: %s",
		    table_file(in->table), line, list);
	free(list);
	if (table == WORKERS)
		say_days(in);
	if (table == LETTERS && (binding_columns(in->binding) >>
	    LETTER_RESULT & 1) == 0)
		diag_warn("%s:%ld: no column result: new letters are open",
		    table_file(in->table), line);
	if (table == ABSENCES && (binding_columns(in->binding) >>
	    ABSENCE_TO & 1) == 0)
		diag_warn("%s:%ld: no column to: new absences last until further"
		    " notice", table_file(in->table), line);
}

static struct table_dialect
dialect_of(struct staging *in)
{
	return (struct table_dialect){
		.encoding = in->options.encoding,
		.separator = in->options.separator,
		.skip_lines = in->options.skip_lines,
		.skip_footer = in->options.skip_footer,
		.header = in->options.header,
		.short_rows = true,
		.score = score, .score_arg = in,
		.reject = on_unreadable, .reject_arg = in,
	};
}

static void
bind(struct staging *in, const struct schema_table *t)
{
	in->binding = binding_open(in->table, in->map, t);
	binding_today(in->binding, in->options.today);
	if (in->options.strict)
		binding_strict(in->binding);
	if (table_separator(in->table) == '\t' &&
	    binding_is_ours(in->table, in->map, t))
		table_escapes(in->table);
}

void
staging_file(struct staging *in, const char *operand)
{
	struct table_dialect dialect = dialect_of(in);
	const struct schema_table *t;
	struct input *f;
	int table;

	in->table = table_open_export(operand, &dialect);
	t = binding_recognize(in->table, in->map, in->options.table);
	table = (int)(t - import_tables);
	bind(in, t);
	note_headings(in);
	say_headings(in, table);
	add_input(in, table);
	stage_for(in, table);
	if (in->rejects != NULL)
		rejects_file(in->rejects, in->table);
	read_rows(in, table);
	f = &in->input[in->n - 1];
	f->headed = binding_headed(in->binding);
	f->headings = binding_known(in->binding);
	f->read = table_read(in->table);
	f->rejected = table_rejected(in->table);
	f->left_out = table_left_out(in->table);
	say_times(f);
	check_order(in);
	check_rejects(in, f);
	binding_close(in->binding);
	table_close(in->table);
}

void
staging_end(struct staging *in)
{
	map_say_unused(in->map, in->headings);
	progress_end();
}

const char *
staging_files(const struct staging *in)
{
	return in->files;
}

bool
staging_has(const struct staging *in, int table)
{
	return in->stage[table].has_input;
}

long
staging_read(const struct staging *in, int table)
{
	long n = 0;

	for (size_t i = 0; i < in->n; i++)
		if (in->input[i].table == table)
			n += in->input[i].read;
	return n;
}

void
staging_count(const struct staging *in, int table, struct account *account)
{
	account->read = account->rejected = account->left_out = 0;
	account->values = 0;
	account->blocked = in->blocked[table];
	for (size_t i = 0; i < in->n; i++) {
		const struct input *f = &in->input[i];

		if (f->table != table)
			continue;
		account->read += f->read;
		account->rejected += f->rejected;
		account->left_out += f->left_out;
		account->values += f->values;
	}
}

size_t
staging_inputs(const struct staging *in)
{
	return in->n;
}

struct staging_input
staging_input(const struct staging *in, size_t i)
{
	const struct input *f = &in->input[i];

	return (struct staging_input){f->file, f->table, f->headed,
	    f->headings, f->read, f->rejected};
}

struct caseids *
staging_clients(struct staging *in)
{
	return in->clients;
}

struct purposes *
staging_purposes(struct staging *in)
{
	return in->purposes;
}

bool
staging_next(struct staging *in, int table, struct staged_row *row)
{
	struct stage *h = &in->stage[table];
	struct sorted item;

	if (h->rows == NULL)
		return false;
	if (!sorter_next(h->rows, &item)) {
		sorter_close(h->rows);
		h->rows = NULL;
		return false;
	}
	stagedrow_unpack(item.bytes, row);
	return true;
}

bool
staging_next_allowed(struct staging *in, int table, struct staged_row *row)
{
	while (staging_next(in, table, row)) {
		if (!caseids_blocked(in->clients, (uint32_t)row->value[0].i))
			return true;
		in->blocked[table]++;
	}
	return false;
}

bool
staging_next_known(struct staging *in, int table, struct staged_row *row)
{
	while (staging_next_allowed(in, table, row)) {
		if (caseids_id(in->clients, (uint32_t)row->value[0].i) != 0)
			return true;
		staging_refuse(in, row, "case_id", "unknown case");
	}
	return false;
}

bool
staging_letters_repeat(struct staging *in)
{
	struct sorted item;
	uint64_t last = UINT64_MAX;
	bool repeat = false;

	while (in->letter_keys != NULL && !repeat &&
	    sorter_next(in->letter_keys, &item)) {
		repeat = item.key == last;
		last = item.key;
	}
	sorter_close(in->letter_keys);
	in->letter_keys = NULL;
	return repeat;
}

static void
keep_refused(struct staging *in, const struct staged_row *row,
    const char *column, const char *reason)
{
	const char *p = row->fields;
	size_t n = (size_t)pack_take_uint(&p);
	const char **field = xcalloc(n, sizeof *field);

	for (size_t i = 0; i < n; i++)
		field[i] = pack_take_text(&p);
	rejects_add(in->rejects, row->file, row->line, column, reason, field,
	    n);
	free(field);
}

void
staging_say(const struct staging *in, const struct staged_row *row,
    const char *column, const char *what)
{
	diag_at(in->input[row->file].file, row->line, column, "%s", what);
}

void
staging_refuse(struct staging *in, const struct staged_row *row,
    const char *column, const char *reason)
{
	struct input *f = &in->input[row->file];

	f->rejected++;
	diag_at(f->file, row->line, column, "%s", reason);
	if (row->fields != NULL)
		keep_refused(in, row, column != NULL ? column : "", reason);
}

bool
staging_has_key(const struct staging *in, int table, const char *key)
{
	uint32_t i;

	if (table != CASES)
		return names_find(in->stage[table].seen, key) >= 0;
	return caseids_used(in->clients, key, &i) && i < in->seen_cap &&
	    in->seen[i];
}

void
staging_settle(struct staging *in)
{
	for (size_t i = 0; i < in->n; i++)
		check_rejects(in, &in->input[i]);
	if (in->rejects != NULL)
		rejects_write(in->rejects);
}

int
staging_finish(struct staging *in, int status)
{
	return rejects_finish(in->rejects, status);
}
