#include "lib/import/absences.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/import/tables.h"

struct absences {
	struct db *db;
	int64_t run;
	struct query worker, find, add, change, drop;
};

bool
absences_replace(const struct staged_row *earlier,
    const struct staged_row *later)
{
	return (stagedrow_value(earlier, ABSENCE_START).type == VALUE_NULL) !=
	    (stagedrow_value(later, ABSENCE_START).type == VALUE_NULL);
}

struct absences *
absences_open(struct db *db, int64_t run)
{
	struct absences *a = xcalloc(1, sizeof *a);

	a->db = db;
	a->run = run;
	a->worker = db_query(db, "SELECT id FROM worker WHERE worker = ?1");
	a->find = db_query(db, "SELECT last, \"end\" FROM absence"
	    " WHERE worker IS ?1 AND first = ?2 AND start IS ?3");
	a->add = db_query(db, "INSERT INTO absence"
	    " (worker, first, start, last, \"end\", run)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
	a->change = db_query(db, "UPDATE absence SET last = ?4, \"end\" = ?5,"
	    " run = ?6 WHERE worker IS ?1 AND first = ?2 AND start IS ?3");
	a->drop = db_query(db, "DELETE FROM absence"
	    " WHERE worker IS ?1 AND first = ?2"
	    " AND (start IS NULL) = (?3 IS NOT NULL) RETURNING 1");
	return a;
}

void
absences_close(struct absences *a)
{
	if (a == NULL)
		return;
	db_end(&a->worker);
	db_end(&a->find);
	db_end(&a->add);
	db_end(&a->change);
	db_end(&a->drop);
	free(a);
}

int64_t
absences_worker(struct absences *a, const char *worker)
{
	if (strcmp(worker, "*") == 0)
		return ABSENCES_ALL;
	return db_find(&a->worker, worker);
}

/* As the first three parameters of each statement. */
static void
bind_key(struct absences *a, struct query *q, const struct staged_row *row)
{
	int64_t worker = absences_worker(a, row->value[ABSENCE_WORKER].s);
	struct value start = stagedrow_value(row, ABSENCE_START);

	if (worker == ABSENCES_ALL)
		db_bind_null(q, 1);
	else
		db_bind_int(q, 1, worker);
	db_bind_int(q, 2, row->value[ABSENCE_FROM].i);
	db_bind(q, 3, &start);
}

static void
write(struct absences *a, struct query *q, const struct staged_row *row,
    const struct value *last, const struct value *end)
{
	bind_key(a, q, row);
	db_bind(q, 4, last);
	db_bind(q, 5, end);
	db_bind_int(q, 6, a->run);
	db_run(q);
}

/* Was any of the other kind there? */
static bool
drop_others(struct absences *a, const struct staged_row *row)
{
	bool any = false;

	bind_key(a, &a->drop, row);
	while (db_step(&a->drop))
		any = true;
	return any;
}

static struct value
stored_value(struct query *q, int column)
{
	if (db_null(q, column))
		return (struct value){.type = VALUE_NULL};
	return (struct value){.type = VALUE_INT, .i = db_int(q, column)};
}

enum action
absences_put(struct absences *a, const struct staged_row *row)
{
	struct value last = stagedrow_value(row, ABSENCE_TO);
	struct value end = stagedrow_value(row, ABSENCE_END);
	struct value old;
	bool there, dropped;

	bind_key(a, &a->find, row);
	there = db_step(&a->find);
	old = stored_value(&a->find, 0);
	if (there && (row->columns >> ABSENCE_TO & 1) == 0)
		last = old;
	if (there && value_equal(&last, &old)) {
		struct value old_end = stored_value(&a->find, 1);

		if (value_equal(&end, &old_end)) {
			db_reset(&a->find);
			return UNCHANGED;
		}
	}
	db_reset(&a->find);
	if (!there && (row->odd & ROW_SHORT) != 0)
		return REFUSED;
	dropped = drop_others(a, row);
	write(a, there ? &a->change : &a->add, row, &last, &end);
	return there || dropped ? CHANGED : ADDED;
}

char *
absences_key(const char *worker, int64_t from, const struct value *start)
{
	char day[DATE_SIZE], at[CLOCK_SIZE];

	date_format((date)from, day);
	if (start->type == VALUE_NULL)
		return xasprintf("%s,%s", worker, day);
	return xasprintf("%s,%s,%s", worker, day,
	    clock_format((int)start->i, at));
}
