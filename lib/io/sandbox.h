/* sandbox.h -- a program that has opened what it was given gives up the rest.
 *
 * By Landlock (landlock(7); Documentation/userspace-api/landlock.rst of Linux),
 * where the kernel has it, a program bars itself from all files but these:
 *
 *	sandbox_read("people.tsv");      a file or a directory, if it is there
 *	sandbox_write("plan.tsv");       it, and what is beside it, since it is
 *	                                 written there and renamed
 *	sandbox_arm();
 *	sandbox_close();                 from here on nothing else is opened,
 *	                                 no other program is started
 *
 * What is open stays open.  opt.h names what the command line and the settings
 * name, and arms; db.h adds the database's folder and closes, as soon as a
 * transaction has begun: so nothing that stands in the database or in a list
 * makes a program open what it was not given.  What is not armed (tests that
 * use the library) stays open.
 *
 * Everything or nothing: without Landlock, or if any of it fails, nothing is
 * barred, and -v says so.  DOORSTEP_SANDBOX=off in the environment is for tools
 * that look into a running program and write files of their own; the address
 * sanitizer is such a tool. */
#ifndef LIB_IO_SANDBOX_H
#define LIB_IO_SANDBOX_H

/* The path is copied; "-" is open already. */
void sandbox_read(const char *path);
void sandbox_write(const char *path);

void sandbox_arm(void);
void sandbox_close(void);

#endif
