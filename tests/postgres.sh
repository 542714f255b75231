# postgres.sh -- sourced after lib.sh: PostgreSQL of one's own, on sockets in
# the temporary directory, not as root.
#
#	clusters NAME...        makes and starts them; false: it cannot be had
#	at NAME                 from now on psql asks that one
#	halt NAME, go NAME      stops it as a crash does; starts it again
#
# shellcheck shell=sh disable=SC2154  # of lib.sh

pg=$(for bin in /usr/lib/postgresql/*/bin; do
	[ ! -x "$bin/initdb" ] || echo "$bin"
done | sort -V | tail -n 1)
unset PGSERVICE PGPORT PGPASSWORD PGOPTIONS PGHOSTADDR
export PGDATABASE=postgres PGUSER=doorstep PGCONNECT_TIMEOUT=10

unprivileged() {
	if [ "$(id -u)" -eq 0 ]; then
		set -- setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	fi
	(cd / && "$@")
}

go() {
	unprivileged "$pg/pg_ctl" -D "$box/$1/data" -s -w -l "$box/$1/log" \
	    -o "-k $box/$1 -c listen_addresses= -c fsync=off -c full_page_writes=off \
	    -c synchronous_commit=off -c shared_buffers=32MB -c autovacuum=off \
	    -c max_prepared_transactions=1 -c max_locks_per_transaction=512" start >/dev/null
}

halt() { unprivileged "$pg/pg_ctl" -D "$box/$1/data" -s -m immediate stop >/dev/null; }

at() { export PGHOST="$box/$1"; }

clusters() {
	[ -n "$pg" ] && command -v psql >/dev/null || return
	trap 'for c in '"$*"'; do halt $c; done 2>/dev/null; rm -rf "$box"' EXIT
	for c; do
		mkdir -p "$box/$c"
		[ "$(id -u)" -ne 0 ] || chown 65534:65534 "$box/$c"
		if ! unprivileged "$pg/initdb" -D "$box/$c/data" -A trust -U doorstep \
		    -E UTF8 --locale=C -N >"$box/initdb.log" 2>&1 || ! go "$c"; then
			cat "$box/initdb.log" "$box/$c/log" >&2
			return 1
		fi
	done
	at "$1"
}
