/* fault -- loaded before the C library: one call of a program fails, or all from
 * one on, or the program is killed there.
 *
 *	FAULT_WHAT   io or memory: which calls are counted
 *	FAULT_AT     the number of the call, from 1; 0: none
 *	FAULT_ERRNO  what it fails with; 0: SIGKILL instead
 *	FAULT_STAY   1: all later ones fail too
 *	FAULT_COUNT  a file that is told, at the end, how many calls there were, and
 *	             the first that failed
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long calls;
static const char *failed = "none";
static long at;
static int error;
static bool stay, io, memory, ready;

static long
number(const char *name)
{
	const char *s = getenv(name);

	return s != NULL ? atol(s) : 0;
}

__attribute__((constructor)) static void
begin(void)
{
	const char *what = getenv("FAULT_WHAT");

	at = number("FAULT_AT");
	error = (int)number("FAULT_ERRNO");
	stay = number("FAULT_STAY") != 0;
	io = what != NULL && strcmp(what, "io") == 0;
	memory = what != NULL && strcmp(what, "memory") == 0;
	ready = true;
}

/* By system calls, which nobody counts. */
__attribute__((destructor)) static void
end(void)
{
	const char *name = getenv("FAULT_COUNT");
	char text[64];
	int n = snprintf(text, sizeof text, "%ld %s\n", (long)calls, failed);
	long fd = name == NULL ? -1 : syscall(SYS_openat, AT_FDCWD, name,
	    O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd >= 0)
		syscall(SYS_write, fd, text, n);
}

static bool
fails(bool counted, const char *name)
{
	long n;

	if (!counted || !ready)
		return false;
	n = ++calls;
	if (at == 0 || (stay ? n < at : n != at))
		return false;
	if (error == 0)
		raise(SIGKILL);
	if (n == at)
		failed = name;
	errno = error;
	return true;
}

