/* rules_fuzz -- what the law says, as a table: the first byte says which, 'p'
 * the policy, 'r' how long records are kept, else the holidays. */
#include <stdio.h>

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/office.h"

int cases_overdue_main(int argc, char *argv[]);
int cases_erase_main(int argc, char *argv[]);

void
fuzz_begin(void)
{
	office_make();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char option[128];
	int status;

	if (n == 0)
		return 0;
	fuzz_file("input", data + 1, n - 1);
	snprintf(option, sizeof option, "--%s=%s",
	    data[0] == 'p' ? "policy" :
	    data[0] == 'r' ? "retention" : "holidays", fuzz_path("input"));
	if (data[0] == 'r') {
		status = fuzz_program(FUZZ_PROGRAM(cases_erase), OFFICE_TODAY,
		    "-n", "-q", "-d", fuzz_path("office"), option, NULL);
		fuzz_contract("cases-erase", status);
	} else {
		status = fuzz_program(FUZZ_PROGRAM(cases_overdue), OFFICE_TODAY,
		    "-d", fuzz_path("office"), option, NULL);
		fuzz_contract("cases-overdue", status);
	}
	return 0;
}
