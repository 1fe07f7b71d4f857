/* Which kind is meant by the words on a drawing: "Redis", "Kafka consumer", "LB".
 *
 * The words are the catalogue's (docs/FORMATS.md, "Catalogue"). A text is taken apart at everything
 * that is no letter and no digit, and compared without regard to case and to a plural's s. */
#ifndef FAULTLINE_MODEL_KIND_WORDS_H
#define FAULTLINE_MODEL_KIND_WORDS_H

#include "model/catalog.h"

typedef struct KindMatch {
    const KindSpec *kind; /* NULL: no word of the text is known */
    const char *word;     /* the catalogue's word or phrase that decided */
    bool vague;           /* it is one of the vague ones */
    bool last;            /* it ends the text: it says what the thing is, not what it is about */
} KindMatch;

KindMatch kind_of_words(const Catalog *catalog, const char *text);
/* NULL when the text does not speak of one. The whole text has to be one of the kind's words: the
 * label "write" says what a line is, "write the order" is just a label. */
const ConnectionSpec *connection_of_words(const Catalog *catalog, const char *text);

#endif
