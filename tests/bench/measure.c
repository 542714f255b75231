/* measure -- run a command; append "seconds cpu_seconds peak_mb" to a file.
 *
 *	measure FILE COMMAND [ARGUMENT ...]
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int
main(int argc, char *argv[])
{
	struct rusage use;
	double begin = now(), wall;
	int status;
	pid_t pid;
	FILE *f;

	if (argc < 3)
		return 2;
	pid = fork();
	if (pid == 0) {
		execvp(argv[2], argv + 2);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		return 2;
	wall = now() - begin;
	getrusage(RUSAGE_CHILDREN, &use);
	f = fopen(argv[1], "a");
	if (f == NULL)
		return 2;
	fprintf(f, "%.3f %.3f %.1f\n", wall,
	    seconds(use.ru_utime) + seconds(use.ru_stime),
	    (double)use.ru_maxrss / 1024);
	fclose(f);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
