/* plan_fuzz -- the inputs of visits-plan.  The first byte says which: people,
 * a team, absences, shifts, travel times, or a plan to be checked. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/office.h"

int visits_plan_main(int argc, char *argv[]);

static const char people[] = "case_id\turgency\tlat\tlon\tplace\tvisit_by\n"
    "A1\t50\t50\t8\tp1\t2026-03-05\nA2\t40\t50\t8.1\tp2\t\n";
static const char shifts[] = "worker\tdate\tstart\tend\tlat\tlon\tplace\n"
    "w1\t2026-03-04\t08:00\t16:00\t50\t8\tp1\n";

void
fuzz_begin(void)
{
	office_make();
	fuzz_lines("few", people);
	fuzz_lines("shifts", shifts);
}

/* Two options, and the people or the plan. */
static int
plan(const char *option, const char *other, const char *operand)
{
	return fuzz_program(FUZZ_PROGRAM(visits_plan), OFFICE_TODAY, "-d",
	    fuzz_path("early"), "--effort=1", "--threads=1", "--time-limit=1",
	    operand, option, other, NULL);
}

static const char *
option(const char *name, const char *file)
{
	static char text[2][256];
	static int i;

	i = !i;
	snprintf(text[i], sizeof text[i], "--%s=%s", name, fuzz_path(file));
	return text[i];
}

static int
run(int which)
{
	const char *few = fuzz_path("few");

	switch (which) {
	case 'p': return plan(NULL, NULL, fuzz_path("input"));
	case 't': return plan(option("team", "input"), NULL, few);
	case 'a': return plan(option("absences", "input"), NULL, few);
	case 's': return plan(option("shifts", "input"), NULL, few);
	case 'r': return plan(option("travel", "input"),
	    option("shifts", "shifts"), few);
	default: return plan("--check", NULL, fuzz_path("input"));
	}
}

/* What is planned keeps the rules. */
static void
check_plan(int which)
{
	int status;

	office_copy("stdout", "made");
	switch (which) {
	case 's':
		status = plan("--check", option("shifts", "input"), fuzz_path("made"));
		break;
	case 'r':
		return;  /* the place is not in the plan */
	case 't':
		status = plan("--check", option("team", "input"), fuzz_path("made"));
		break;
	case 'a':
		status = plan("--check", option("absences", "input"),
		    fuzz_path("made"));
		break;
	default:
		return;
	}
	FUZZ_CHECK(status == 0, "a plan keeps the rules");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	int status;

	if (n == 0)
		return 0;
	fuzz_file("input", data + 1, n - 1);
	status = run(data[0]);
	fuzz_contract("visits-plan", status);
	if (n > 1)
		fuzz_secret(data + 1, n - 1);
	if (status == 0)
		check_plan(data[0]);
	return 0;
}
