/* replay.c -- each input of a corpus, once: what was found stays mended.
 *
 *	build/tests/fuzz/windows tests/fuzz/corpus/windows
 *	build/tests/fuzz/windows bytes build/fuzz/found/windows-crash-...
 *	build/tests/fuzz/windows unpack tests/fuzz/corpus/windows DIRECTORY
 *
 * An input that breaks something is named, and the status is 1. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"

enum { SECONDS = 60 };  /* for one input */

/* Each call has a process of its own, as programs have. */
int
fuzz_inside(int (*call)(void *), void *arg)
{
	int status;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0)
		exit(call(arg));
	if (waitpid(pid, &status, 0) != pid || WIFSIGNALED(status))
		abort();
	return WEXITSTATUS(status);
}

static bool
replay(const char *place, const uint8_t *data, size_t n)
{
	int status = 0;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		alarm(SECONDS);
		LLVMFuzzerTestOneInput(data, n);
		_exit(0);
	}
	if (waitpid(pid, &status, 0) != pid || status != 0)
		printf("%s: broken, %d\n", place, status);
	return status == 0;
}

/*
 * A corpus is a text: a line for each input, \xHH for what does not show itself
 * and for a backslash.  A line that begins with # is a remark.
 */

static int
hex(char c)
{
	return c >= 'a' ? c - 'a' + 10 : c - '0';
}

static size_t
unescape(char *s, size_t n)
{
	size_t out = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\\' && i + 3 < n) {
			s[out++] = (char)(hex(s[i + 2]) * 16 + hex(s[i + 3]));
			i += 3;
		} else {
			s[out++] = s[i];
		}
	}
	return out;
}

static const char *unpack;  /* into this directory, instead of replaying */

static bool
use(const char *file, long number, char *line, size_t n)
{
	char place[512];
	FILE *f;

	n = unescape(line, n);
	if (unpack == NULL) {
		snprintf(place, sizeof place, "%s:%ld", file, number);
		return replay(place, (const uint8_t *)line, n);
	}
	snprintf(place, sizeof place, "%s/%ld", unpack, number);
	f = fopen(place, "w");
	return f != NULL && fwrite(line, 1, n, f) == n && fclose(f) == 0;
}

/* Read whole, before there are processes that share the file. */
static bool
use_corpus(const char *path, long *inputs)
{
	char *text = fuzz_slurp(path, NULL), *next;
	bool fine = true;
	long number = 1;

	for (char *line = text; *line != '\0'; line = next, number++) {
		size_t n = strcspn(line, "\n");

		next = line + n + (line[n] != '\0');
		if (*line == '#')
			continue;
		fine &= use(path, number, line, n);
		++*inputs;
	}
	free(text);
	return fine;
}

static bool
use_bytes(const char *path)
{
	size_t n;
	char *data = fuzz_slurp(path, &n);
	bool fine = replay(path, (const uint8_t *)data, n);

	free(data);
	return fine;
}

int
main(int argc, char *argv[])
{
	bool fine = true;
	long n = 0;

	fuzz_path("");  /* the directory is this process's */
	if (argc == 4 && strcmp(argv[1], "unpack") == 0) {
		unpack = argv[3];
		return use_corpus(argv[2], &n) ? 0 : 1;
	}
	fuzz_begin();
	if (argc == 3 && strcmp(argv[1], "bytes") == 0)
		return use_bytes(argv[2]) ? 0 : 1;
	for (int i = 1; i < argc; i++)
		fine &= use_corpus(argv[i], &n);
	printf("%ld inputs\n", n);
	return fine && n > 0 ? 0 : 1;
}
