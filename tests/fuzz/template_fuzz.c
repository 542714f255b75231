/* template_fuzz -- a page with places for values, filled with a sheet. */
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/office.h"

int visits_print_main(int argc, char *argv[]);

void
fuzz_begin(void)
{
	office_make();
	fuzz_lines("hostile", "visit_id\tdate\tworker\tstart\tcase_id\tsurname\n"
	    "1\t2026-03-04\tw1\t08:00\tA1\t<script>&\"'\n");
}

static void
fill(const char *rows)
{
	int status = fuzz_program(FUZZ_PROGRAM(visits_print), OFFICE_TODAY, "-T",
	    fuzz_path("page.html"), "--set=office=Amt", "-o", fuzz_path("made"),
	    fuzz_path(rows), NULL);

	fuzz_contract("visits-print", status);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *made;
	size_t len;

	fuzz_file("page.html", data, n);
	fill("sheet");
	fuzz_lines("made", "");
	fill("hostile");
	made = fuzz_slurp(fuzz_path("made"), &len);
	if (strstr(fuzz_text(data, n), "<script") == NULL)
		FUZZ_CHECK(strstr(made, "<script") == NULL,
		    "a value is text, whatever it is");
	free(made);
	return 0;
}
