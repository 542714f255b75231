#include "lib/import/fouryears.h"

enum { MONDAY = 0, SATURDAY = 5, ENOUGH = 10, LONG_AGO = 3 * 365,
	ONE_IN = 10 };

void
fouryears_add(struct fouryears *f, date day)
{
	f->newest = f->n == 0 || day > f->newest ? day : f->newest;
	f->n++;
	f->mondays += date_weekday(day) == MONDAY;
	f->saturdays += date_weekday(day) == SATURDAY;
}

bool
fouryears_moved(const struct fouryears *f, date today)
{
	return f->n >= ENOUGH && f->mondays == 0 &&
	    f->saturdays * ONE_IN >= f->n && f->newest < today - LONG_AGO;
}
