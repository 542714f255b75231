/* interrupt.h -- Ctrl-C as a question rather than the end.
 *
 *	options.watch.stop = interrupt_catch();
 *	... something long that looks at *stop now and then ...
 *	if (interrupt_release())
 *		say that this is not all that could have been done
 *
 * The first SIGINT between the two calls only sets the flag.  The second does
 * what SIGINT did before: it ends the program, or is ignored. */
#ifndef LIB_IO_INTERRUPT_H
#define LIB_IO_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

const volatile sig_atomic_t *interrupt_catch(void);
bool interrupt_release(void);  /* was there a SIGINT? */

#endif
