#!/bin/sh
# cases-import against a model of the contract that keeps all letters in one
# array: random letters, some files with fewer columns than others, keys that
# come twice, two appointments on one day, letter_ids of other people, cases
# that nobody knows, four weeks in a row.
. tests/lib.sh

# weeks SEED: writes W.F.csv, and what is to be after week W: the letters in
# W.letters, the account in W.account.
weeks() {
	awk -v seed="$1" '
	function pick(list,   part, n) {
		n = split(list, part, ",")
		return part[int(rand() * n) + 1]
	}
	function field(column) {
		if (column == "case_id") return pick("C0,C1,C2,C3,C4,C5")
		if (column == "due_on") return "2026-01-0" int(rand() * 5 + 1)
		if (column == "purpose") return pick(",p,q")
		if (column == "letter_id") return pick(",,1,2,3,x1,007")
		if (column == "due_time") return pick(",09:00,14:30")
		if (column == "reason") return pick(",r,s")
		return pick(",missed,attended")
	}
	function write(file,   names, column, n, rows, i) {
		names = "case_id due_on"
		n = split("purpose letter_id reason result", column, " ")
		for (i = 1; i <= n; i++)
			if (rand() < .7) names = names " " column[i]
		if (times && rand() < .7) names = names " due_time"
		n = split(names, column, " ")
		gsub(/ /, ";", names)
		print names >file
		for (rows = int(rand() * (rand() < .5 ? 60 : 6)); rows > 0; rows--) {
			read++
			of[read] = file
			for (i = 1; i <= n; i++) {
				row[read, column[i]] = field(column[i])
				printf "%s%s", (i > 1 ? ";" : ""),
					row[read, column[i]] >file
			}
			print "" >file
			if ((read, "result") in row && row[read, "result"] == "")
				row[read, "result"] = "open"
			put_key(read, file)
		}
		close(file)
	}
	# What the rows of a file have in common, and whether their times differ.
	function put_key(r, file,   t) {
		key[r] = get(r, "letter_id") != "" ? "" : get(r, "case_id") \
			SUBSEP get(r, "due_on") SUBSEP get(r, "purpose")
		t = get(r, "due_time")
		if (key[r] == "" || t == "" || get(r, "case_id") == "C5") return
		if ((file, key[r], t) in time) return
		time[file, key[r], t]
		differ[file, key[r]]++
	}
	function get(r, column) {
		return (r, column) in row ? row[r, column] : ""
	}
	function new_letter() { fresh[++letters]; return letters }
	# The number of the letter that the row means; 0: rejected.
	function meant(r,   id, i, n, one, apart, t, none) {
		if (row[r, "case_id"] == "C5") return 0
		id = get(r, "letter_id")
		if (id != "" && !(id in by_id)) by_id[id] = new_letter()
		else if (id != "" && letter[by_id[id], "case_id"] != \
			get(r, "case_id")) return 0
		if (id != "") return by_id[id]
		t = get(r, "due_time")
		apart = differ[of[r], key[r]] > 1
		for (i = 1; i <= letters; i++) {
			if (keys[i] != key[r]) continue
			if (t != "" && letter[i, "due_time"] == t) return i
			if (letter[i, "due_time"] == "" && !none) none = i
			one = i
			n++
		}
		if (t == "" && (apart || n > 1)) return 0
		i = apart ? none : n == 1 ? one : 0
		return i ? i : new_letter()
	}
	function store(r,   i, c) {
		i = meant(r)
		if (!i) return
		keys[i] = key[r]
		for (c = 1; c <= columns; c++)
			if ((r, all[c]) in row)
				letter[i, all[c]] = row[r, all[c]]
		if (letter[i, "result"] == "") letter[i, "result"] = "open"
	}
	function shown(i,   c, line) {
		for (c = 1; c <= columns; c++)
			line = line letter[i, all[c]] (c < columns ? "\t" : "")
		return line
	}
	function tell(week,   i, added, changed) {
		printf "" >(week ".letters")
		for (i = 1; i <= letters; i++) {
			print shown(i) >(week ".letters")
			if (i in fresh) added++
			else if (shown(i) != before[i]) changed++
			before[i] = shown(i)
		}
		print read " " added + 0 " " changed + 0 >(week ".account")
		close(week ".letters"); close(week ".account")
	}
	BEGIN {
		srand(seed)
		times = seed % 2
		columns = split("case_id due_on purpose letter_id due_time " \
			"reason result", all, " ")
		for (week = 1; week <= 4; week++) {
			split("", row); split("", key); split("", time)
			split("", differ); split("", fresh); split("", of)
			read = 0
			for (f = int(rand() * 3); f >= 0; f--)
				write(week "." 3 - f ".csv")
			for (r = 1; r <= read; r++) store(r)
			tell(week)
		}
	}'
}

