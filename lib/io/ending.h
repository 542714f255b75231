/* ending.h -- SIGINT, SIGTERM and SIGHUP end the program, but not in the middle.
 *
 *	ending_tidy(remove_files);       in the handler, before the end
 *	ending_hold();                   a transaction has begun
 *	... work that looks at ending_asked() now and then: if it is not 0, undo
 *	what was begun, say so, and ending_raise() ...
 *	ending_release("stored, but not printed\n");
 *
 * While it is held the first signal is only noted, and the second one ends the
 * program at once.  Otherwise the first one does, by the signal itself, so that
 * a shell and systemd see what happened.  One that was ignored stays ignored. */
#ifndef LIB_IO_ENDING_H
#define LIB_IO_ENDING_H

/* `tidy` may do only what a handler of signals may. */
void ending_tidy(void (*tidy)(void));

void ending_hold(void);
int ending_asked(void);  /* the signal that was noted meanwhile; 0: none */

/* From now on a signal ends the program again, and writes `words` to stderr
 * before, if that is not NULL. */
void ending_release(const char *words);

/* Ends the program by the signal that was noted. */
_Noreturn void ending_raise(void);

#endif
