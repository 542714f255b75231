#!/bin/sh
# cases-check: what in the database needs a look, and nothing else.
. tests/lib.sh
. tests/given.sh

import_office() {
	given 2026-03-02 <<'END'
cases case_id town lat lon postal_code
      A1      Ost  50  8   -
      A2      Ost  50  8   -
letters case_id due_on     purpose result
        A1      2026-02-02 x       missed
        A2      2026-02-16 x       open
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
END
}

begin 'all is well: the header and no more, with -q nothing at all: 0'
once import_office
run cases-check --as-of=2026-03-03
status 0
out <<'EOT'
check	case_id	visit_id	detail
EOT
err </dev/null
run cases-check -q --as-of=2026-03-03
status 0
out </dev/null
err </dev/null
run cases-check -q --as-of=2026-03-03 -o file
status 0
want [ -e file ]
want [ ! -s file ]

begin 'an open visit with an alert; it is told like visits-list tells it'
once import_office
planned 2026-03-02 <<'END'
case_id date       worker start
A1      2026-03-04 w1     09:00
A2      2026-03-05 w1     09:00
END
run cases-check --as-of=2026-03-04
status 0
shows <<'EOT'
check case_id visit_id detail
EOT
given 2026-03-05 <<'END'
absences worker from       to
         w1     2026-03-01 2026-03-08
END
run cases-check --as-of=2026-03-05
status 0
shows <<'EOT'
check case_id visit_id detail
alert A1      1        absent,past
alert A2      2        absent
EOT
err <<'EOT'
cases-check: found 2 = alert 2 + agreed 0 + stale 0 + open 0 + cut 0 + place 0 + rewrite 0
EOT
run cases-check -q --as-of=2026-03-05
status 0
shows <<'EOT'
check case_id visit_id detail
alert A1      1        absent,past
alert A2      2        absent
EOT
err </dev/null
run visits-list --as-of=2026-03-05 --alert -H -c case_id,visit_id,alert
sed 's/^/alert	/' "$box/out" >listed
run cases-check -q --as-of=2026-03-05 -H
same listed "$box/out"

begin 'a visit that is over has no alert, whatever became of its worker'
once import_office
planned 2026-03-02 <<'END'
case_id date       worker start
A1      2026-03-04 w1     09:00
A2      2026-03-05 w1     09:00
END
logged 2026-03-05 <<'END'
case_id date       outcome
A1      2026-03-04 met
A2      2026-03-05 off
END
given 2026-03-05 <<'END'
absences worker from       to
         w1     2026-03-01 2026-03-08
END
run cases-check --as-of=2026-03-06
status 0
shows <<'EOT'
check case_id visit_id detail
EOT

begin 'a table without an import for eight days, or for so many as are asked for'
once import_office
run cases-check -H --as-of=2026-03-09 -c check,detail
status 0
out </dev/null
run cases-check -H --as-of=2026-03-10 -c check,detail
status 0
shows <<'EOT'
stale cases~2026-03-02
stale letters~2026-03-02
EOT
says 'found 2 = alert 0 + agreed 0 + stale 2 + open 0 + cut 0 + place 0 + rewrite 0'
given 2026-03-10 <<'END'
letters case_id due_on     purpose result
        A1      2026-02-02 x       missed
END
run cases-check -H --as-of=2026-03-10 -c detail,check --stale=8
shows <<'EOT'
cases~2026-03-02 stale
EOT
run cases-check -H --as-of=2026-03-05 -c check,detail --stale=3
shows <<'EOT'
stale cases~2026-03-02
stale letters~2026-03-02
EOT

begin 'which tables: those of the case system, or those named, never imported or not'
once import_office
run cases-check -H --as-of=2026-03-12 -c detail --tables=absences,workers,letters
status 0
shows <<'EOT'
absences~never
workers~2026-03-02
letters~2026-03-02
EOT
run cases-check --tables=
status 2
run cases-check --tables=letter
status 2
says 'letters'

