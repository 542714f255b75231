/* watch.h -- how a search says how far it is, and is told to stop.
 *
 * A caller that wants neither leaves the struct zero. */
#ifndef LIB_SOLVER_WATCH_H
#define LIB_SOLVER_WATCH_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

/* Where a search stands: which share of the work is done, in how many steps,
 * and the urgency and the travel seconds of the best plan so far. */
struct watch_state {
	double share;
	int64_t steps;
	int64_t urgency, travel;
};

struct watch {
	/* Called often, and only from the thread that called the solver. */
	void (*show)(void *arg, const struct watch_state *);
	void *arg;

	/* Once it is not zero, the best plan so far is returned soon. */
	const volatile sig_atomic_t *stop;
};

static inline void
watch_show(const struct watch *w, const struct watch_state *s)
{
	if (w->show != NULL)
		w->show(w->arg, s);
}

static inline bool
watch_stops(const struct watch *w)
{
	return w->stop != NULL && *w->stop != 0;
}

#endif
