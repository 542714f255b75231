#include "tests/fuzz/fuzz.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/utf8.h"

__attribute__((weak)) void
fuzz_begin(void)
{
}

static char box[64];
static pid_t owner;
static int speak = STDERR_FILENO;  /* while a program's goes elsewhere */

void
fuzz_broken(const char *file, int line, const char *sentence)
{
	char text[512];
	int n = snprintf(text, sizeof text, "%s:%d: not so: %s\n", file, line,
	    sentence);

	if (write(speak, text, (size_t)n) != n)
		_exit(98);
	abort();
}

char *
fuzz_text(const uint8_t *data, size_t n)
{
	static char *text;

	text = realloc(text, n + 1);
	FUZZ_CHECK(text != NULL, "there is memory");
	for (size_t i = 0; i < n; i++)
		text[i] = data[i] == 0 ? ' ' : (char)data[i];
	text[n] = '\0';
	return text;
}

/*
 * A directory that is gone when we are.
 */

static void
remove_box(void)
{
	char command[96];

	if (owner != getpid())
		return;
	snprintf(command, sizeof command, "rm -rf %s", box);
	if (system(command) != 0)
		perror(box);
}

static void
make_box(void)
{
	const char *where = getenv("TMPDIR");

	if (where == NULL)
		where = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
	snprintf(box, sizeof box, "%.40s/fuzz.XXXXXX", where);
	FUZZ_CHECK(mkdtemp(box) != NULL, "there is a directory");
	owner = getpid();
	atexit(remove_box);
}

const char *
fuzz_path(const char *name)
{
	static char path[8][128];
	static int next;

	if (*box == '\0')
		make_box();
	next = (next + 1) % 8;
	snprintf(path[next], sizeof path[next], "%s/%s", box, name);
	return path[next];
}

void
fuzz_file(const char *name, const void *data, size_t n)
{
	int fd = open(fuzz_path(name), O_WRONLY | O_CREAT | O_TRUNC, 0600);
	const char *p = data;

	FUZZ_CHECK(fd >= 0, "a file can be made");
	while (n > 0) {
		ssize_t w = write(fd, p, n);

		FUZZ_CHECK(w > 0, "a file can be written");
		p += w;
		n -= (size_t)w;
	}
	close(fd);
}

void
fuzz_lines(const char *name, const char *text)
{
	fuzz_file(name, text, strlen(text));
}

char *
fuzz_slurp(const char *path, size_t *n)
{
	int fd = open(path, O_RDONLY);
	struct stat st;
	char *text;
	ssize_t got;

	FUZZ_CHECK(fd >= 0 && fstat(fd, &st) == 0, "the file is there");
	text = malloc((size_t)st.st_size + 1);
	FUZZ_CHECK(text != NULL, "there is memory");
	got = read(fd, text, (size_t)st.st_size);
	FUZZ_CHECK(got == st.st_size, "the file can be read");
	close(fd);
	text[got] = '\0';
	if (n != NULL)
		*n = (size_t)got;
	return text;
}

/*
 * Programs and parts of the library.
 */

static void
redirect(int fd, const char *path, int flags)
{
	int file = open(path, flags, 0600);

	FUZZ_CHECK(file >= 0 && dup2(file, fd) == fd, "a file can be opened");
	close(file);
}

struct streams { int in, out, err; };

static struct streams
redirect_all(void)
{
	struct streams s = {fcntl(0, F_DUPFD_CLOEXEC, 100),
	    fcntl(1, F_DUPFD_CLOEXEC, 100), fcntl(2, F_DUPFD_CLOEXEC, 100)};

	speak = s.err;
	redirect(0, "/dev/null", O_RDONLY);
	redirect(1, fuzz_path("stdout"), O_RDWR | O_CREAT | O_TRUNC);
	redirect(2, fuzz_path("stderr"), O_RDWR | O_CREAT | O_TRUNC | O_APPEND);
	return s;
}

static void
restore(const struct streams *s)
{
	speak = STDERR_FILENO;
	fflush(stdout);
	dup2(s->in, 0);
	dup2(s->out, 1);
	dup2(s->err, 2);
	close(s->in);
	close(s->out);
	close(s->err);
}

struct arguments { fuzz_main main; int n; char *text[64]; };

static int
call_main(void *arg)
{
	struct arguments *a = arg;

	return a->main(a->n, a->text);
}