begin 'an import that was taken back, or lies ahead, does not count'
once import_office
given 2026-03-12 <<'END'
cases case_id town
      A1      West
letters case_id due_on     purpose result
        A1      2026-02-03 x       missed
END
run cases-check -H --as-of=2026-03-11 -c check,detail
shows <<'EOT'
stale cases~2026-03-02
stale letters~2026-03-02
EOT
run cases-check -H --as-of=2026-03-13 -c check,detail
out </dev/null
run runs-undo -q 2
status 0
run cases-check -H --as-of=2026-03-13 -c check,detail
shows <<'EOT'
stale cases~2026-03-02
stale letters~2026-03-02
EOT

begin 'a letter that is open 30 days after its day, as an import says it'
once import_office
printf 'case_id\tdue_on\tpurpose\nA1\t2026-02-17\ty\nA2\t2026-01-05\ty\n' >letters
run cases-import --as-of=2026-03-17 letters
says 'letters: 1 still open 30 days'
run cases-check -H --as-of=2026-03-17 --tables=letters
shows <<'EOT'
open A2 - 2026-01-05
EOT
run cases-import --as-of=2026-03-18 letters
says 'letters: 2 still open 30 days'
run cases-check -H --as-of=2026-03-18 --tables=letters
shows <<'EOT'
open A2 - 2026-01-05
open A2 - 2026-02-16
EOT

goes_on 'of a case that is closed nobody waits for a result'
printf 'case_id\tstatus\nA2\tclosed\n' | cases-import -q --as-of=2026-03-18 - >closed 2>remarks
run cases-check -q --as-of=2026-03-18 --tables=letters
out </dev/null
run cases-import -q --as-of=2026-03-18 letters
err <<'EOF'
cases-import: letters:1: no column result: new letters are open
EOF

begin 'a letter before an appointment that was kept can stay open: nothing hangs on it'
given 2026-03-02 <<'END'
cases case_id
      A1
      A2
letters case_id due_on     purpose result
        A1      2026-01-05 x       open
        A1      2026-01-19 x       attended
        A2      2026-01-05 x       open
        A2      2026-01-19 x       excused
END
run cases-check -q --as-of=2026-03-03
shows <<'END'
check case_id visit_id detail
open  A2      -        2026-01-05
END

begin 'an agreed day that no visit keeps, once its week has begun or has visits'
given 2026-03-02 <<'END'
cases case_id lat lon
      A1      50  8
      A2      50  8
      A3      50  8
      A4      50  8
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
END
planned 2026-03-02 <<'END'
date       worker start case_id
2026-03-02 w1     09:00 A1
2026-03-02 w1     10:00 A2
2026-03-02 w1     11:00 A3
2026-03-03 w1     09:00 A4
END
logged 2026-03-02 <<'END'
case_id date       outcome  next  next_on
A1      2026-03-02 met      visit 2026-03-04
A2      2026-03-02 met      visit 2026-03-09
A3      -          cancelled visit 2026-03-05
END
run cases-check --as-of=2026-03-02
status 0
shows <<'END'
check  case_id visit_id detail
agreed A1      -        2026-03-04
agreed A3      -        2026-03-05
END
err <<'EOF'
cases-check: found 2 = alert 0 + agreed 2 + stale 0 + open 0 + cut 0 + place 0 + rewrite 0
EOF

