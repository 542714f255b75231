/* value.h -- what a field says, and what a column of the database holds. */
#ifndef LIB_IO_VALUE_H
#define LIB_IO_VALUE_H

#include <stdbool.h>
#include <stdint.h>

/* A text is borrowed. */
enum value_type { VALUE_NULL, VALUE_INT, VALUE_REAL, VALUE_TEXT };

struct value {
	enum value_type type;
	union { int64_t i; double r; const char *s; };
};

bool value_equal(const struct value *, const struct value *);

#endif
