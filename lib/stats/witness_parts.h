/* witness_parts.h -- what the files of witness.h know of each other: witness.c
 * asks for witnesses of one change or of several, witness_search.c looks for
 * the cheapest one of a change, witness_option.c lists what it may consist of.
 * For lib/stats/witness*.c alone, after witness.h. */
#ifndef LIB_STATS_WITNESS_PARTS_H
#define LIB_STATS_WITNESS_PARTS_H

#include "lib/rule/codes.h"
#include "lib/stats/bundle.h"

enum { OPTIONS = 40, AXES = KEYS + 1, NONE = -1 };

/* Along one axis: more at one value, and as many fewer at another or none. */
struct witness_option {
	int more, less;        /* less = NONE: more in the total, too */
	long cost;             /* at least so much */
};

/* The cheapest ones, in ascending order. */
struct witness_axis {
	const struct cube_axis *axis;  /* NULL: outcomes */
	struct witness_option option[OPTIONS];
	int n;
};

struct witness_offers {
	struct witness_axis along[2][KEYS];  /* of the cube's axes; if alone */
	struct witness_axis outcomes;
};

struct witness_search {
	struct cube *cube;
	const int *cost;
	size_t target;
	uint64_t seed;
	int measure, table;
	int key[KEYS];         /* the target's */
	long long amount, least;  /* no figure becomes less than `least` */
	const struct bundle *bundle;
	bool by_area, by_outcome;  /* are these keys of the run? */
	unsigned of_outcome[OUTCOME_CANCELLED + 1];  /* measures that can be */
	bool alone;            /* persons count at the target only, not at finer
	                        * or coarser places */
	struct witness_offers *offers;
	bool offered[2];       /* if alone */
	const struct witness_axis *axis[AXES];  /* in the order of choosing */
	int n_axes, n_first, n_known;
	/* The tables but the target's, by when their changes are known: as so
	 * many axes are chosen, those from due[that] on are. */
	unsigned char by_due[TALLY_TABLES];
	int due[AXES + 2];
	const struct witness_option *chosen[AXES];
	int effort, left;      /* so many steps */
	bool random;           /* any option, not one after the other */
	uint64_t dice;
	long best;
	struct witness *found;
};

/* Puts an amount into a witness, beside what is there. */
void witness_change(struct witness *, size_t figure, long long amount);

/* What may be chosen along the cube's axes, and of outcomes. */
void witness_offer(struct witness_search *);
void witness_offer_outcomes(struct witness_search *);

/* The cheapest witness of this bundle, if it costs less than s->best. */
void witness_search(struct witness_search *);

#endif
