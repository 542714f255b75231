/* codes.h -- the contract's words and the numbers that the database keeps. */
#ifndef LIB_RULE_CODES_H
#define LIB_RULE_CODES_H

/* Each list ends with how many of its codes the database can hold. */
enum { STATUS_ACTIVE, STATUS_CLOSED, STATUS_CODES };
enum { RESULT_OPEN, RESULT_ATTENDED, RESULT_MISSED, RESULT_EXCUSED,
	RESULT_CANCELLED, RESULT_RETURNED, RESULT_CODES };
enum { CUT_HEARING, CUT_DECIDED, CUT_AVERTED, CUT_ENDED, CUT_CODES };
enum { VISIT_PLANNED, VISIT_ANNOUNCED, VISIT_DONE, VISIT_OFF, VISIT_CODES };

/* OUTCOME_ANNOUNCED and OUTCOME_OFF are words of visits-log's input only. */
enum { OUTCOME_MET, OUTCOME_NOT_HOME, OUTCOME_REFUSED, OUTCOME_MOVED,
	OUTCOME_WRONG_ADDRESS, OUTCOME_ABORTED, OUTCOME_SELF_REPORTED,
	OUTCOME_CANCELLED, OUTCOME_CODES,
	OUTCOME_ANNOUNCED = OUTCOME_CODES, OUTCOME_OFF };
enum { REACTION_POSITIVE, REACTION_NEUTRAL, REACTION_NEGATIVE,
	REACTION_CODES };
enum { NEXT_VISIT, NEXT_APPOINTMENT, NEXT_NONE, NEXT_CODES };

/* The words in the order of their numbers; each list ends with NULL. */
extern const char *const code_status[], *const code_result[],
    *const code_cut[], *const code_visit[], *const code_outcome[],
    *const code_reaction[], *const code_next[], *const code_cause[];

/* The number of a word; -1: not one of them. */
int codes_find(const char *const *words, const char *word);

/* The words of a comma-separated list as bits; others are left out. */
unsigned codes_bits(const char *const *words, const char *list);

#endif
