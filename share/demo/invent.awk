# invent.awk -- one office's exports, and what happened at the door.
#
#	awk -v dir=build/demo -f share/demo/invent.awk \
#	    share/places/darmstadt-dieburg.tsv
#
# Everything is invented: no person, household, address, letter or visit is
# real, and the telephone numbers are those that are kept free for films.
# The same input gives the same files, in any awk.
#
# Written into dir, as UTF-8 with LF (invent turns the .csv into what exports
# look like): cases.csv letters.csv cuts.csv referrals.csv workers.csv
# absences.csv offers.csv, and week46.tsv for visits-log.

BEGIN {
	FS = "\t"
	state = 20261120
	today = day_of(2026, 11, 20)
	monday = today - 11          # of week 46, when the visits were
	reform = day_of(2026, 7, 1)  # since then the first miss costs nothing
	people = 640
	split("Becker Böhm Groß Haddad Jäger Kaya Köhler Kowalski Lang Müller " \
	    "Nguyen Öztürk Petrov Schäfer Schmidt Straßer Vogel Weiß Yilmaz Zöller",
	    surname, " ")
	split("Alina Amir Anna Björn Cem Dilan Elif Emma Finn Georg Hanna Ida Ivan " \
	    "Jürgen Kim Lena Milan Nadia Oskar Paula Samira Tom Ute Viktor",
	    given, " ")
	split("Am Bahnhof,Bergstraße,Darmstädter Straße,Feldweg,Gartenstraße," \
	    "Hauptstraße,Kirchgasse,Lindenallee,Mühlweg,Ringstraße,Schulstraße," \
	    "Wiesenweg", street, ",")
	split("Vermittlung,Standortgespräch,Eingliederung,Unterlagen,Gesundheit",
	    purpose, ",")
	split("sport sprechstunde kur schulden wohnen sucht kita", offer, " ")
	split("illness mental_health debt housing care fear post", cause, " ")
	split("08:45 10:00 11:15 13:15 14:30", start, " ")
}

# A number below n.  The generator of Park and Miller needs no more digits
# than every awk has.
function below(n) {
	state = (state * 16807) % 2147483647
	return int(state / 2147483647 * n)
}
function chance(percent) { return below(100) < percent }
function one_of(list, n) { return list[1 + below(n)] }

