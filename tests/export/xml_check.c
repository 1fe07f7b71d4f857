#include "export/xml_check.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { MOST_DEPTH = 32, MOST_ATTRIBUTES = 24 };

typedef struct Span {
    const char *start;
    size_t length;
} Span;

typedef struct Checker {
    const char *text, *at;
    Span open[MOST_DEPTH];
    size_t depth;
    const char *problem;
} Checker;

static bool fails(Checker *checker, const char *problem) {
    checker->problem = problem;
    return false;
}

static bool same(Span a, Span b) {
    return a.length == b.length && memcmp(a.start, b.start, a.length) == 0;
}

static Span take_name(Checker *checker) {
    Span name = {checker->at, strspn(checker->at, "abcdefghijklmnopqrstuvwxyz"
                                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:_")};
    checker->at += name.length;
    return name;
}

static bool check_entity(Checker *checker) {
    static const char *const ENTITIES[] = {"&lt;", "&gt;", "&amp;", "&quot;"};
    for (size_t i = 0; i < COUNT_OF(ENTITIES); i++) {
        if (strncmp(checker->at, ENTITIES[i], strlen(ENTITIES[i])) == 0) {
            return true;
        }
    }
    return fails(checker, "a bare ampersand");
}

static bool take_attributes(Checker *checker) {
    Span names[MOST_ATTRIBUTES];
    size_t count = 0;
    while (*checker->at == ' ') {
        checker->at++;
        names[count] = take_name(checker);
        if (names[count].length == 0 || strncmp(checker->at, "=\"", 2) != 0) {
            return fails(checker, "an attribute without a value in quotes");
        }
        for (size_t i = 0; i < count; i++) {
            if (same(names[i], names[count])) {
                return fails(checker, "an attribute stands twice");
            }
        }
        if (++count == MOST_ATTRIBUTES) {
            return fails(checker, "very many attributes");
        }
        for (checker->at += 2; *checker->at != '"'; checker->at++) {
            if (*checker->at == '\0' || *checker->at == '<') {
                return fails(checker, "a value that does not end");
            }
            if (*checker->at == '&' && !check_entity(checker)) {
                return false;
            }
        }
        checker->at++;
    }
    return true;
}

static bool take_tag(Checker *checker) {
    checker->at++;
    bool closes = *checker->at == '/';
    checker->at += closes;
    Span name = take_name(checker);
    if (name.length == 0) {
        return fails(checker, "a tag without a name");
    }
    if (closes) {
        if (checker->depth == 0 || !same(checker->open[checker->depth - 1], name)) {
            return fails(checker, "a tag closes what is not open");
        }
        checker->depth--;
    } else {
        if (!take_attributes(checker)) {
            return false;
        }
        if (*checker->at == '/') {
            checker->at++;
        } else if (checker->depth == MOST_DEPTH) {
            return fails(checker, "very deep");
        } else {
            checker->open[checker->depth++] = name;
        }
    }
    if (*checker->at != '>') {
        return fails(checker, "a tag that does not end");
    }
    checker->at++;
    return true;
}

static bool check(Checker *checker) {
    size_t length = strlen(checker->text);
    if (utf8_check(checker->text, length) != length) {
        return fails(checker, "invalid UTF-8");
    }
    while (*checker->at) {
        unsigned char c = (unsigned char)*checker->at;
        if (c == '<') {
            if (!take_tag(checker)) {
                return false;
            }
        } else if (c < 0x20 && c != '\n' && c != '\t' && c != '\r') {
            return fails(checker, "a control character");
        } else if (c == '&' && !check_entity(checker)) {
            return false;
        } else {
            checker->at++;
        }
    }
    return checker->depth == 0 || fails(checker, "a tag is not closed");
}

bool xml_check(const char *text, char *problem, size_t size) {
    Checker checker = {.text = text, .at = text};
    bool sound = check(&checker);
    if (!sound) {
        snprintf(problem, size, "%s at byte %td: %.40s", checker.problem, checker.at - text,
                 checker.at);
    }
    return sound;
}

size_t xml_count(const char *text, const char *name) {
    char opening[64];
    snprintf(opening, sizeof opening, "<%s", name);
    size_t count = 0;
    while ((text = strstr(text, opening)) != NULL) {
        text += strlen(opening);
        count += *text == ' ' || *text == '>' || *text == '/';
    }
    return count;
}
