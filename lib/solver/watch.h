/* watch.h -- how a search tells the caller how far it is. */
#ifndef LIB_SOLVER_WATCH_H
#define LIB_SOLVER_WATCH_H

#include <stdint.h>

/* Where a search stands: `percent` of the work is done, and the best plan so
 * far has this much urgency and this many seconds of travel. */
struct watch_state {
	int percent;
	int64_t urgency, travel;
};

/* `show` is called now and then, only ever from the thread that called the
 * solver; NULL: nobody is watching. */
struct watch {
	void (*show)(void *arg, const struct watch_state *);
	void *arg;
};

static inline void
watch_tell(const struct watch *w, int percent, int64_t urgency, int64_t travel)
{
	if (w->show != NULL)
		w->show(w->arg, &(struct watch_state){percent, urgency,
		    travel});
}

#endif
