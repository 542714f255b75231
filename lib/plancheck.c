#include "lib/plancheck.h"

int
plancheck(struct planning *p)
{
	(void)p;
	return 2;
}
