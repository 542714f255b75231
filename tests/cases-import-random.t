#!/bin/sh
# cases-import against a model of the contract that keeps all letters in one
# array: random letters, some files with fewer columns than others, keys that
# come twice, cases that nobody knows, four weeks in a row.
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
		if (column == "reason") return pick(",r,s")
		return pick(",missed,attended")
	}
	function key_of() {
		if (value["letter_id"] != "") return "id" SUBSEP value["letter_id"]
		return "day" SUBSEP value["case_id"] SUBSEP value["due_on"] SUBSEP \
			value["purpose"]
	}
	function put(file, n, column,   i, key) {
		split("", value)
		for (i = 1; i <= n; i++) {
			value[column[i]] = field(column[i])
			printf "%s%s", (i > 1 ? ";" : ""), value[column[i]] >file
		}
		print "" >file
		read++
		if (value["case_id"] == "C5") { rejected++; return }
		key = key_of()
		seen[key]
		if (value["result"] == "") value["result"] = "open"
		for (i = 1; i <= n; i++)
			given[key, column[i]] = value[column[i]]
	}
	function write(file,   names, column, n, rows) {
		names = "case_id due_on"
		n = split("purpose letter_id reason result", column, " ")
		for (i = 1; i <= n; i++)
			if (rand() < .7) names = names " " column[i]
		n = split(names, column, " ")
		gsub(/ /, ";", names)
		print names >file
		for (rows = int(rand() * (rand() < .5 ? 60 : 6)); rows > 0; rows--)
			put(file, n, column)
		close(file)
	}
	function store(   key, i, differs) {
		for (key in seen) {
			differs = 0
			for (i = 1; i <= columns; i++) {
				if (!((key, all[i]) in given)) continue
				if (stored[key, all[i]] != given[key, all[i]]) differs = 1
				stored[key, all[i]] = given[key, all[i]]
			}
			if (!(key in there)) added++
			else if (differs) changed++
			if (!(key in there) && !((key, "result") in given))
				stored[key, "result"] = "open"
			there[key]
		}
	}
	function show(file,   key, i) {
		printf "" >file
		for (key in there)
			for (i = 1; i <= columns; i++)
				printf "%s%s", stored[key, all[i]], \
					(i < columns ? "\t" : "\n") >file
		close(file)
	}
	BEGIN {
		srand(seed)
		columns = split("case_id due_on purpose letter_id reason result", \
			all, " ")
		for (week = 1; week <= 4; week++) {
			split("", given); split("", seen)
			read = rejected = added = changed = 0
			for (f = int(rand() * 3); f >= 0; f--)
				write(week "." 3 - f ".csv")
			store()
			show(week ".letters")
			print "read " read " = new " added " + changed " changed \
				" + unchanged " read - added - changed - rejected \
				" + rejected " rejected >(week ".account")
			close(week ".account")
		}
	}'
}

import_week() {
	run cases-import --max-rejects=100% "$1".*.csv
	grep -o 'read .*' "$box/err" >account
	same "$1.account" account
	LC_ALL=C sort "$1.letters" >want
	sqlite3 -tabs "$DOORSTEP_DB" 'SELECT case_id, due_on, purpose, letter_id,
		reason, result FROM letters' | LC_ALL=C sort >got
	same want got
	run cases-import --max-rejects=100% "$1".*.csv
	want grep -q 'new 0 + changed 0' "$box/err"
}

seed=1
while [ $seed -le 40 ]; do
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
# order or not, some changed or given to another case later; cases.csv.
scattered() {
	awk -v seed="$1" '
	function id(i) { return "C" (i * 131) % 400 }
	function letter(file, i) {
		printf "%s,2026-%02d-%02d,%d,2026-01-%02d,%s\n",
			id(int(rand() * 400)), rand() * 9 + 1, rand() * 28 + 1,
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
