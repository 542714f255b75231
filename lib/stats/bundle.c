#include "lib/stats/bundle.h"

#include "lib/stats/measure.h"

#define M(name) BIT(MEASURE_ ## name)
#define PERSONS_MOVED (M(PERSONS_VISITED) | M(HOUSEHOLDS_VISITED))

/* For a contact: alone, or with those who are visited or reached by it. */
static const struct bundle contact_bundles[] = {
	{0, true},
	{M(PERSONS_VISITED), true},
	{M(PERSONS_REACHED), true},
	{M(PERSONS_VISITED) | M(PERSONS_REACHED), true},
	{M(PERSONS_REACHED) | M(FIRST_CONTACTS), true},
	{M(PERSONS_VISITED) | M(PERSONS_REACHED) | M(FIRST_CONTACTS), true},
	{PERSONS_MOVED | M(PERSONS_REACHED) | M(FIRST_CONTACTS), true},
	{0, false}
};
static const struct bundle visited_bundles[] = {
	{M(PERSONS_VISITED), false},
	{M(PERSONS_VISITED), true},
	{PERSONS_MOVED, false},
	{PERSONS_MOVED, true},
	{M(PERSONS_VISITED) | M(PERSONS_REACHED), true},
	{PERSONS_MOVED | M(PERSONS_REACHED) | M(FIRST_CONTACTS), true},
	{0, false}
};
static const struct bundle homes_bundles[] = {
	{M(HOUSEHOLDS_VISITED), false},
	{PERSONS_MOVED, false},
	{PERSONS_MOVED, true},
	{0, false}
};
static const struct bundle reached_bundles[] = {
	{M(PERSONS_REACHED), false},
	{M(PERSONS_REACHED), true},
	{M(PERSONS_REACHED) | M(PERSONS_VISITED), true},
	{M(PERSONS_REACHED) | M(FIRST_CONTACTS), true},
	{M(PERSONS_REACHED) | M(PERSONS_VISITED) | M(FIRST_CONTACTS), true},
	{0, false}
};

/* For measures that are part of others: with more and more of these. */
#define CHAIN(measure) \
	{M(measure), false}, \
	{M(measure) | M(PERSONS_REACHED), false}, \
	{M(measure) | M(PERSONS_REACHED), true}, \
	{M(measure) | M(PERSONS_REACHED) | M(PERSONS_VISITED), true}, \
	{M(measure) | M(PERSONS_REACHED) | M(FIRST_CONTACTS), true}, \
	{M(measure) | M(PERSONS_REACHED) | M(PERSONS_VISITED) | \
	    M(FIRST_CONTACTS), true}, \
	{0, false}
static const struct bundle first_bundles[] = {CHAIN(FIRST_CONTACTS)};
static const struct bundle back_bundles[] = {CHAIN(CAME_BACK)};
static const struct bundle next_bundles[] = {CHAIN(CAME_BACK_NEXT)};

static const struct bundle cause_bundles[] = {
	{M(PERSONS_WITH_CAUSE), false},
	{M(PERSONS_WITH_CAUSE) | M(PERSONS_VISITED), true},
	{0, false}
};
static const struct bundle made_bundles[] = {
	{M(OFFERS_MADE), false}, {0, false}
};
static const struct bundle accepted_bundles[] = {
	{M(OFFERS_ACCEPTED), false},
	{M(OFFERS_ACCEPTED) | M(OFFERS_MADE), false},
	{0, false}
};
static const struct bundle health_bundles[] = {
	{M(HEALTH_ACCEPTED), false},
	{M(HEALTH_ACCEPTED) | M(OFFERS_ACCEPTED), false},
	{M(HEALTH_ACCEPTED) | M(OFFERS_ACCEPTED) | M(OFFERS_MADE), false},
	{0, false}
};
static const struct bundle threatened_bundles[] = {
	{M(CUTS_THREATENED), false}, {0, false}
};
static const struct bundle averted_bundles[] = {
	{M(CUTS_AVERTED), false},
	{M(CUTS_AVERTED) | M(CUTS_THREATENED), false},
	{0, false}
};
static const struct bundle minutes_bundles[] = {
	{M(MINUTES), false}, {0, false}
};
static const struct bundle referred_bundles[] = {
	{M(PERSONS_REFERRED), false}, {0, false}
};
#define REACTION(n) \
	{{BIT(MEASURE_REACTION + (n)), false}, \
	    {BIT(MEASURE_REACTION + (n)), true}, \
	    {BIT(MEASURE_REACTION + (n)) | M(PERSONS_VISITED), true}, \
	    {0, false}}
static const struct bundle reaction_bundles[][4] = {
	REACTION(0), REACTION(1), REACTION(2)
};

const struct bundle *
bundle_for(int measure)
{
	switch (measure) {
	case MEASURE_PERSONS_VISITED: return visited_bundles;
	case MEASURE_HOUSEHOLDS_VISITED: return homes_bundles;
	case MEASURE_PERSONS_REACHED: return reached_bundles;
	case MEASURE_FIRST_CONTACTS: return first_bundles;
	case MEASURE_CAME_BACK: return back_bundles;
	case MEASURE_CAME_BACK_NEXT: return next_bundles;
	case MEASURE_PERSONS_WITH_CAUSE: return cause_bundles;
	case MEASURE_OFFERS_MADE: return made_bundles;
	case MEASURE_OFFERS_ACCEPTED: return accepted_bundles;
	case MEASURE_HEALTH_ACCEPTED: return health_bundles;
	case MEASURE_CUTS_THREATENED: return threatened_bundles;
	case MEASURE_CUTS_AVERTED: return averted_bundles;
	case MEASURE_MINUTES: return minutes_bundles;
	case MEASURE_PERSONS_REFERRED: return referred_bundles;
	case MEASURE_REACTION: case MEASURE_REACTION + 1:
	case MEASURE_REACTION + 2:
		return reaction_bundles[measure - MEASURE_REACTION];
	default: return contact_bundles;
	}
}
