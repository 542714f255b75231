/* settings_fuzz -- the file of settings, for a program that stores nothing. */
#include <stdlib.h>

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/office.h"

int runs_list_main(int argc, char *argv[]);
int visits_list_main(int argc, char *argv[]);

void
fuzz_begin(void)
{
	office_make();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	int status;

	fuzz_file("settings", data, n);
	setenv("DOORSTEP_CONFIG", fuzz_path("settings"), 1);
	status = fuzz_program(FUZZ_PROGRAM(visits_list), "-d", fuzz_path("office"),
	    "--format=tsv", "-o", fuzz_path("list"), NULL);
	fuzz_contract("visits-list", status);
	return 0;
}