#define NEXT(name) \
	static __typeof__(name) *next; \
	if (next == NULL) \
		*(void **)&next = dlsym(RTLD_NEXT, #name)

#define WRAP(type, name, bad, parameters, arguments) \
	type name parameters \
	{ \
		NEXT(name); \
		return fails(io, #name) ? bad : next arguments; \
	}

WRAP(ssize_t, read, -1, (int fd, void *p, size_t n), (fd, p, n))
WRAP(ssize_t, write, -1, (int fd, const void *p, size_t n), (fd, p, n))
WRAP(ssize_t, pread64, -1, (int fd, void *p, size_t n, off64_t o), (fd, p, n, o))
WRAP(ssize_t, pwrite64, -1, (int fd, const void *p, size_t n, off64_t o),
    (fd, p, n, o))
WRAP(ssize_t, pread, -1, (int fd, void *p, size_t n, off_t o), (fd, p, n, o))
WRAP(ssize_t, pwrite, -1, (int fd, const void *p, size_t n, off_t o),
    (fd, p, n, o))
WRAP(int, fsync, -1, (int fd), (fd))
WRAP(int, fdatasync, -1, (int fd), (fd))
WRAP(int, ftruncate, -1, (int fd, off_t n), (fd, n))
WRAP(int, ftruncate64, -1, (int fd, off64_t n), (fd, n))
WRAP(int, unlink, -1, (const char *p), (p))
WRAP(int, rename, -1, (const char *p, const char *q), (p, q))
WRAP(int, mkstemp, -1, (char *p), (p))
WRAP(int, chmod, -1, (const char *p, mode_t m), (p, m))
WRAP(int, fchmod, -1, (int fd, mode_t m), (fd, m))
WRAP(int, mkdir, -1, (const char *p, mode_t m), (p, m))
WRAP(int, close, -1, (int fd), (fd))
WRAP(int, access, -1, (const char *p, int m), (p, m))
WRAP(int, stat, -1, (const char *p, struct stat *s), (p, s))
WRAP(int, lstat, -1, (const char *p, struct stat *s), (p, s))
WRAP(int, fstat, -1, (int fd, struct stat *s), (fd, s))
WRAP(int, stat64, -1, (const char *p, struct stat64 *s), (p, s))
WRAP(int, lstat64, -1, (const char *p, struct stat64 *s), (p, s))
WRAP(int, fstat64, -1, (int fd, struct stat64 *s), (fd, s))
WRAP(off_t, lseek, -1, (int fd, off_t o, int w), (fd, o, w))
WRAP(off64_t, lseek64, -1, (int fd, off64_t o, int w), (fd, o, w))
WRAP(ssize_t, readlink, -1, (const char *p, char *b, size_t n), (p, b, n))
WRAP(char *, getcwd, NULL, (char *b, size_t n), (b, n))
WRAP(char *, realpath, NULL, (const char *p, char *b), (p, b))
WRAP(int, pthread_create, error, (pthread_t *t, const pthread_attr_t *a,
    void *(*f)(void *), void *arg), (t, a, f, arg))
WRAP(DIR *, opendir, NULL, (const char *p), (p))
WRAP(FILE *, fopen, NULL, (const char *p, const char *m), (p, m))
WRAP(FILE *, fopen64, NULL, (const char *p, const char *m), (p, m))

static mode_t
mode_of(int flags, va_list ap)
{
	return (flags & O_CREAT) != 0 ? va_arg(ap, mode_t) : 0;
}

#define WRAP_OPEN(name) \
	int name(const char *path, int flags, ...) \
	{ \
		mode_t mode; \
		va_list ap; \
		NEXT(name); \
		va_start(ap, flags); \
		mode = mode_of(flags, ap); \
		va_end(ap); \
		return fails(io, #name) ? -1 : next(path, flags, mode); \
	}

WRAP_OPEN(open)
WRAP_OPEN(open64)

#define WRAP_FCNTL(name) \
	int name(int fd, int command, ...) \
	{ \
		va_list ap; \
		void *argument; \
		bool lock = command == F_SETLK || command == F_GETLK || \
		    command == F_SETLKW; \
		NEXT(name); \
		va_start(ap, command); \
		argument = va_arg(ap, void *); \
		va_end(ap); \
		return lock && fails(io, #name) ? -1 : next(fd, command, argument); \
	}

WRAP_FCNTL(fcntl)
WRAP_FCNTL(fcntl64)

/*
 * Memory: what dlsym() itself needs comes before anything is counted.
 */

#ifdef SANITIZED
/* The sanitizers' own come next; what dlsym() needs before it knows them is in a
 * room of its own and not given back. */
static char early[1 << 16];
static size_t used;

static void *
of_early(size_t n)
{
	void *p = early + used;

	used += (n + 15) / 16 * 16;
	return used <= sizeof early ? p : NULL;
}

static bool
is_early(const void *p)
{
	return (const char *)p >= early && (const char *)p < early + sizeof early;
}

#define ALLOCATOR(name, parameters, arguments, size) \
	static bool asks_##name; \
	static void * \
	next_##name parameters \
	{ \
		static void *(*next) parameters; \
		if (next == NULL && !asks_##name) { \
			asks_##name = true; \
			*(void **)&next = dlsym(RTLD_NEXT, #name); \
		} \
		return next != NULL ? next arguments : of_early(size); \
	}

ALLOCATOR(malloc, (size_t n), (n), n)
ALLOCATOR(calloc, (size_t n, size_t each), (n, each), n * each)
ALLOCATOR(realloc, (void *p, size_t n), (p, n), n)

void
free(void *p)
{
	static void (*next)(void *);
	static bool asks;

	if (next == NULL && !asks) {
		asks = true;
		*(void **)&next = dlsym(RTLD_NEXT, "free");
	}
	if (next != NULL && !is_early(p))
		next(p);
}
#else
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
#define next_malloc __libc_malloc
#define next_calloc __libc_calloc
#define next_realloc __libc_realloc
#endif

void *
malloc(size_t n)
{
	return fails(memory, "malloc") ? NULL : next_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return fails(memory, "calloc") ? NULL : next_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return fails(memory, "realloc") ? NULL : next_realloc(p, n);
}
