/* piece.h -- one field that holds what two columns are made of: "64283
 * Darmstadt", "Berg, Anna".
 *
 *	PIECE_CODE          a postal code: the first word, which has a digit
 *	PIECE_AFTER_CODE    what follows it, all of a text without any digit
 *	PIECE_BEFORE_COMMA  the text before the first comma
 *	PIECE_AFTER_COMMA   what follows it
 *
 * A single word without a comma is what stands before one; of several words
 * nobody knows where the comma would be. */
#ifndef LIB_IO_PIECE_H
#define LIB_IO_PIECE_H

#include "lib/base/mem.h"

enum piece {
	PIECE_WHOLE, PIECE_CODE, PIECE_AFTER_CODE, PIECE_BEFORE_COMMA,
	PIECE_AFTER_COMMA
};

/* As maps call them, by number; the whole has no name.  NULL at the end. */
extern const char *const piece_names[];

/* The piece of the text, "" if it has none; it is the text or lives in the
 * arena.  Returns NULL, or why it cannot be told. */
const char *piece_take(enum piece, const char *text, struct arena *,
    const char **piece);

#endif
