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

# meanwhile 'COMMANDS': they run while an import has read, and sorted, nearly all
# of ten megabytes of referrals of A1 and B1, and waits for more.
meanwhile() {
	given 2026-03-02 <<'END'
cases case_id town
      A1      Ost
END
	printf 'case_id\ttown\nB1\tWest\n' >new
	printf 'case_id\nA1\n' >ids
	printf 'case_id\ttown\nB1\tWest\nA1\tOst\n' >both
	mkfifo pipe
	{
		awk 'BEGIN {
			print "case_id\treferred_on\treason"
			for (long = "x"; length(long) < 100000; long = long long)
				;
			for (i = 0; i < 100; i++)
				print (i % 2 ? "A1" : "B1") "\t" sprintf("2025-%02d-%02d",
				    1 + i / 20, 1 + i / 2 % 10) "\t" long
		}'
		eval "$1"
	} >pipe 2>"$box/meanwhile" &
	run cases-import -q --as-of=2026-03-03 pipe
	wait
	[ -s "$box/meanwhile" ] && bad "$(cat "$box/meanwhile")"
}

begin 'a case that another run stores while an export is read has its rows'
meanwhile 'cases-import -q new >stored'
status 0
err </dev/null
sqlite3 "$DOORSTEP_DB" 'SELECT case_id, count(*) FROM referrals GROUP BY 1' >got
printf 'A1|50\nB1|50\n' >want
same want got

begin 'a case that is another than before, when an export is read to its end: try again'
meanwhile 'cases-erase -q --only=ids >stored; cases-import -q both >stored'
status 4
err <<'END'
cases-import: the database changed meanwhile, try again
END
want [ "$(sqlite3 "$DOORSTEP_DB" 'SELECT count(*) FROM referrals')" = 0 ]

finish
