#include "ui/kind_search.h"

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter(char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

static bool begins(const char *text, const char *part) {
    while (*part && lower(*text) == lower(*part)) {
        text++;
        part++;
    }
    return !*part;
}

/* Whether a word of the text begins with the part: "que" finds a queue, and no request. */
static bool has_word(const char *text, const char *part) {
    for (const char *at = text; *at; at++) {
        if ((at == text || !is_letter(at[-1])) && begins(at, part)) {
            return true;
        }
    }
    return false;
}

/* By what people call it: "redis" finds a cache. */
static bool has_word_of(const WordList *words, const char *query) {
    for (size_t i = 0; i < words->count; i++) {
        if (has_word(words->items[i], query)) {
            return true;
        }
    }
    return false;
}

Fit kind_fit(const KindSpec *kind, const char *query) {
    return begins(kind->title, query)                                    ? FIT_TITLE
           : has_word(kind->title, query) || has_word(kind->name, query) ? FIT_NAME
           : has_word_of(&kind->words, query)                            ? FIT_WORD
           : has_word(kind->purpose, query)                              ? FIT_PURPOSE
                                                                         : FIT_NONE;
}

size_t kind_search(const Catalog *catalog, const char *query, const KindSpec *found[KIND_COUNT]) {
    size_t count = 0;
    for (int fit = FIT_TITLE; fit < FIT_NONE; fit++) {
        for (int i = 0; i < KIND_COUNT; i++) {
            if (kind_fit(&catalog->kinds[i], query) == (Fit)fit) {
                found[count++] = &catalog->kinds[i];
            }
        }
    }
    return count;
}

int fuzzy_fit(const char *title, const char *letters) {
    enum { OF_A_WORD = 8, IN_A_ROW = 4, ANYWHERE = 1, AT_ONCE = 40 };
    int score = has_word(title, letters) ? AT_ONCE : 0;
    bool in_a_row = false;
    const char *at = title;
    for (; *letters; letters++) {
        if (*letters == ' ') {
            in_a_row = false;
            continue;
        }
        const char *from = at;
        while (*at && lower(*at) != lower(*letters)) {
            at++;
        }
        if (!*at) {
            return -1;
        }
        bool starts_word = at == title || !is_letter(at[-1]);
        score += starts_word ? OF_A_WORD : in_a_row && at == from ? IN_A_ROW : ANYWHERE;
        in_a_row = true;
        at++;
    }
    return score;
}