goes_on 'a visit ahead keeps it, and so does one that found nobody; a day that is over stays'
planned 2026-03-03 <<'END'
date       worker start case_id
2026-03-04 w1     09:00 A1
END
run cases-check -qH --as-of=2026-03-03 -c check,case_id,detail
shows <<'END'
agreed A3 2026-03-05
END
logged 2026-03-05 <<'END'
case_id date       outcome
A1      2026-03-04 not_home
A4      2026-03-03 met
END
run cases-check -qH --as-of=2026-03-06 -c check,case_id,detail
shows <<'END'
agreed A3 2026-03-05
END
run cases-check -qH --as-of=2026-03-08 -c check,case_id,detail
shows <<'END'
agreed A3 2026-03-05
END
planned 2026-03-06 <<'END'
date       worker start case_id
2026-03-13 w1     09:00 A4
END
run cases-check -qH --as-of=2026-03-06 -c check,case_id,detail
shows <<'END'
agreed A2 2026-03-09
agreed A3 2026-03-05
END
printf 'case_id\tstatus\nA3\tclosed\n' | cases-import -q --as-of=2026-03-09 - >closed 2>remarks
run cases-check -qH --as-of=2026-03-09 -c check,case_id,detail
shows <<'END'
agreed A2 2026-03-09
END

# A cut knows a day and no letter.
begin 'a letter is moved to another day, and its cut threatens on: said once, and named until it ends'
given 2026-03-02 <<'END'
cases case_id town postal_code
      A1      Ost  11111
      A2      Ost  11111
      A3      Ost  11111
      A4      Ost  11111
      A5      Ost  11111
      A6      Ost  11111
places postal_code lat lon
       11111       50  8
letters case_id letter_id due_on     purpose result
        A1      1a        2026-01-12 x       missed
        A1      1b        2026-02-09 x       missed
        A2      2a        2026-01-12 x       missed
        A2      2b        2026-02-09 x       missed
        A3      3a        2026-02-09 x       missed
        A4      4a        2026-02-09 x       open
        A5      5a        2026-02-16 x       missed
        A6      6a        2026-02-09 x       missed
cuts case_id miss_on    state   hearing_until cut_from
     A1      2026-02-09 hearing 2026-03-20    -
     A2      2026-02-09 decided 2026-02-27    2026-04-01
     A3      2026-02-09 hearing 2026-03-20    -
     A4      2026-02-09 hearing 2026-03-20    -
     A5      2026-02-09 hearing 2026-03-20    -
     A6      2026-02-09 hearing 2026-03-20    -
END
words >moved <<'END'
case_id letter_id due_on     purpose result
A1      1b        2026-02-11 x       missed
A2      2b        2026-02-09 x       cancelled
A3      3a        2026-02-09 x       excused
A6      6a        2026-02-09 x       returned
END
run cases-import -q --as-of=2026-03-03 moved
status 0
err <<'EOF'
cases-import: cuts: 3 threaten for days on which no letter is missed; cases-check names them
EOF
run cases-import -q --as-of=2026-03-03 moved
err </dev/null
run cases-check --as-of=2026-03-03
status 0
shows <<'END'
check case_id visit_id detail
cut   A1      -        2026-02-09
cut   A2      -        2026-02-09
cut   A6      -        2026-02-09
END
err <<'EOF'
cases-check: found 3 = alert 0 + agreed 0 + stale 0 + open 0 + cut 3 + place 0 + rewrite 0
cases-check: 5 at the centre of a postal code, not at the door
EOF
overdue 2026-03-03 deadline
shows <<'END'
case_id deadline
A1      hearing
A6      hearing
A5      hearing
A4      hearing
A2      month
END

goes_on 'the cut of the right day has come, and the wrong one stays until it has ended'
words >cuts <<'END'
case_id miss_on    state   hearing_until cut_from
A1      2026-02-11 hearing 2026-03-20    -
END
run cases-import -q --as-of=2026-03-04 cuts
status 0
err <<'EOF'
cases-import: cuts: 1 threatens for a day on which no letter is missed; cases-check names it
EOF
words >cuts <<'END'
case_id miss_on    state   hearing_until cut_from
A1      2026-02-09 ended   -             -
A2      2026-02-09 averted -             -
A6      2026-02-09 ended   -             -
END
run cases-import -q --as-of=2026-03-05 cuts
err </dev/null
run cases-check -q --as-of=2026-03-05
out </dev/null

