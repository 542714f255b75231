/* inside.c -- programs and their parts, run over and over in one process.
 *
 * A program leaves three things behind that the next run must not see: what it
 * remembers in static variables, memory, and open files.  The variables are put
 * back as they were at the start (statics.h); memory that only our own code has
 * asked for is noted and freed; files are closed, by number.  What ends a
 * program, exit(), comes back to fuzz_inside() instead.
 *
 * The linker hands the calls over: --wrap=exit and so on. */
#include <fcntl.h>
#include <getopt.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sanitizer/common_interface_defs.h>

#include "tests/fuzz/fuzz.h"

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
void __real_free(void *);
_Noreturn void __real_exit(int);
int __real_atexit(void (*)(void));
int __real_sqlite3_close_v2(sqlite3 *);

void *__wrap_malloc(size_t);
void *__wrap_calloc(size_t, size_t);
void *__wrap_realloc(void *, size_t);
void __wrap_free(void *);
_Noreturn void __wrap_exit(int);
int __wrap_atexit(void (*)(void));
int __wrap_sqlite3_close_v2(sqlite3 *);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static bool inside;
static jmp_buf back;
static int ended;  /* with this status */

/*
 * Memory: a table of what is not freed yet, by address.
 */

static void **noted;
static size_t noted_n, noted_size;  /* a power of two */

static size_t
place_of(const void *p)
{
	return ((uintptr_t)p >> 4) * 0x9E3779B97F4A7C15u >> 20 &
	    (noted_size - 1);
}

static void
put(void *p)
{
	size_t i = place_of(p);

	while (noted[i] != NULL)
		i = (i + 1) & (noted_size - 1);
	noted[i] = p;
	noted_n++;
}

static void
note(void *p)
{
	void **old = noted;
	size_t size = noted_size;

	if (!inside || p == NULL)
		return;
	if (2 * noted_n >= size) {
		noted_size = size == 0 ? 4096 : 2 * size;
		noted = __real_calloc(noted_size, sizeof *noted);
		noted_n = 0;
		for (size_t i = 0; i < size; i++)
			if (old[i] != NULL)
				put(old[i]);
		__real_free(old);
	}
	put(p);
}

/* Takes it out, and closes the gap that searching would stop at. */
static void
forget(const void *p)
{
	size_t mask = noted_size - 1, i = place_of(p), j, home;

	if (!inside || p == NULL || noted_size == 0)
		return;
	while (noted[i] != NULL && noted[i] != p)
		i = (i + 1) & mask;
	if (noted[i] == NULL)
		return;
	noted_n--;
	for (j = (i + 1) & mask; noted[j] != NULL; j = (j + 1) & mask) {
		home = place_of(noted[j]);
		if (((j - home) & mask) >= ((j - i) & mask)) {
			noted[i] = noted[j];
			i = j;
		}
	}
	noted[i] = NULL;
}

void *
__wrap_malloc(size_t n)
{
	void *p = __real_malloc(n);

	note(p);
	return p;
}

void *
__wrap_calloc(size_t n, size_t size)
{
	void *p = __real_calloc(n, size);

	note(p);
	return p;
}

void *
__wrap_realloc(void *old, size_t n)
{
	void *p;

	forget(old);
	p = __real_realloc(old, n);
	note(p);
	return p;
}

void
__wrap_free(void *p)
{
	forget(p);
	__real_free(p);
}

static void
free_all(void)
{
	for (size_t i = 0; i < noted_size; i++) {
		__real_free(noted[i]);
		noted[i] = NULL;
	}
	noted_n = 0;
}

/*
 * Static variables.
 */

extern char __start_fuzz_bss[], __stop_fuzz_bss[], __start_fuzz_data[],
    __stop_fuzz_data[];
static char *first_bss, *first_data;

/* Between the variables lie bytes that nobody may touch: ASan does not look at
 * this one, and it must not become memcpy().  The section is aligned. */
__attribute__((no_sanitize("address"))) static void
copy(char *to, const char *from, size_t n)
{
	volatile uint64_t *word = (volatile uint64_t *)(void *)to;
	const uint64_t *source = (const uint64_t *)(const void *)from;

	for (size_t i = 0; i < n / sizeof *word; i++)
		word[i] = source[i];
	for (size_t i = n - n % sizeof *word; i < n; i++)
		((volatile char *)to)[i] = from[i];
}

static void
keep_statics(void)
{
	size_t bss = (size_t)(__stop_fuzz_bss - __start_fuzz_bss);
	size_t data = (size_t)(__stop_fuzz_data - __start_fuzz_data);

	first_bss = __real_malloc(bss);
	first_data = __real_malloc(data);
	copy(first_bss, __start_fuzz_bss, bss);
	copy(first_data, __start_fuzz_data, data);
}

static void
put_statics_back(void)
{
	copy(__start_fuzz_bss, first_bss,
	    (size_t)(__stop_fuzz_bss - __start_fuzz_bss));
	copy(__start_fuzz_data, first_data,
	    (size_t)(__stop_fuzz_data - __start_fuzz_data));
}

/*
 * The end.
 */

enum { LAST_WORDS = 16 };
static void (*last_words[LAST_WORDS])(void);
static int n_last_words;

int
__wrap_atexit(void (*f)(void))
{
	if (!inside)
		return __real_atexit(f);
	FUZZ_CHECK(n_last_words < LAST_WORDS, "few functions run at the end");
	last_words[n_last_words++] = f;
	return 0;
}

void
__wrap_exit(int status)
{
	if (!inside)
		__real_exit(status);
	ended = status;
	longjmp(back, 1);
}

/* A program that ends leaves its statements to the system. */
int
__wrap_sqlite3_close_v2(sqlite3 *db)
{
	sqlite3_stmt *s;

	while ((s = sqlite3_next_stmt(db, NULL)) != NULL)
		sqlite3_finalize(s);
	return __real_sqlite3_close_v2(db);
}

/* Bit n: file n is open. */
static uint64_t files_before;

static uint64_t
open_files(void)
{
	uint64_t open = 0;

	for (int fd = 0; fd < 64; fd++)
		open |= (uint64_t)(fcntl(fd, F_GETFD) >= 0) << fd;
	return open;
}

static void
close_files(void)
{
	uint64_t more = open_files() & ~files_before;

	for (int fd = 0; fd < 64; fd++)
		if ((more >> fd & 1) != 0)
			close(fd);
}

static void
clean_up(void)
{
	while (n_last_words > 0)
		last_words[--n_last_words]();
	close_files();
	free_all();
	inside = false;
	put_statics_back();
}

int
fuzz_inside(int (*call)(void *), void *arg)
{
	optind = 0;  /* getopt begins anew */
	files_before = open_files();
	inside = true;
	if (setjmp(back) == 0)
		ended = call(arg);
	clean_up();
	return ended;
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	int report = dup(STDERR_FILENO);

	(void)argc, (void)argv;
	__sanitizer_set_report_fd((void *)(intptr_t)report);
	keep_statics();
	fuzz_begin();
	return 0;
}
