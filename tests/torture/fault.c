/* fault -- loaded before the C library: one call of a program fails, or all from
 * one on, or the program is killed there.
 *
 *	FAULT_WHAT   io or memory: which calls are counted; or the name of a call
 *	             (fsync, openat): only that
 *	FAULT_AT     the number of the call, from 1; 0: none
 *	FAULT_ERRNO  what it fails with; 0: SIGKILL instead; -1: it does not fail, but
 *	             only half of what was to be read or written is
 *	FAULT_STAY   1: all later ones fail too
 *	FAULT_COUNT  a file that is told, at the end, how many calls there were,
 *	             which was the first that failed, and on what descriptor
 *
 * io is what is asked of the kernel about files: a filter (seccomp(2)) turns
 * each such call into a signal, whose handler counts it and does it, or does
 * not.  So those are counted as well that the C library makes for itself.
 *
 * The clock stands still and nothing is random: the same run leaves the same bytes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#ifndef __x86_64__
#error "which registers a call has is known of x86-64 only"
#endif

static atomic_long calls;
enum { NOBODY = -9, HALF = -1 };
static long failed, failed_on = NOBODY;
static long at;
static int error, told;
static bool stay, io, memory, ready;
static const char *only;

static long
number(const char *name)
{
	const char *s = getenv(name);

	return s != NULL ? atol(s) : 0;
}

/* Is this call to fail? */
static bool
fails(bool counted, long call, long on)
{
	long n;

	if (!counted || !ready)
		return false;
	n = ++calls;
	if (at == 0 || (stay ? n < at : n != at))
		return false;
	if (error == 0)
		raise(SIGKILL);
	if (memory)
		errno = error;
	if (n == at) {
		failed = call;
		failed_on = on;
	}
	return true;
}

/*
 * Calls of the kernel.
 */

#define CALLS \
	X(access) X(chmod) X(close) X(connect) X(faccessat) X(faccessat2) X(fallocate) \
	X(fchmod) X(fchmodat) X(fchown) X(fcntl) X(fdatasync) X(fstat) X(fsync) \
	X(ftruncate) X(getcwd) X(getdents64) X(ioctl) X(landlock_add_rule) \
	X(landlock_create_ruleset) X(landlock_restrict_self) X(lseek) X(lstat) X(mkdir) \
	X(newfstatat) X(open) X(openat) X(pread64) X(pwrite64) X(read) X(readlink) \
	X(readv) X(rename) X(renameat) X(renameat2) X(socket) X(stat) X(statx) \
	X(unlink) X(unlinkat) X(write) X(writev)

#define X(name) {SYS_##name, #name},
static const struct call { int number; const char *name; } watched[] = { CALLS };
#undef X
enum { WATCHED = sizeof watched / sizeof watched[0] };

/* Does a call, past the filter. */
long past_filter(long call, long a, long b, long c, long d, long e, long f);
extern const char past_filter_end[];
__asm__(".text\n"
    "past_filter:\n"
    "	mov %rdi, %rax\n"
    "	mov %rsi, %rdi\n"
    "	mov %rdx, %rsi\n"
    "	mov %rcx, %rdx\n"
    "	mov %r8, %r10\n"
    "	mov %r9, %r8\n"
    "	mov 8(%rsp), %r9\n"
    "	syscall\n"
    "past_filter_end:\n"
    "	ret\n");

static bool
can_be_half(long call)
{
	return call == SYS_read || call == SYS_write || call == SYS_pread64 ||
	    call == SYS_pwrite64;
}

static void
on_call(int signal, siginfo_t *info, void *context)
{
	greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
	long call = info->si_syscall, third = r[REG_RDX];
	bool fail = fails(io, call, r[REG_RDI]);

	(void)signal;
	if (fail && error == HALF && can_be_half(call))
		third = (third + 1) / 2;
	r[REG_RAX] = fail && error != HALF ? -error : past_filter(call,
	    r[REG_RDI], r[REG_RSI], third, r[REG_R10], r[REG_R8], r[REG_R9]);
}