begin 'people who may be visited and are nowhere; a postal code is enough'
given 2026-03-02 <<'END'
cases case_id town postal_code status
      A1      Ost  11111       -
      A2      Ost  22222       -
      A3      Ost  -           -
      A4      Ost  -           closed
      A5      Ost  -           -
letters case_id due_on     purpose result
        A1      2026-02-02 x       missed
        A2      2026-02-02 x       missed
        A3      2026-02-02 x       returned
        A4      2026-02-02 x       missed
        A5      2026-02-02 x       attended
places postal_code lat lon
       22222       50  8
END
run cases-check --as-of=2026-03-02
status 0
shows <<'EOT'
check case_id visit_id detail
place A1      -        11111
place A3      -        -
EOT
err <<'EOT'
cases-check: found 2 = alert 0 + agreed 0 + stale 0 + open 0 + cut 0 + place 2 + rewrite 0
cases-check: 1 at the centre of a postal code, not at the door
EOT

# Who has excused next week's appointment is on today's list all the same.
begin 'people who are nowhere are named as long as they are listed, whatever is known of days to come'
given 2026-03-02 <<'END'
cases case_id town postal_code
      A1      Ost  11111
      A2      Ost  22222
letters case_id due_on     purpose result
        A1      2026-01-12 x       missed
        A1      2026-02-02 x       missed
        A1      2026-03-05 x       excused
        A2      2026-01-12 x       missed
        A2      2026-02-02 x       missed
        A2      2026-03-05 x       excused
places postal_code lat lon
       22222       50  8
END
overdue 2026-03-02 postal_code
shows <<'END'
case_id postal_code
A1      11111
A2      22222
END
run cases-check -H --as-of=2026-03-02
shows <<'END'
place A1 - 11111
END
says '^cases-check: 1 at the centre of a postal code, not at the door$'
overdue 2026-03-05 postal_code
shows <<'END'
case_id postal_code
END
run cases-check -q --as-of=2026-03-05
out </dev/null

begin 'an erasure whose rewriting was interrupted; the next storing run ends it'
once import_office
sqlite3 "$DOORSTEP_DB" "INSERT INTO state VALUES ('rewrite', 1)"
run cases-check --as-of=2026-03-03
status 0
shows <<'EOT'
check case_id visit_id detail
rewrite - - unfinished
EOT
err <<'EOT'
cases-check: found 1 = alert 0 + agreed 0 + stale 0 + open 0 + cut 0 + place 0 + rewrite 1
EOT
printf 'case_id\nA1\n' >ids
run cases-import -q --as-of=2026-03-03 ids
run cases-check -q --as-of=2026-03-03
status 0
out </dev/null

begin 'a damaged database: 5, and no header'
given 2026-03-02 <<'END'
cases case_id town
      A1      Ost
END
awk 'BEGIN { print "case_id\tdue_on\tpurpose"
	for (i = 0; i < 4000; i++)
		printf "A1\t2026-02-%02d\tp%d\n", 1 + i % 28, i }' >letters
run cases-import -q --as-of=2026-03-02 letters
status 0
cp "$DOORSTEP_DB" whole
page=$(sqlite3 whole 'PRAGMA page_size')
pages=$(sqlite3 whole 'PRAGMA page_count')
for part in 3 5 7 9; do
	cp whole "$DOORSTEP_DB"
	printf '\377\377\377\377\377\377\377\377' |
		dd of="$DOORSTEP_DB" bs="$page" conv=notrunc \
			seek=$((pages * part / 10)) 2>/dev/null
	run cases-check --as-of=2026-03-02
	status 5
	out </dev/null
	says 'damaged'
done

begin 'a record whose case is gone: 5'
once import_office
sqlite3 "$DOORSTEP_DB" "DELETE FROM client WHERE case_id = 'A2'"
run cases-check --as-of=2026-03-02
status 5
out </dev/null

finish
