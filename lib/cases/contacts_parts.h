/* contacts_parts.h -- what the parts of contacts.h share: contacts.c reads one
 * person after the other, contacts_visits.c all visits before, contacts_values.c
 * the values of keys.  For lib/cases/contacts*.c alone. */
#ifndef LIB_CASES_CONTACTS_PARTS_H
#define LIB_CASES_CONTACTS_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/mem.h"
#include "lib/base/names.h"
#include "lib/cases/anonymous.h"
#include "lib/io/db.h"
#include "lib/stats/tally.h"

/* Rows of one table in the order of the cases, read beside the visits. */
struct beside {
	struct walk walk;
	bool wanted;
};

/* The other members of a household: its first member stands for it. */
struct household_member {
	int64_t client, first;
};

/* OUTCOME_NONE: no contact, but somebody who was referred. */
enum { OUTCOME_NONE = -1 };

struct done {
	int64_t client, household;  /* the household by its first member */
	uint32_t n;          /* position in the order of visit_id */
	int day, start, minutes;
	int worker[2];       /* index into workers; -1: none */
	uint32_t offer;      /* the first of its offers */
	uint16_t n_offers;
	int8_t outcome, reaction;
	uint32_t causes;
};

struct contact_worker {
	int64_t id;
	int worker, funder;  /* words */
};

struct area {
	int64_t id;          /* of the offer */
	int area;            /* word */
	bool health;
};

struct contacts {
	struct db *db;
	struct tally_options o;
	unsigned keys;       /* o.key as a set of bits */
	bool offers, reactions, minutes, workers, causes;  /* are needed */
	date as_of;
	struct names *words;

	struct contact_worker *worker;
	struct area *area;
	struct household_member *member;
	size_t n_workers, worker_cap, n_areas, area_cap, n_members, member_cap;

	struct done *done;
	struct contact_offer *offer;
	size_t n_done, done_cap, n_offers, offer_cap, at;

	struct beside clients, letters, referrals, cuts, forgotten;
	struct anonymous *anonymous;

	/* Of the current person. */
	struct contact *contact;
	struct past_visit *visit;
	struct past_letter *letter;
	struct past_cut *cut;
	date *referral;
	date forgotten_sign;
	const char *counted_cuts;  /* with visits that were erased since */
	struct arena text;         /* of that */
	int household;       /* its number; -1 before the first one */
	size_t contact_cap, visit_cap, letter_cap, cut_cap, referral_cap;
};

/* The number of the text in this column. */
int contacts_word(struct contacts *, struct query *, int column);

/* Reads the visits and the persons who were referred, in the order of the
 * households, if those are needed, and of the cases. */
void contacts_read(struct contacts *);

#endif
