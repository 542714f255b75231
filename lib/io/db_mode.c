#include "lib/io/db_sqlite.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/diag.h"
#include "lib/base/language.h"
#include "lib/io/db.h"

static const mode_t OWNER = 0600, GROUP = 0640, BITS = 0777;

static void
narrow(const struct db *db, mode_t mode, mode_t wanted)
{
	if (chmod(db->path, wanted) != 0)
		diag_warn("%s: its mode is %04o and cannot be changed: %s",
		    db->path, mode, language_errno(errno));
	else if ((mode & ~wanted) != 0)
		diag_note("%s: its mode was %04o; it is %04o now", db->path, mode,
		    wanted);
}

void
db_mode_read(const struct db *db)
{
	struct stat st;

	if (stat(db->path, &st) == 0 && (st.st_mode & BITS & ~GROUP) != 0)
		diag_note("%s: its mode is %04o, which lets others in", db->path,
		    st.st_mode & BITS);
}

void
db_mode_store(const struct db *db)
{
	mode_t wanted = db->options->shared ? GROUP : OWNER;
	struct stat st;

	if (db->options->dry_run)
		db_mode_read(db);
	else if (stat(db->path, &st) == 0 && (st.st_mode & BITS) != wanted)
		narrow(db, st.st_mode & BITS, wanted);
}
