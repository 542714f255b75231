#include "lib/import/fouryears.h"

enum { ENOUGH = 10, LONG_AGO = 3 * 365, ONE_IN = 10 };

void
fouryears_add(struct fouryears *f, date day)
{
	int weekday = date_weekday(day);

	f->newest = f->n == 0 || day > f->newest ? day : f->newest;
	f->n++;
	f->mondays += weekday == MONDAY;
	f->saturdays += weekday == SATURDAY;
}

bool
fouryears_moved(const struct fouryears *f, date today)
{
	return f->n >= ENOUGH && f->mondays == 0 &&
	    f->saturdays * ONE_IN >= f->n && f->newest < today - LONG_AGO;
}