# Days since 1970-01-01 and back: the civil calendar counted from March.
function day_of(y, m, d,    era, yoe, doy) {
	if (m <= 2)
		y--
	era = int(y / 400)
	yoe = y - era * 400
	doy = int((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1
	return era * 146097 + yoe * 365 + int(yoe / 4) - int(yoe / 100) + doy - 719468
}
function civil(day,    era, doe, yoe, doy, mp) {
	day += 719468
	era = int(day / 146097)
	doe = day - era * 146097
	yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
	doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
	mp = int((5 * doy + 2) / 153)
	D = doy - int((153 * mp + 2) / 5) + 1
	M = mp < 10 ? mp + 3 : mp - 9
	Y = yoe + era * 400 + (M <= 2)
}
function german(day) { civil(day); return sprintf("%02d.%02d.%d", D, M, Y) }
function iso(day) { civil(day); return sprintf("%d-%02d-%02d", Y, M, D) }
function weekday(day) { return (day + 3) % 7 }          # 0 is Monday
function work_day(day) { return weekday(day) > 4 ? day + 7 - weekday(day) : day }
function month_after(day) {
	civil(day)
	return M == 12 ? day_of(Y + 1, 1, 1) : day_of(Y, M + 1, 1)
}

function put(name, line) { print line >(dir "/" name) }

FNR > 1 {
	n_places++
	code[n_places] = $1
	lat[n_places] = $2
	lon[n_places] = $3
	town[n_places] = $4
}

END {
	staff()
	put("cases.csv", "Kundennummer;BG-Nummer;Nachname;Vorname;Geburtsdatum;" \
	    "Geschlecht;Sprache;Straße;Hausnummer;PLZ;Ort;Breite;Länge;Telefon;" \
	    "Fallmanager;Leistungsart;Status;Bedarf;Kein Besuch bis")
	put("letters.csv", "Kundennummer;Termin;Uhrzeit;Meldezweck;" \
	    "Einladung vom;Terminstatus;wichtiger Grund")
	put("cuts.csv", "Kundennummer;Versäumt am;Stand;Anhörung bis;" \
	    "Bescheid vom;Minderung ab;Minderung in %")
	put("referrals.csv", "Kundennummer;Überwiesen am;Überwiesen von;Grund")
	put("week46.tsv", "case_id\tdate\tworker\twith\tstart\toutcome\treaction\t" \
	    "causes\toffers\taccepted\tnext\tnext_on\tminutes\tcard_left\tconsent\tnote")
	for (i = 1; i <= people; i++)
		person()
	mistakes()
}

function staff(    i, hours) {
	hours = "08:00-16:30;08:00-16:30;08:00-16:30;08:00-16:30"
	put("workers.csv", "worker;name;phone;skills;lat;lon;funder;break_minutes;mon;tue;wed;thu;fri")
	put("workers.csv", "w1;Kraft 1;069 90009 501;woman;49,8987;8,6763;Land;30;" hours ";08:00-15:00")
	put("workers.csv", "w2;Kraft 2;069 90009 502;woman,lang:tr;49,8987;8,6763;Land;30;" hours ";08:00-15:00")
	put("workers.csv", "w3;Kraft 3;069 90009 503;woman,lang:ar;49,8974;8,8461;Land;30;" hours ";08:00-15:00")
	put("workers.csv", "w4;Kraft 4;069 90009 504;woman;49,8974;8,8461;Landkreis;30;" hours ";")
	put("workers.csv", "w5;Kraft 5;069 90009 505;man,lang:tr;49,8987;8,6763;Land;30;" hours ";08:00-15:00")
	put("workers.csv", "w6;Kraft 6;069 90009 506;man;49,8987;8,6763;Landkreis;0;" \
	    "08:00-13:00;08:00-13:00;08:00-13:00;08:00-13:00;08:00-13:00")
	put("absences.csv", "worker;from;to")
	put("absences.csv", "w3;25.11.2026;27.11.2026")
	put("offers.csv", "offer;area;name;provider;phone")
	put("offers.csv", "sport;health;Bewegungskurs;Kreisvolkshochschule;")
	put("offers.csv", "sprechstunde;health;Gesundheitssprechstunde;Gesundheitsamt;")
	put("offers.csv", "kur;health;Hilfe beim Reha-Antrag;Kreisagentur;")
	put("offers.csv", "schulden;debt;Schuldnerberatung;Landkreis;")
	put("offers.csv", "wohnen;housing;Hilfe bei Mietschulden;Landkreis;")
	put("offers.csv", "sucht;addiction;Suchtberatung;Caritas;")
	put("offers.csv", "kita;care;Kinderbetreuung;Landkreis;")
}

# A neighbour in the file is now and then of the same household.
function person(    silent, from, to, first, day, sex, phone, need) {
	if (i == 1 || !chance(15)) {
		p = 1 + below(n_places)
		house = sprintf("43504//%07d", below(10000000))
		road = one_of(street, 12) ";" 1 + below(98)
		where = ";"
		if (!chance(8)) {
			where = sprintf("%.4f;%.4f", lat[p] + (below(200) - 100) / 10000,
			    lon[p] + (below(240) - 120) / 10000)
			gsub(/\./, ",", where)
		}
		family = one_of(surname, 20)
	}
	id = sprintf("%03d%s%06d", below(1000), substr("ABCDEFGH", 1 + below(8), 1), i)
	manager = sprintf("FM%02d", 1 + below(24))
	closed = chance(4)
	first = one_of(given, 24)
	day = day_of(1962, 1, 1) + below(16000)
	sex = substr("mmmmwwwwwd", 1 + below(10), 1)
	phone = chance(60) ? sprintf("069 90009 %03d", below(1000)) : ""
	need = wishes()
	put("cases.csv", id ";" house ";" family ";" first ";" \
	    german(day) ";" sex ";" language(need) ";" road ";" code[p] ";" town[p] ";" \
	    where ";" phone ";" manager ";Bürgergeld;" (closed ? "beendet" : "aktiv") \
	    ";" need ";" stop())

	# When did they fall silent?  Half of them never did.
	silent = chance(50) ? today + 1 : today - 20 - below(below(10) ? 200 : 500)
	letters(silent)
	if (chance(2) && !closed)
		put("referrals.csv", id ";" german(today - 3 - below(50)) ";" manager \
		    ";\"kein Kontakt; \"\"Krankheit\"\"\"")
	if (!closed && misses > 1 && first_miss < monday - 14 && chance(46))
		visit()
}

function wishes(    k) {
	k = below(100)
	return k < 5 ? "lang:tr" : k < 9 ? "lang:ar" : k < 12 ? "woman" : k < 14 ? "pair" : ""
}
function language(need) {
	return need ~ /^lang:/ ? substr(need, 6) : i % 25 == 7 ? "en" : ""
}
function stop(    k) {
	k = below(400)
	return k == 0 ? "31.12.9999" : k < 4 ? german(today + 10 + below(60)) : ""
}

# A letter every few weeks for a year and a half; `misses` and `first_miss`
# tell about the days since the last one that was kept.
function letters(silent,    day, result, why) {
	misses = 0
	for (day = work_day(today - 540 + below(60)); day < today + 30;
	    day = work_day(day + 28 + below(40))) {
		why = ""
		if (day > today)
			result = "offen"
		else if (chance(4))
			result = "verlegt"
		else if (day > silent)
			result = chance(92) ? "nicht erschienen" : "Rücklauf"
		else if (chance(75))
			result = "erschienen"
		else if (chance(40)) {
			result = "entschuldigt"
			why = chance(70) ? "krank" : ""
		} else
			result = "nicht erschienen"
		put("letters.csv", id ";" german(day) ";" sprintf("%02d:%02d", 8 + below(7),
		    15 * below(4)) ";" one_of(purpose, 5) ";" german(day - 8 - below(7)) \
		    ";" result ";" why)
		if (result == "nicht erschienen") {
			if (!misses++)
				first_miss = day
			cut(day, day > silent)
		} else if (result == "erschienen" || result == "entschuldigt")
			misses = 0
	}
}

# A hearing for some of the misses, a decision for some of those.
function cut(miss, silent,    until, notice, from) {
	if (!chance(45) || (misses < 2 && miss >= reform))
		return
	until = work_day(miss + 14 + below(5))
	if (until >= today - 10) {
		put("cuts.csv", id ";" german(miss) ";Anhörung;" german(until) ";;31.12.9999;")
		return
	}
	notice = work_day(until + 3 + below(8))
	from = month_after(notice + 4)
	if (!silent || notice > today)
		put("cuts.csv", id ";" german(miss) ";abgewendet;" german(until) ";;31.12.9999;")
	else
		put("cuts.csv", id ";" german(miss) ";" \
		    (month_after(from) > today ? "Bescheid" : "beendet") ";" german(until) \
		    ";" german(notice) ";" german(from) ";" (misses > 1 ? 30 : 10))
}

# Week 46: six workers, five days, five times of day; by chance not all used.
function visit(    day, time, worker, what, rest) {
	if (slot >= 150)
		return
	day = monday + slot % 5
	worker = "w" 1 + int(slot / 5) % 6
	time = start[1 + int(slot / 30)]
	slot++
	what = below(100)
	if (what < 42)
		rest = met(day)
	else if (what < 70)
		rest = "not_home\t\t\t\t\t\t\t15\t1\t\t"
	else if (what < 80)
		rest = "self_reported\t\t\t\t\tappointment\t\t\t\t\t"
	else if (what < 86)
		rest = "cancelled\t\t\t\t\tvisit\t" iso(work_day(day + 14)) "\t\t\t\t"
	else if (what < 92)
		rest = "refused\tnegative\t\t\t\t\t\t10\t\t\t"
	else if (what < 96)
		rest = "moved\t\t\t\t\t\t\t10\t\t\tname gone, the post confirms it"
	else
		rest = "aborted\t\t\t\t\t\t\t10\t\t\tdog in the yard"
	if (what >= 70 && what < 86)
		time = ""
	put("week46.tsv", id "\t" iso(day) "\t" worker "\t\t" time "\t" rest)
}

# reaction causes offers accepted next next_on minutes card_left consent note
function met(day,    consent, causes, made, taken, next_step) {
	consent = chance(60)
	causes = consent ? one_of(cause, 7) : ""
	made = chance(75) ? one_of(offer, 7) : ""
	taken = made != "" && chance(55) ? made : ""
	if (chance(40))  # in contact again
		put("letters.csv", id ";" german(day + 7) ";10:00;Standortgespräch;" \
		    german(day + 1) ";erschienen;")
	next_step = chance(30) ? "visit\t" iso(work_day(day + 14)) : \
	    chance(60) ? "appointment\t" : "none\t"
	return "met\t" (chance(75) ? "positive" : chance(70) ? "neutral" : "negative") \
	    "\t" causes "\t" made "\t" taken "\t" next_step "\t" 20 + 5 * below(10) \
	    "\t\t" (consent ? 1 : 0) "\t"
}

# What goes wrong in spreadsheets: a key turned into a number, a day that is
# not in the calendar.
function mistakes() {
	put("letters.csv", "6,54E+12;12.11.2026;09:00;Vermittlung;02.11.2026;erschienen;")
	put("letters.csv", id ";31.11.2026;09:00;Vermittlung;12.11.2026;offen;")
}
