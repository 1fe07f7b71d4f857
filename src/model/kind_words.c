#include "model/kind_words.h"

#include <string.h>

/* Enough for any label; the words past them are not looked at. */
enum { MOST_WORDS = 64, WORD_SIZE = 40 };

typedef struct Words {
    char items[MOST_WORDS][WORD_SIZE];
    bool inside[MOST_WORDS]; /* in brackets */
    size_t count;
} Words;

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_word_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* "BookingsDB", "orderQueue": a capital after a small letter begins a word. */
static bool begins_word(char before, char c) {
    return before >= 'a' && before <= 'z' && c >= 'A' && c <= 'Z';
}

static void split(const char *text, bool at_capitals, Words *words) {
    size_t length = 0;
    int depth = 0;
    words->count = 0;
    for (const char *c = text; words->count < MOST_WORDS; c++) {
        bool inner = is_word_char(lower(*c));
        if (length > 0 && (!inner || (at_capitals && begins_word(c[-1], *c)))) {
            words->items[words->count][length] = '\0';
            words->inside[words->count++] = depth > 0;
            length = 0;
        }
        if (*c == '\0') {
            return;
        }
        depth += *c == '(' || *c == '[' ? 1 : 0;
        depth -= (*c == ')' || *c == ']') && depth > 0 ? 1 : 0;
        if (inner && words->count < MOST_WORDS && length + 1 < WORD_SIZE) {
            words->items[words->count][length++] = lower(*c);
        }
    }
}

/* Whether the word is this one, or its plural. */
static bool is_word(const char *word, const char *known, size_t length) {
    if (strncmp(word, known, length) != 0) {
        return false;
    }
    const char *rest = word + length;
    return rest[0] == '\0' || strcmp(rest, "s") == 0 || strcmp(rest, "es") == 0;
}

/* How many words the phrase has when it stands at `at`, else 0. */
static size_t phrase_at(const Words *words, size_t at, const char *phrase) {
    size_t taken = 0;
    while (*phrase) {
        size_t length = strcspn(phrase, " ");
        if (at + taken >= words->count || !is_word(words->items[at + taken], phrase, length)) {
            return 0;
        }
        taken++;
        phrase += length + (phrase[length] == ' ');
    }
    return taken;
}

typedef struct Best {
    KindMatch match;
    bool inside;
    size_t end, length; /* of the phrase, in words */
} Best;

/* Words say more than vague ones; among those, what is not in brackets; then the last, in which
 * English puts what a thing is; then the longer phrase. */
static bool is_better(const Best *a, const Best *b) {
    if (!b->match.kind || a->match.vague != b->match.vague) {
        return !b->match.kind || !a->match.vague;
    }
    if (a->inside != b->inside) {
        return !a->inside;
    }
    return a->end != b->end ? a->end > b->end : a->length > b->length;
}

static void look_up(const Words *words, const KindSpec *kind, bool vague, Best *best) {
    const WordList *list = vague ? &kind->vague_words : &kind->words;
    for (size_t i = 0; i < list->count; i++) {
        for (size_t at = 0; at < words->count; at++) {
            size_t length = phrase_at(words, at, list->items[i]);
            bool last = at + length == words->count;
            Best found = {
                {kind, list->items[i], vague, last}, words->inside[at], at + length, length};
            if (length > 0 && is_better(&found, best)) {
                *best = found;
            }
        }
    }
}

static KindMatch match(const Catalog *catalog, const char *text, bool at_capitals) {
    Words words;
    Best best = {.end = 0};
    split(text, at_capitals, &words);
    for (size_t i = 0; i < KIND_COUNT; i++) {
        look_up(&words, &catalog->kinds[i], false, &best);
        look_up(&words, &catalog->kinds[i], true, &best);
    }
    return best.match;
}

KindMatch kind_of_words(const Catalog *catalog, const char *text) {
    KindMatch whole = match(catalog, text, false); /* DynamoDB is no "db" */
    return whole.kind ? whole : match(catalog, text, true);
}

const ConnectionSpec *connection_of_words(const Catalog *catalog, const char *text) {
    Words words;
    split(text, false, &words);
    for (size_t i = 0; i < CONNECTION_KIND_COUNT && words.count > 0; i++) {
        const ConnectionSpec *kind = &catalog->connections[i];
        for (size_t j = 0; j < kind->words.count; j++) {
            if (phrase_at(&words, 0, kind->words.items[j]) == words.count) {
                return kind;
            }
        }
    }
    return NULL;
}
