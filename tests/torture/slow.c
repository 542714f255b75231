/* slow -- loaded before the C library: a disk that takes its time to sync. */
#include <time.h>

static int
wait_a_while(void)
{
	struct timespec pause = {0, 25000000};

	return nanosleep(&pause, 0);
}

int fsync(int fd) { return fd < 0 ? -1 : wait_a_while(); }
int fdatasync(int fd) { return fd < 0 ? -1 : wait_a_while(); }
