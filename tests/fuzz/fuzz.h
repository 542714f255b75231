/* fuzz.h -- what the targets of "make fuzz" share.
 *
 * A target is a file here with LLVMFuzzerTestOneInput().  It hands bytes to a
 * module, or to a whole program, and says what must be true of what comes back:
 *
 *	int
 *	LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
 *	{
 *		fuzz_file("input", data, n);
 *		status = fuzz_program(FUZZ_PROGRAM(cases_import), "-n",
 *		    fuzz_path("input"), NULL);
 *		fuzz_contract("cases-import", status);
 *		return 0;
 *	}
 *
 * It is built twice.  With libFuzzer (clang) everything runs inside of one
 * process, thousands of times a second: inside.c.  With any compiler a program
 * that replays the files of a corpus, each in a process of its own: replay.c. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Called once before; a target may have none. */
void fuzz_begin(void);

/* What must hold, as a sentence; what does not ends the process by a signal. */
#define FUZZ_CHECK(condition, sentence) \
	((condition) ? (void)0 : fuzz_broken(__FILE__, __LINE__, sentence))
_Noreturn void fuzz_broken(const char *file, int line, const char *sentence);

/* The bytes as a text with a NUL behind; NULs inside become spaces.  Until the
 * next call. */
char *fuzz_text(const uint8_t *data, size_t n);

/* Files in a directory of this process, in memory: "input" and its full name
 * (until the eighth call from now). */
const char *fuzz_path(const char *name);
void fuzz_file(const char *name, const void *data, size_t n);
void fuzz_lines(const char *name, const char *text);
char *fuzz_slurp(const char *path, size_t *n);  /* free it; ends with a NUL */

/* Runs a program with these operands and options, NULL at their end; its
 * status.  What it wrote is in the files "stdout" and "stderr". */
typedef int (*fuzz_main)(int argc, char *argv[]);
int fuzz_program(fuzz_main, const char *name, ...);
#define FUZZ_PROGRAM(name) name##_main, #name

/* Calls a part of the library that may end the program; 0, or the status. */
int fuzz_call(void (*part)(void *), void *arg);

/* What is true of any run: the status is one of the contract's, who fails says
 * so, each line on stderr is the program's and says nothing of the input's,
 * stdout is even TSV in UTF-8 without control characters. */
void fuzz_contract(const char *program, int status);
void fuzz_tsv(const char *text, size_t n);

/* No word of the input that has a capital letter, a digit among letters or a
 * byte beyond ASCII is in the messages. */
void fuzz_secret(const uint8_t *data, size_t n);

/* The number behind a word of the account: "read", "new"; -1: none is there. */
long fuzz_account(const char *word);

/* For fuzz.c alone. */
int fuzz_inside(int (*call)(void *), void *arg);

#endif
