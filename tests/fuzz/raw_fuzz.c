/* raw_fuzz -- figures of an office, to be added to those of another. */
#include <stdlib.h>

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/office.h"

int stats_report_main(int argc, char *argv[]);

void
fuzz_begin(void)
{
	office_make();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	int status;

	fuzz_file("input", data, n);
	status = fuzz_program(FUZZ_PROGRAM(stats_report), "--merge",
	    fuzz_path("input"), NULL);
	fuzz_contract("stats-report", status);
	fuzz_secret(data, n);
	return 0;
}