# The sum is right, and so is what is new and changed.
account() {
	sed -n 's/.*letters: read \([0-9]*\) = new \([0-9]*\) + changed \([0-9]*\) + unchanged \([0-9]*\) + rejected \([0-9]*\)$/\1 \2 \3 \4 \5/p' "$box/err" |
		awk '$1 == $2 + $3 + $4 + $5 { print $1, $2, $3 }'
}

import_week() {
	run cases-import --max-rejects=100% "$1".*.csv
	account >sums
	same "$1.account" sums
	LC_ALL=C sort "$1.letters" >want
	sqlite3 -tabs "$DOORSTEP_DB" 'SELECT case_id, due_on, purpose, letter_id,
		substr(due_time, 1, 5), reason, result FROM letters' |
		LC_ALL=C sort >got
	same want got
	run cases-import --max-rejects=100% "$1".*.csv
	want grep -q 'new 0 + changed 0' "$box/err"
}

seed=1
while [ $seed -le "${SEEDS:-40}" ]; do
	begin "four weeks of letters, drawn from $seed"
	printf '%s\n' case_id C0 C1 C2 C3 C4 >cases
	cases-import -q cases >/dev/null || bad 'no cases'
	weeks $seed
	for week in 1 2 3 4; do
		import_week $week
	done
	seed=$((seed + 1))
done

# scattered SEED: 1.csv ... 6.csv, letters of one case in three or in forty, in
# order or not, some changed later; cases.csv.
scattered() {
	awk -v seed="$1" '
	function id(i) { return "C" (i * 131) % 400 }
	function letter(file, i) {
		printf "%s,2026-%02d-%02d,%d,2026-01-%02d,%s\n",
			id(i * 7), rand() * 9 + 1, rand() * 28 + 1,
			i, rand() * 28 + 1,
			substr("open    attendedmissed  returnedexcused ",
				int(rand() * 5) * 8 + 1, 8) >file
	}
	BEGIN {
		srand(seed)
		print "case_id" >"cases.csv"
		for (i = 0; i < 400; i++) print id(i) >"cases.csv"
		for (week = 1; week <= 6; week++) {
			file = week ".csv"
			print "case_id,due_on,letter_id,sent_on,result" >file
			rows = week % 2 ? 600 : 12
			for (i = 0; i < rows; i++)
				letter(file, int(rand() * week * 400))
			close(file)
		}
	}'
	LC_ALL=C sort -t, -k1,1 -k2,2 3.csv | grep -v case_id >rows
	{ sed 1q 3.csv && cat rows; } >3.sorted && mv 3.sorted 3.csv
}

# Everything but the number of the run.
stored_in() {
	sqlite3 -tabs "$1" 'SELECT case_id, due_on, letter_id, sent_on, result
		FROM letters ORDER BY 3;
		SELECT case_id, last_sign, since, sent, missed, last_missed,
		attended, row, others FROM standing
		JOIN client ON client.id = client ORDER BY 1'
}

for seed in 1 2 3 4 5; do
	begin "letters in one run or in six come to the same, and so does what is kept of them, drawn from $seed"
	scattered $seed
	run cases-import -d one.db cases.csv [1-6].csv
	status 0
	for week in 1 2 3 4 5 6; do
		run cases-import -d six.db cases.csv $week.csv
		status 0
	done
	stored_in one.db >one
	stored_in six.db >six
	want [ -s one ]
	same one six
done

finish