/* All others may pass, and so may what past_filter() does. */
static void
watch(void)
{
	enum { HEAD = 7 };
	uint64_t from = (uintptr_t)past_filter_end;
	struct sock_filter filter[HEAD + WATCHED + 2] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		    offsetof(struct seccomp_data, instruction_pointer)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)from, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		    offsetof(struct seccomp_data, instruction_pointer) + 4),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(from >> 32), 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x40000000, WATCHED, 0),
	};
	struct sock_fprog program = {HEAD + WATCHED + 2, filter};
	struct sigaction action = {.sa_sigaction = on_call,
	    .sa_flags = SA_SIGINFO | SA_NODEFER};

	for (int i = 0; i < WATCHED; i++)
		filter[HEAD + i] = (struct sock_filter)BPF_JUMP(
		    BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)watched[i].number,
		    strcmp(only, "io") == 0 || strcmp(only, watched[i].name) == 0 ?
		    WATCHED - i : 0, 0);
	filter[HEAD + WATCHED] = (struct sock_filter)BPF_STMT(
	    BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	filter[HEAD + WATCHED + 1] = (struct sock_filter)BPF_STMT(
	    BPF_RET | BPF_K, SECCOMP_RET_TRAP);
	if (sigaction(SIGSYS, &action, NULL) != 0 ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
		abort();
}

__attribute__((constructor)) static void
begin(void)
{
	const char *name = getenv("FAULT_COUNT");

	at = number("FAULT_AT");
	error = (int)number("FAULT_ERRNO");
	stay = number("FAULT_STAY") != 0;
	only = getenv("FAULT_WHAT");
	memory = only != NULL && strcmp(only, "memory") == 0;
	io = only != NULL && !memory;
	told = name == NULL ? -1 :
	    fcntl(open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600), F_DUPFD_CLOEXEC, 100);
	ready = true;
	if (io)
		watch();
}

__attribute__((destructor)) static void
end(void)
{
	char text[64];
	const char *name = "-";
	int n;

	for (int i = 0; i < WATCHED; i++)
		if (failed_on != NOBODY && watched[i].number == failed)
			name = watched[i].name;
	n = snprintf(text, sizeof text, "%ld %s %ld\n", (long)calls, name, failed_on);

	past_filter(SYS_write, told, (long)text, n, 0, 0, 0);
}

static const time_t always = 1772182800;  /* 2026-02-27, nine o'clock */

time_t
time(time_t *t)
{
	if (t != NULL)
		*t = always;
	return always;
}

int
clock_gettime(clockid_t clock, struct timespec *t)
{
	if (clock != CLOCK_REALTIME)
		return past_filter(SYS_clock_gettime, clock, (long)t, 0, 0, 0, 0) == 0 ? 0 : -1;
	*t = (struct timespec){always, 0};
	return 0;
}

/* What SQLite opens, for which the seed of its random numbers is a file. */
int
open64(const char *path, int flags, ...)
{
	mode_t mode;
	va_list ap;

	va_start(ap, flags);
	mode = (flags & O_CREAT) != 0 ? va_arg(ap, mode_t) : 0;
	va_end(ap);
	return openat(AT_FDCWD, strcmp(path, "/dev/urandom") == 0 ? "/dev/zero" : path,
	    flags, mode);
}

/* A thread is none of the files', but cannot always be had. */
int
pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
    void *(*function)(void *), void *argument)
{
	static __typeof__(pthread_create) *next;

	if (next == NULL)
		*(void **)&next = dlsym(RTLD_NEXT, "pthread_create");
	return fails(io, SYS_clone, -1) ? error :
	    next(thread, attributes, function, argument);
}

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
	return fails(memory, -1, -1) ? NULL : next_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return fails(memory, -1, -1) ? NULL : next_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return fails(memory, -1, -1) ? NULL : next_realloc(p, n);
}
