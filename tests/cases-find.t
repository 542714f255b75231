#!/bin/sh
# cases-find: whose case is that?
. tests/lib.sh
. tests/given.sh

import_people() {
	given 2026-03-02 <<'END'
cases case_id surname        given_name birth_date phone           street              town      status lat lon
      A1      Müller-Schmidt Anna~Maria 1980-04-03 06151/12-34     Darmstädter~Str.~12 Groß-Umstadt - 50 8
      A2      Mueller        Tom        1975-12-24 +49~6151~999    Bahnhofstraße~7     Dieburg   - 50 8
      A3      van~den~Berg   Yılmaz     -          -               -                   Dieburg   closed 50 8
      A4      O'Neil         Şahin      1990-01-01 -               Bahnhofstrasse~77   Reinheim  - 50 8
workers worker lat lon mon         tue         wed         thu         fri
        w1     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
        w2     50  8   08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00 08:00-17:00
END
}

# find_ COLUMNS <<'END': words to look for
find_() {
	words >callers
	run cases-find --as-of=2026-03-03 -c "$1" callers
}

begin 'names are found as people spell them'
once import_people
find_ line,case_id <<'END'
surname
MULLER
Vandenberg
oneil
Schmidt
müller-schmidt
END
status 0
err <<'EOT'
cases-find: read 5 = found 5 + nobody 0 + rejected 0
EOT
shows <<'EOT'
line case_id
2 A1
2 A2
3 A3
4 A4
5 A1
6 A1
EOT

begin 'all that is filled must match; a star asks for the beginning'
once import_people
find_ line,case_id,status,given_name,birth_date <<'END'
surname given_name town         birth_date
Mül*    -          -            -
Mül*    maria      -            -
-       -          grossumstadt 1980-04-03
Mül*    Tom        Reinheim     -
van*    -          -            -
END
status 0
err <<'EOT'
cases-find: read 5 = found 4 + nobody 1 + rejected 0
EOT
shows <<'EOT'
line case_id status given_name birth_date
2 A1 active Anna~Maria 1980-04-03
2 A2 active Tom 1975-12-24
3 A1 active Anna~Maria 1980-04-03
4 A1 active Anna~Maria 1980-04-03
6 A3 closed Yılmaz -
EOT

begin 'telephone and street have several ways to be written'
once import_people
find_ line,case_id,phone,street <<'END'
phone              street
(06151)~1234       -
0049~6151~999      -
-                  BAHNHOFSTR.~7
-                  bahnhofstraße*
6151~999           -
END
status 0
shows <<'EOT'
line case_id phone street
2 A1 06151/12-34 Darmstädter~Str.~12
3 A2 +49~6151~999 Bahnhofstraße~7
4 A2 +49~6151~999 Bahnhofstraße~7
5 A2 +49~6151~999 Bahnhofstraße~7
5 A4 - Bahnhofstrasse~77
EOT

begin 'day and month exchanged: said, not matched'
once import_people
find_ line,case_id <<'END'
surname birth_date
schmidt 1980-03-04
Berg    1980-03-04
ONeil   1990-01-01
END
status 0
shows <<'EOT'
line case_id
4 A4
EOT
err <<'EOT'
cases-find: callers:2: birth_date: somebody has it with day and month exchanged
cases-find: read 3 = found 1 + nobody 2 + rejected 0
EOT

begin 'the next visit, and who comes; a pair has both, one in the past is none to come'
once import_people
planned 2026-03-02 <<'END'
date       worker with start case_id
2026-03-04 w2     w1   09:00 A1
2026-03-04 w1     w2   09:00 A1
2026-03-02 w1     -    10:00 A2
END
find_ case_id,next_visit,worker <<'END'
surname
Mueller
END
status 0
shows <<'EOT'
case_id next_visit worker
A1 2026-03-04 w1,w2
A2 - -
EOT

begin 'what would find everybody is rejected'
once import_people
find_ line,case_id <<'END'
surname phone birth_date
-       -     -
*       -     -
Berg    ?     -
Berg    -     heute
END
status 1
shows <<'EOT'
line case_id
EOT
err <<'EOT'
cases-find: callers:2: says nothing of anybody
cases-find: callers:3: surname: nothing that anybody could be found by
cases-find: callers:4: phone: nothing that anybody could be found by
cases-find: callers:5: birth_date: not a date
cases-find: read 4 = found 0 + nobody 0 + rejected 4
EOT

begin 'a file without any of the columns: 2'
once import_people
printf 'case_id\nA1\n' >callers
run cases-find callers
status 2
out </dev/null
err <<'EOT'
cases-find: callers: no column surname, given_name, birth_date, phone, street or town
EOT

begin 'the same in every locale'
once import_people
printf 'surname\nMULLER\nYILMAZ\n' >callers
run cases-find -H callers
cp "$box/out" want
for locale in de_DE.UTF-8 tr_TR.UTF-8; do
	run in_locale $locale cases-find -H callers
	status 0
	same want "$box/out"
done

finish
