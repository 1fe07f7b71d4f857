#include "rules/clause_words.h"

#include <string.h>

#include "base/text.h"

static const ClauseShape SHAPES[CLAUSE_VERB_COUNT] = {
    [CLAUSE_SET] = {"set",
                    "set ID SETTING VALUE",
                    true,
                    true,
                    false,
                    3,
                    {{.field = FIELD_SUBJECT}, {.field = FIELD_SETTING}, {.field = FIELD_VALUE}}},
    [CLAUSE_UNSET] = {"unset",
                      "unset ID SETTING",
                      true,
                      false,
                      false,
                      2,
                      {{.field = FIELD_SUBJECT}, {.field = FIELD_SETTING}}},
    [CLAUSE_ADD] = {"add",
                    "add KIND as @NAME \"LABEL\" near ID [SETTING=VALUE]... [why \"TEXT\"]",
                    true,
                    false,
                    true,
                    5,
                    {{.field = FIELD_KIND},
                     {"as", FIELD_NAME, false, false},
                     {.field = FIELD_LABEL},
                     {"near", FIELD_NEAR, false, false},
                     {"why", FIELD_WHY, true, false}}},
    [CLAUSE_FIND] = {"find",
                     "find KIND as @NAME",
                     true,
                     false,
                     false,
                     2,
                     {{.field = FIELD_KIND}, {"as", FIELD_NAME, false, false}}},
    [CLAUSE_CONNECT] = {"connect",
                        "connect ID ID KIND [as @NAME] [operations OP,...] [before CONNECTION] "
                        "[SETTING=VALUE]...",
                        true,
                        false,
                        true,
                        6,
                        {{.field = FIELD_SUBJECT},
                         {.field = FIELD_OTHER},
                         {.field = FIELD_CONNECTION_KIND},
                         {"as", FIELD_NAME, true, false},
                         {"operations", FIELD_OPERATIONS, true, false},
                         {"before", FIELD_BEFORE, true, false}}},
    [CLAUSE_RECONNECT] = {"reconnect",
                          "reconnect CONNECTION [from ID] [to ID]",
                          true,
                          false,
                          false,
                          3,
                          {{.field = FIELD_SUBJECT},
                           {"from", FIELD_FROM, true, false},
                           {"to", FIELD_TO, true, false}}},
    [CLAUSE_OPERATIONS] = {"operations",
                           "operations CONNECTION OP,...",
                           true,
                           false,
                           false,
                           2,
                           {{.field = FIELD_SUBJECT}, {.field = FIELD_OPERATIONS}}},
    [CLAUSE_KIND] = {"kind",
                     "kind CONNECTION KIND",
                     true,
                     false,
                     false,
                     2,
                     {{.field = FIELD_SUBJECT}, {.field = FIELD_CONNECTION_KIND}}},
    [CLAUSE_REMOVE] = {"remove", "remove ID", true, false, false, 1, {{.field = FIELD_SUBJECT}}},
    [CLAUSE_WHY] = {"why",
                    "why ID \"TEXT\"",
                    true,
                    false,
                    false,
                    2,
                    {{.field = FIELD_SUBJECT}, {.field = FIELD_WHY}}},
    [CLAUSE_MEASURE] = {"measure",
                        "measure METRIC [of component|connection|operation ID]",
                        false,
                        true,
                        false,
                        3,
                        {{.field = FIELD_METRIC},
                         {"of", FIELD_SCOPE, true, false},
                         {.field = FIELD_SUBJECT, .optional = true, .follows = true}}},
    [CLAUSE_FAULT] = {"fault",
                      "fault EFFECT=VALUE[,EFFECT=VALUE]... at "
                      "component|connection|operation|key|kind ID [from SECONDS] [for SECONDS] "
                      "[every SECONDS]",
                      false,
                      true,
                      false,
                      6,
                      {{.field = FIELD_EFFECTS},
                       {"at", FIELD_SCOPE, false, false},
                       {.field = FIELD_SUBJECT, .follows = true},
                       {"from", FIELD_BEGIN_S, true, false},
                       {"for", FIELD_LENGTH_S, true, false},
                       {"every", FIELD_EVERY_S, true, false}}},
    [CLAUSE_RUN] = {"run", "run SECONDS", false, true, false, 1, {{.field = FIELD_LENGTH_S}}},
};

const ClauseShape *clause_shape(ClauseVerb verb) {
    return &SHAPES[verb];
}

const char *clause_field_name(ClauseField field) {
    static const char *const NAMES[FIELD_COUNT] = {
        [FIELD_SUBJECT] = "an id",
        [FIELD_OTHER] = "a second id",
        [FIELD_FROM] = "an id",
        [FIELD_TO] = "an id",
        [FIELD_KIND] = "a kind of component",
        [FIELD_CONNECTION_KIND] = "a kind of connection",
        [FIELD_NAME] = "a name that begins with @",
        [FIELD_LABEL] = "a label in double quotes",
        [FIELD_NEAR] = "an id",
        [FIELD_WHY] = "a text in double quotes",
        [FIELD_OPERATIONS] = "operations, with commas between them",
        [FIELD_BEFORE] = "an id",
        [FIELD_SETTING] = "a setting",
        [FIELD_VALUE] = "a value",
        [FIELD_METRIC] = "a metric",
        [FIELD_SCOPE] = "component, connection or operation",
        [FIELD_EFFECTS] = "the effect of a fault, as in poison_pct=5",
        [FIELD_BEGIN_S] = "seconds",
        [FIELD_LENGTH_S] = "seconds",
        [FIELD_EVERY_S] = "seconds",
    };
    return NAMES[field];
}

typedef struct WordReader {
    const char *path;
    int line, began; /* began: the line of the word */
    bool quoted, open;
    TextBuffer word;
    Arena *arena;
    ClauseWords *words;
} WordReader;

static void end_word(WordReader *reader) {
    if (reader->open) {
        ClauseWord word = {.text = arena_copy_string(reader->arena, text_of(&reader->word)),
                           .line = reader->began};
        array_push(reader->words, word);
    }
    reader->open = false;
    text_clear(&reader->word);
}

static void read_character(WordReader *reader, char c) {
    bool blank = c == ' ' || c == '\t' || c == '\n';
    if (!reader->quoted && (blank || c == ';')) {
        end_word(reader);
        if (c == ';') {
            array_push(reader->words, ((ClauseWord){.line = reader->line, .ends = true}));
        }
    } else {
        reader->began = reader->open ? reader->began : reader->line;
        reader->open = true;
        if (c == '"') {
            reader->quoted = !reader->quoted;
        } else {
            text_append_char(&reader->word, blank ? ' ' : c);
        }
    }
    reader->line += c == '\n';
}

Error clause_words(const char *text, const char *path, int line, Arena *arena, ClauseWords *words) {
    WordReader reader = {.path = path, .line = line, .arena = arena, .words = words};
    for (; *text; text++) {
        read_character(&reader, *text);
    }
    end_word(&reader);
    text_free(&reader.word);
    if (reader.quoted) {
        return error_make(ERROR_INPUT, "%s:%d: a text in double quotes has no end", path,
                          reader.began);
    }
    return error_none();
}
