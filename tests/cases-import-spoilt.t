#!/bin/sh
# A list that somebody has spoiled does nothing without a word, and one that only
# looks otherwise is taken as it is (tests/spoil has the kinds).
. tests/lib.sh

if ! /usr/bin/python3 -c '' 2>/dev/null; then
	begin 'lists as people spoil them'
	skip 'no python3'
	finish
	exit
fi

spoil() {
	PYTHONIOENCODING=UTF-8 "$top/tests/spoil" "$@"
}

# The good lists of SEED are stored.
office() {
	rm -f "$DOORSTEP_DB"
	spoil cases "$1" >cases.csv
	spoil letters "$1" >letters.csv
	cases-import -q --as-of=2026-11-20 cases.csv letters.csv >/dev/null
	cp "$DOORSTEP_DB" good.db
	stored >before
}

# All but the number of the run.
stored() {
	sqlite3 -tabs "$DOORSTEP_DB" "SELECT case_id, household_id, surname, given_name,
		birth_date, sex, street, postal_code, town, phone, lat, lon,
		case_manager, status FROM cases ORDER BY 1;
		SELECT case_id, due_on, due_time, purpose, letter_id, sent_on, result
		FROM letters ORDER BY 5"
}

# again LIST SEED KIND: imports the list, spoilt; after and said.
again() {
	cp good.db "$DOORSTEP_DB"
	spoil "$@" >a.csv
	cases-import -q --as-of=2026-11-21 a.csv >/dev/null 2>said
	stored >after
}

for list in cases letters; do
	begin "what makes no difference to a list makes none: $list"
	for seed in 1 2; do
		office $seed
		for kind in $(spoil harmless); do
			again $list $seed "$kind"
			cmp -s before after || bad "$kind $seed: not the same"
			[ -s said ] && bad "$kind $seed: $(cat said)"
		done
	done
	begin "what spoils a list is said, or changes nothing: $list"
	for seed in 1 2 3; do
		office $seed
		for kind in $(spoil harmful); do
			again $list $seed "$kind"
			[ -s said ] || cmp -s before after ||
				bad "$kind $seed: without a word: $(diff before after | sed 6q)"
		done
	done
done

finish