int
fuzz_program(fuzz_main program, const char *name, ...)
{
	struct arguments a = {.main = program, .text = {(char *)name}, .n = 1};
	struct streams s;
	const char *next;
	va_list ap;
	int status;

	va_start(ap, name);
	while ((next = va_arg(ap, const char *)) != NULL && a.n < 63)
		a.text[a.n++] = (char *)next;
	va_end(ap);
	setenv("DOORSTEP_SHARE", FUZZ_TOP "/share", 1);
	setenv("LC_ALL", "C", 1);
	setenv("DOORSTEP_SANDBOX", "off", 1);
	if (getenv("DOORSTEP_CONFIG") == NULL)
		setenv("DOORSTEP_CONFIG", "", 1);
	s = redirect_all();
	status = fuzz_inside(call_main, &a);
	restore(&s);
	return status;
}

struct part { void (*call)(void *); void *arg; };

static int
call_part(void *arg)
{
	struct part *p = arg;

	p->call(p->arg);
	return 0;
}

int
fuzz_call(void (*call)(void *), void *arg)
{
	struct part p = {call, arg};
	struct streams s = redirect_all();
	int status = fuzz_inside(call_part, &p);

	restore(&s);
	return status;
}

/*
 * What must be true.
 */

static void
check_messages(const char *program, const char *said)
{
	size_t n = strlen(program);

	while (*said != '\0') {
		const char *end = strchr(said, '\n');

		FUZZ_CHECK(end != NULL, "a message is a whole line");
		FUZZ_CHECK(strncmp(said, program, n) == 0 && said[n] == ':' &&
		    said[n + 1] == ' ', "a message begins with the program's name");
		said = end + 1;
	}
}

void
fuzz_tsv(const char *text, size_t n)
{
	long tabs = 0, first = -1;

	FUZZ_CHECK(utf8_valid(text, n), "stdout is UTF-8");
	FUZZ_CHECK(n == 0 || text[n - 1] == '\n', "stdout ends with a line");
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '\n') {
			FUZZ_CHECK(first < 0 || tabs == first,
			    "each line has as many tabs");
			first = tabs;
			tabs = 0;
		} else if (text[i] == '\t') {
			tabs++;
		} else {
			FUZZ_CHECK(utf8_shown(text + i, n - i) > 0 ||
			    (text[i] & 0xC0) == 0x80,
			    "stdout has no control characters");
		}
	}
}

void
fuzz_contract(const char *program, int status)
{
	size_t n;
	char *out = fuzz_slurp(fuzz_path("stdout"), &n);
	char *said = fuzz_slurp(fuzz_path("stderr"), NULL);

	FUZZ_CHECK(status >= 0 && status <= 5, "the status is a known one");
	FUZZ_CHECK(status == 0 || *said != '\0', "who does not succeed says why");
	FUZZ_CHECK(status < 2 || n == 0, "who fails prints nothing");
	check_messages(program, said);
	fuzz_tsv(out, n);
	free(out);
	free(said);
}

/* A word of a value that no message of ours has. */
static bool
is_telling(const char *word, size_t n)
{
	bool small = false, odd = false;

	for (size_t i = 0; i < n; i++) {
		small |= word[i] >= 'a' && word[i] <= 'z';
		odd |= (unsigned char)word[i] >= 0x80 ||
		    (i > 0 && word[i] >= 'A' && word[i] <= 'Z');
	}
	return n >= 6 && small && odd;
}

void
fuzz_secret(const uint8_t *data, size_t n)
{
	char *said = fuzz_slurp(fuzz_path("stderr"), NULL);
	char word[64];
	size_t len = 0;

	for (size_t i = 0; i <= n; i++) {
		bool inside = i < n && (data[i] >= 0x80 ||
		    (data[i] >= '0' && data[i] <= '9') ||
		    (data[i] >= 'A' && data[i] <= 'Z') ||
		    (data[i] >= 'a' && data[i] <= 'z'));

		if (inside && len < sizeof word - 1) {
			word[len++] = (char)data[i];
			continue;
		}
		word[len] = '\0';
		FUZZ_CHECK(!is_telling(word, len) || strstr(said, word) == NULL,
		    "no message has a value in it");
		len = 0;
	}
	free(said);
}

long
fuzz_account(const char *word)
{
	char *said = fuzz_slurp(fuzz_path("stderr"), NULL), *at = said;
	size_t n = strlen(word);
	long sum = -1;

	while ((at = strstr(at, word)) != NULL) {
		char *end;

		if (at > said && at[-1] == ' ' && at[n] == ' ') {
			long one = strtol(at + n + 1, &end, 10);

			if (end > at + n + 1)
				sum = (sum < 0 ? 0 : sum) + one;
		}
		at += n;
	}
	free(said);
	return sum;
}
