/* import_fuzz -- an export into an empty database, without storing: accounts
 * add up, and what was rejected is in the file of rejects.  A first byte below
 * the number of `ways` chooses options and is not part of the export. */
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

int cases_import_main(int argc, char *argv[]);

static long
lines_in(const char *path)
{
	char *text = fuzz_slurp(path, NULL);
	long n = 0;

	for (const char *p = text; *p != '\0'; p++)
		n += *p == '\n';
	free(text);
	return n;
}

static void
check_account(void)
{
	long read = fuzz_account("read"), rejected = fuzz_account("rejected");

	FUZZ_CHECK(read >= 0, "who stores gives an account");
	FUZZ_CHECK(read == fuzz_account("new") + fuzz_account("changed") +
	    fuzz_account("unchanged") + rejected, "the account adds up");
}

static const char *const ways[][2] = {
	{"--skip-footer=2"},
	{"--skip-lines=1"},
	{"--header=case_id,surname,,birth_date", "--separator=tab"},
	{"--encoding=UTF-16LE"},
	{"--encoding=windows-1252", "--separator=;"},
	{"--snapshot"},
	{"--table=letters", "--strict"},
};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const usual[2];
	const char *const *way = usual;
	int status;

	if (n > 0 && data[0] < sizeof ways / sizeof *ways) {
		way = ways[data[0]];
		data++;
		n--;
	}
	fuzz_file("input", data, n);
	fuzz_lines("rejects", "");
	status = fuzz_program(FUZZ_PROGRAM(cases_import), "-n",
	    "--as-of=2026-03-03", "--max-rejects=100%", "-d", fuzz_path("none"),
	    "--rejects", fuzz_path("rejects"), fuzz_path("input"), way[0], way[1], NULL);
	fuzz_contract("cases-import", status);
	fuzz_secret(data, n);
	if (status <= 1) {
		check_account();
		FUZZ_CHECK(fuzz_account("rejected") == 0 || status == 1,
		    "a rejected row shows in the status");
		FUZZ_CHECK(lines_in(fuzz_path("stdout")) == 1 +
		    fuzz_account("new"), "each new record has a row");
	}
	return 0;
}
