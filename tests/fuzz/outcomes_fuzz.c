/* outcomes_fuzz -- what happened at the door, as a sheet that comes back: the
 * account adds up, and a row that was taken is no news the second time. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/office.h"

int visits_log_main(int argc, char *argv[]);

void
fuzz_begin(void)
{
	office_make();
}

static int
run(void)
{
	return fuzz_program(FUZZ_PROGRAM(visits_log), OFFICE_TODAY, "-d",
	    fuzz_path("db"), fuzz_path("input"), NULL);
}

static void
check_account(void)
{
	FUZZ_CHECK(fuzz_account("read") == fuzz_account("new") +
	    fuzz_account("changed") + fuzz_account("unchanged") +
	    fuzz_account("skipped") + fuzz_account("rejected"),
	    "the account adds up");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	long taken, rejected;
	int status;

	office_copy("office", "db");
	unlink(fuzz_path("db-journal"));
	fuzz_file("input", data, n);
	status = run();
	fuzz_contract("visits-log", status);
	fuzz_secret(data, n);
	if (status > 1)
		return 0;
	check_account();
	taken = fuzz_account("new") + fuzz_account("changed") +
	    fuzz_account("unchanged");
	rejected = fuzz_account("rejected");
	status = run();
	fuzz_contract("visits-log", status);
	FUZZ_CHECK(status <= 1, "what could be read can be read again");
	check_account();
	FUZZ_CHECK(fuzz_account("new") == 0, "nothing is new the second time");
	FUZZ_CHECK(rejected > 0 || fuzz_account("rejected") == 0 || taken > 1,
	    "what was taken is not rejected the second time");
	return 0;
}
