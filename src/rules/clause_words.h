/* The words of clauses: the shape of each, and how a text is cut into words. */
#ifndef FAULTLINE_RULES_CLAUSE_WORDS_H
#define FAULTLINE_RULES_CLAUSE_WORDS_H

#include "rules/clause.h"

/* One place of a clause: a word that must stand before it, or NULL, and what is expected. */
typedef struct ClausePlace {
    const char *keyword;
    ClauseField field;
    bool optional;
    bool follows; /* it is there when the one before it is */
} ClausePlace;

enum { CLAUSE_PLACES = 7 };

typedef struct ClauseShape {
    const char *name;  /* of the verb */
    const char *usage; /* as the documentation writes it */
    bool in_fixes, in_proofs;
    bool takes_settings; /* SETTING=VALUE, any number of them */
    size_t place_count;
    ClausePlace places[CLAUSE_PLACES];
} ClauseShape;

const ClauseShape *clause_shape(ClauseVerb verb);
/* What a field is called in a message: "an id". */
const char *clause_field_name(ClauseField field);

typedef struct ClauseWord {
    const char *text;
    int line;
    bool ends; /* a ';' stands before it, and there is no text */
} ClauseWord;
typedef ARRAY_OF(ClauseWord) ClauseWords;

/* Cuts a head into its words and the ';' between them. A word in double quotes may have blanks in
 * it; a newline in it is a blank. */
Error clause_words(const char *text, const char *path, int line, Arena *arena, ClauseWords *words);

#endif
