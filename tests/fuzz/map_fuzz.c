/* map_fuzz -- what other systems call our columns (the bytes) and an export
 * under that map. */
#include "tests/fuzz/fuzz.h"

int cases_import_main(int argc, char *argv[]);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	int status;

	fuzz_file("map", data, n);
	fuzz_lines("input", "Nummer;Termin;Ergebnis;Stand\n"
	    "A1;02.02.2026;gekommen;ja\nA2;2/3/2026;;nein\n;;;\n");
	status = fuzz_program(FUZZ_PROGRAM(cases_import), "-n", "-v",
	    "--as-of=2026-03-03", "-d", fuzz_path("none"), "-m", fuzz_path("map"),
	    fuzz_path("input"), NULL);
	fuzz_contract("cases-import", status);
	return 0;
}
