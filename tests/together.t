#!/bin/sh
# Many programs on one file; `make torture` has many more.
. tests/lib.sh
. tests/given.sh

begin 'it is as if one had come after the other: who writes, reads, undoes, erases, plans'
run "$top/tests/torture/many" 3 4 40
status 0
err </dev/null
grep '^FOUND' "$box/out" | sed 's/^/# /'
want grep -q '^many  *3 writers stored 12 imports, beside' "$box/out"
want grep -q '^many  *40 runs of all kinds, .*: 0 found$' "$box/out"

begin 'who does not wait for the others, and who forgets a row, is found'
plant cases-import <<'END'
exec "$real/cases-import" "$@" --lock-wait=0
END
finds 'an import ends with 4' many 3 4 10
plant cases-import <<'END'
"$real/cases-import" "$@" || exit
[ ! -s "$DOORSTEP_DB" ] || sqlite3 -cmd '.timeout 9999' "$DOORSTEP_DB" \
	"DELETE FROM client WHERE case_id = 'w1n1a'"
END
finds 'of 12 imports there is' many 3 4 10

finish
