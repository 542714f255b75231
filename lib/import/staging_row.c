#include "lib/import/staging.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/base/mem.h"
#include "lib/import/absences.h"
#include "lib/import/letterkey.h"
#include "lib/import/staging_parts.h"
#include "lib/io/recognize.h"

void
staging_keep_reject(struct staging *in, const struct row *row,
    const char *column, const char *reason)
{
	if (in->rejects != NULL)
		rejects_add(in->rejects, (unsigned)in->n - 1, row->line,
		    column != NULL ? column : "", reason,
		    (const char *const *)row->field, row->n);
}

static bool
refers(int table)
{
	return import_tables[table].column[0].refers != REFERS_NOWHERE;
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

	if (staging_of_case(table)) {
		key = caseids_number(in->clients, v[0].s);
		v[0] = (struct value){.type = VALUE_INT, .i = (int64_t)key};
	} else {
		key = (uint64_t)names_add(in->stage[table].keys, v[0].s);
	}
	key <<= STAGING_DUE_BITS;
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
	staging_keep_reject(in, row, column, wrong);
}

/* An absence is of whole days, or of the times in columns of their own. */
static void
note_times(struct staging *in)
{
	in->input[in->n - 1].times +=
	    binding_has_time(in->binding, ABSENCE_FROM) ||
	    binding_has_time(in->binding, ABSENCE_TO);
}

void
staging_row(struct staging *in, int table, const struct row *row)
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
	if (table == LETTERS || table == CUTS || table == REFERRALS)
		fouryears_add(&in->input[in->n - 1].days, (date)r.value[1].i);
	in->input[in->n - 1].two_times += binding_two_times(in->binding);
	if (may_be_header(table, &r))
		check_header(in, row);
	take(in, table, &r, row);
}
