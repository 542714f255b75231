# lib.sh -- sourced by every tests/*.t; prints TAP.
#
#	begin 'what should happen'     a new case in an empty directory
#	goes_on 'what should happen'   a new case in the directory and with the
#	                               database of the one before
#	known 'what should happen'     begin for a known bug: expected to
#	                               fail, and a failure once it passes
#	run cmd arg ...                keeps its stdout, stderr and status
#	feed FILE cmd arg ...          the same with FILE as its stdin
#	status 1                       the status was 1
#	out <<'EOF' ... EOF            stdout was exactly this
#	err <<'EOF' ... EOF            stderr was exactly this
#	same a b                       two files are equal
#	has_rows 'SELECT ...' <<'EOF' ... EOF   the database says exactly this
#	want [ -e x ]                  a command that has to succeed
#	skip 'why'                     nothing can be said here, and this is why
#	finish                         the end of the file
#
# A case passes when all of its expectations hold; what does not is shown.
# Every case has a database of its own in $DOORSTEP_DB, which is not there
# yet, and an empty directory as its working directory.
#
#	run as_nobody cmd arg ...      without root's right to do everything
#	in_locale tr_TR.UTF-8 cmd ...  in a locale that must be there
#
# Run from the top of the tree, by make check or by hand.
# shellcheck shell=sh

set -u
top=$PWD
build=${BUILD:-$top/build}
box=$(mktemp -d) || exit
trap 'rm -rf "$box"' EXIT
trap 'exit 1' HUP INT TERM
chmod 755 "$box"
umask 022
unset DOORSTEP_SHARE XDG_DATA_HOME XDG_CONFIG_HOME POSIXLY_CORRECT
export PATH="$build/bin:$PATH" HOME="$box" LC_ALL=C TZ=UTC \
	LOCPATH="$build/locale" DOORSTEP_DB="$box/doorstep.db" DOORSTEP_CONFIG=
tap_n=0 tap_name='' tap_known=false got=0

verdict() {
	[ -z "$tap_name" ] && return
	tap_n=$((tap_n + 1))
	if ! $tap_known; then
		[ -e "$box/bad" ] && printf 'not '
		echo "ok $tap_n - $tap_name"
	elif [ -e "$box/bad" ]; then
		echo "not ok $tap_n - $tap_name # TODO a known bug"
	else
		echo '# it passes: say begin, it is no known bug any more'
		echo "not ok $tap_n - $tap_name"
	fi
	tap_known=false
}

begin() {
	verdict
	tap_name=$1
	cd "$box" || exit
	rm -rf t bad doorstep.db* && mkdir t && cd t || exit
	: >"$box/out" && : >"$box/err" || exit
	got='of no run'
}

goes_on() {
	verdict
	tap_name=$1
	rm -f "$box/bad"
	: >"$box/out" && : >"$box/err" || exit
	got='of no run'
}

known() {
	begin "$@"
	tap_known=true
}

# Kept in a file: what is found in a subshell or a pipe counts as well.
bad() {
	: >"$box/bad"
	printf '%s\n' "$*" | sed 's/^/# /'
}

skip() { tap_name="$tap_name # SKIP $*"; }

# A terminal needs a device, which a container need not have.
has_terminal() { [ "$(script -qec 'echo x' /dev/null </dev/null 2>/dev/null | tr -d '\r')" = x ]; }

feed() {
	input=$1
	shift
	"$@" <"$input" >"$box/out" 2>"$box/err"
	got=$?
}

run() { feed /dev/null "$@"; }

same() {
	difference=$(diff -u "$1" "$2" 2>&1) || bad "$difference"
}

out() { cat >"$box/want" && same "$box/want" "$box/out"; }
err() { cat >"$box/want" && same "$box/want" "$box/err"; }

has_rows() {
	sqlite3 -tabs "$DOORSTEP_DB" "$1" >"$box/rows"
	cat >"$box/want"
	same "$box/want" "$box/rows"
}

status() {
	[ "$got" = "$1" ] || bad "status $got, wanted $1
$(sed 's/^/stderr: /' "$box/err")"
}

want() { "$@" || bad "not so: $*"; }

# Nobody may not be able to reach the tree, so the programs come along.
as_nobody() {
	if [ ! -d "$box/nobody" ]; then
		mkdir -p "$box/nobody/share" &&
		cp -R "$build/bin" "$box/nobody/bin" &&
		cp -R "$top/share" "$box/nobody/share/doorstep" &&
		chmod -R a+rX "$box/nobody" || return 98
	fi
	if [ "$(id -u)" -eq 0 ]; then
		set -- setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	fi
	PATH="$box/nobody/bin:$PATH" "$@"
}

in_locale() {
	(
		export LC_ALL="$1"
		shift
		if [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
			echo "tests/lib.sh: no locale $LC_ALL in $LOCPATH" >&2
			exit 98
		fi
		"$@"
	)
}

finish() {
	verdict
	echo "1..$tap_n"
}
