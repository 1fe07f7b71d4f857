#include "rules/clause.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/catalog.h"
#include "model/json.h"
#include "rules/clause_words.h"
#include "rules/measure.h"
#include "rules/staged_fault.h"

typedef struct ClauseReader {
    ClauseHead head;
    const char *path;
    Arena *arena;
    ClauseWords words;
    size_t at;
    int line; /* of the clause that is read */
    const ClauseShape *shape;
    Clause clause;
    ARRAY_OF(ClauseSetting) settings;
    ARRAY_OF(const char *) names; /* "@dead": made by the clauses so far */
    ARRAY_OF(Clause) clauses;
} ClauseReader;

const char *clause_verb_name(ClauseVerb verb) {
    return clause_shape(verb)->name;
}

bool clause_next_word(const char *list, size_t *at, char *out, size_t size) {
    while (list[*at] == ',' || list[*at] == ' ') {
        ++*at;
    }
    size_t length = strcspn(list + *at, ", ");
    if (length == 0) {
        return false;
    }
    size_t kept = length < size ? length : size - 1;
    memcpy(out, list + *at, kept);
    out[kept] = '\0';
    *at += length;
    return true;
}

/* ---- Messages -------------------------------------------------------------------------------- */

static Error fail_near(const ClauseReader *reader, const char *found, const char *problem,
                       const char *const *known, size_t count) {
    const char *near = text_nearest(found, known, count);
    return error_make(ERROR_INPUT, "%s:%d: `%.60s` %s%s%s%s; expected `%s`", reader->path,
                      reader->line, found, problem, near ? " (did you mean `" : "",
                      near ? near : "", near ? "`?)" : "", reader->shape->usage);
}

static Error fail_missing(const ClauseReader *reader, const char *what) {
    return error_make(ERROR_INPUT, "%s:%d: `%s` ends before %s; expected `%s`", reader->path,
                      reader->line, reader->shape->name, what, reader->shape->usage);
}

static Error find_verb(ClauseReader *reader, const char *word, ClauseVerb *verb) {
    bool fixes = reader->head == HEAD_OF_FIXES;
    const char *known[CLAUSE_VERB_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < CLAUSE_VERB_COUNT; i++) {
        const ClauseShape *shape = clause_shape((ClauseVerb)i);
        if (fixes ? shape->in_fixes : shape->in_proofs) {
            known[count++] = shape->name;
            if (strcmp(shape->name, word) == 0) {
                *verb = (ClauseVerb)i;
                return error_none();
            }
        }
    }
    const char *near = text_nearest(word, known, count);
    return error_make(
        ERROR_INPUT, "%s:%d: `%.60s` begins no clause of `%s`; %s%s%s", reader->path, reader->line,
        word, fixes ? "apply" : "proof", near ? "did you mean `" : "known are ",
        near    ? near
        : fixes ? "set, unset, add, find, connect, reconnect, operations, kind, remove, why"
                : "measure, fault, set, run",
        near ? "`?" : "");
}

/* ---- What a place may hold, as far as it is no column ---------------------------------------- */

static Error check_braces(const ClauseReader *reader, const char *word) {
    for (const char *c = word; *c; c++) {
        if (*c == '{') {
            size_t length = strspn(c + 1, "abcdefghijklmnopqrstuvwxyz_0123456789");
            if (length == 0 || c[1 + length] != '}') {
                return error_make(ERROR_INPUT,
                                  "%s:%d: a column stands as {name}, in small letters, found "
                                  "`%.60s`",
                                  reader->path, reader->line, c);
            }
            c += length + 1;
        } else if (*c == '}') {
            return error_make(ERROR_INPUT, "%s:%d: a `}` without a `{` in `%.60s`", reader->path,
                              reader->line, word);
        }
    }
    return error_none();
}

static bool in_list(const char *word, const char *const *known, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(word, known[i]) == 0) {
            return true;
        }
    }
    return false;
}

static Error check_known(const ClauseReader *reader, const char *word, const char *problem,
                         const char *const *known, size_t count) {
    return in_list(word, known, count) ? error_none()
                                       : fail_near(reader, word, problem, known, count);
}

static Error check_ids(const ClauseReader *reader, const char *list) {
    char id[2 * ID_SIZE];
    for (size_t at = 0; clause_next_word(list, &at, id, sizeof id);) {
        bool made = id[0] == '@';
        if (made && !in_list(id, reader->names.items, reader->names.count)) {
            return fail_near(reader, id, "names no part that a clause before it has made",
                             reader->names.items, reader->names.count);
        }
        if (!made && !strchr(id, '{') && !json_is_id(id)) {
            return fail_near(reader, id, "is no id", NULL, 0);
        }
    }
    return error_none();
}

static Error check_name(const ClauseReader *reader, const char *word) {
    return word[0] == '@' && json_is_id(word + 1)
               ? error_none()
               : fail_near(reader, word, "is no name such as @dead", NULL, 0);
}

static Error check_scope(const ClauseReader *reader, const char *word) {
    static const char *const SCOPES[] = {"component", "connection", "operation", "key", "kind"};
    size_t count = reader->clause.verb == CLAUSE_FAULT ? COUNT_OF(SCOPES) : 3;
    return check_known(reader, word, "is nothing that it can be of", SCOPES, count);
}

static Error check_seconds(const ClauseReader *reader, const char *word) {
    char *end = NULL;
    double seconds = strtod(word, &end);
    return isdigit((unsigned char)word[0]) && *end == '\0' && seconds <= 1e6
               ? error_none()
               : fail_near(reader, word, "is no number of seconds", NULL, 0);
}

static Error check_effects(const ClauseReader *reader, const char *word) {
    Fault fault;
    Error error = staged_fault_effects(word, &fault);
    return error.code ? error_prefix(error, "%s:%d", reader->path, reader->line) : error;
}

static Error check_literal(const ClauseReader *reader, ClauseField field, const char *word) {
    switch (field) {
    case FIELD_SUBJECT:
    case FIELD_OTHER:
    case FIELD_FROM:
    case FIELD_TO:
    case FIELD_NEAR:
    case FIELD_BEFORE:
        return check_ids(reader, word);
    case FIELD_KIND:
        return check_known(reader, word, "is no kind of component", KIND_NAMES, KIND_COUNT);
    case FIELD_CONNECTION_KIND:
        return check_known(reader, word, "is no kind of connection", CONNECTION_KIND_NAMES,
                           CONNECTION_KIND_COUNT);
    case FIELD_NAME:
        return check_name(reader, word);
    case FIELD_METRIC:
        return check_known(reader, word, "is no metric", MEASURE_NAMES, MEASURE_COUNT);
    case FIELD_SCOPE:
        return check_scope(reader, word);
    case FIELD_EFFECTS:
        return check_effects(reader, word);
    case FIELD_BEGIN_S:
    case FIELD_LENGTH_S:
    case FIELD_EVERY_S:
        return check_seconds(reader, word);
    case FIELD_LABEL:
    case FIELD_WHY:
    case FIELD_OPERATIONS:
    case FIELD_SETTING:
    case FIELD_VALUE:
    case FIELD_COUNT:
        break;
    }
    return error_none();
}

/* Lists may hold columns beside other ids, so they are looked at all the same. */
static Error check_field(const ClauseReader *reader, ClauseField field, const char *word) {
    Error error = check_braces(reader, word);
    bool is_list = field == FIELD_SUBJECT || field == FIELD_OTHER;
    if (error.code || (strchr(word, '{') && !is_list)) {
        return error;
    }
    return check_literal(reader, field, word);
}

/* ---- One clause ------------------------------------------------------------------------------ */

/* The next word of the clause, or NULL at its end. */
static const char *peek(const ClauseReader *reader) {
    bool ends = reader->at == reader->words.count || reader->words.items[reader->at].ends;
    return ends ? NULL : reader->words.items[reader->at].text;
}

static Error read_field(ClauseReader *reader, ClauseField field) {
    const char *word = peek(reader);
    if (!word) {
        return fail_missing(reader, clause_field_name(field));
    }
    reader->at++;
    reader->clause.fields[field] = word;
    return check_field(reader, field, word);
}

static Error read_required(ClauseReader *reader, size_t *place) {
    Error error = error_none();
    for (*place = 0; *place < reader->shape->place_count && !error.code; ++*place) {
        const ClausePlace *next = &reader->shape->places[*place];
        if (next->optional) {
            break;
        }
        const char *word = peek(reader);
        if (next->keyword && !word) {
            return fail_missing(reader, next->keyword);
        }
        if (next->keyword && strcmp(word, next->keyword) != 0) {
            return fail_near(reader, word, "stands at a wrong place", &next->keyword, 1);
        }
        reader->at += next->keyword != NULL;
        error = read_field(reader, next->field);
    }
    return error;
}

static Error read_setting(ClauseReader *reader, const char *word, const char *equals) {
    ClauseSetting setting = {
        .name = arena_copy(reader->arena, word, (size_t)(equals - word)),
        .value = equals + 1,
    };
    Error error = check_braces(reader, word);
    if (!error.code && (setting.name[0] == '\0' || setting.value[0] == '\0')) {
        error = fail_near(reader, word, "is no SETTING=VALUE", NULL, 0);
    }
    array_push(&reader->settings, setting);
    reader->at++;
    return error;
}

/* The rest of a clause: the words of its optional places, each at most once, and settings. */
static Error read_optional(ClauseReader *reader, size_t from) {
    const ClauseShape *shape = reader->shape;
    Error error = error_none();
    for (const char *word = peek(reader); word && !error.code; word = peek(reader)) {
        const char *known[CLAUSE_PLACES];
        size_t count = 0, place = SIZE_MAX;
        for (size_t i = from; i < shape->place_count; i++) {
            if (shape->places[i].keyword && !reader->clause.fields[shape->places[i].field]) {
                known[count++] = shape->places[i].keyword;
                place = strcmp(word, shape->places[i].keyword) == 0 ? i : place;
            }
        }
        const char *equals = strchr(word, '=');
        if (place != SIZE_MAX) {
            reader->at++;
            error = read_field(reader, shape->places[place].field);
            if (!error.code && place + 1 < shape->place_count && shape->places[place + 1].follows) {
                error = read_field(reader, shape->places[place + 1].field);
            }
        } else if (shape->takes_settings && equals) {
            error = read_setting(reader, word, equals);
        } else {
            error = fail_near(reader, word, "is not expected here", known, count);
        }
    }
    return error;
}

static Error check_whole(const ClauseReader *reader) {
    const Clause *clause = &reader->clause;
    if (clause->verb == CLAUSE_RECONNECT && !clause->fields[FIELD_FROM] &&
        !clause->fields[FIELD_TO]) {
        return fail_missing(reader, "`from` or `to`");
    }
    return error_none();
}

static Error read_clause(ClauseReader *reader) {
    const ClauseWord *first = &reader->words.items[reader->at];
    reader->line = first->line;
    reader->clause = (Clause){.line = first->line};
    reader->settings.count = 0;
    Error error = find_verb(reader, first->text, &reader->clause.verb);
    if (error.code) {
        return error;
    }
    reader->shape = clause_shape(reader->clause.verb);
    reader->at++;
    size_t place;
    error = read_required(reader, &place);
    if (!error.code) {
        error = read_optional(reader, place);
    }
    if (!error.code) {
        error = check_whole(reader);
    }
    if (error.code) {
        return error;
    }
    Clause *clause = &reader->clause;
    size_t bytes = reader->settings.count * sizeof *reader->settings.items;
    ClauseSetting *settings = arena_allocate(reader->arena, bytes + 1);
    if (bytes > 0) {
        memcpy(settings, reader->settings.items, bytes);
    }
    clause->settings = settings;
    clause->setting_count = reader->settings.count;
    if (clause->fields[FIELD_NAME]) {
        array_push(&reader->names, clause->fields[FIELD_NAME]);
    }
    array_push(&reader->clauses, *clause);
    return error;
}

/* ---- The whole head -------------------------------------------------------------------------- */

static Error read_all(ClauseReader *reader) {
    Error error = error_none();
    while (reader->at < reader->words.count && !error.code) {
        if (reader->words.items[reader->at].ends) {
            reader->at++;
        } else if (reader->clauses.count == LIMIT_CLAUSES) {
            error = error_make(ERROR_LIMIT, "%s:%d: a head has at most %d clauses", reader->path,
                               reader->words.items[reader->at].line, (int)LIMIT_CLAUSES);
        } else {
            error = read_clause(reader);
        }
    }
    return error;
}

static Error check_proof(const ClauseReader *reader) {
    for (size_t i = 0; i < reader->clauses.count; i++) {
        if (reader->clauses.items[i].verb == CLAUSE_MEASURE) {
            return error_none();
        }
    }
    return error_make(ERROR_INPUT,
                      "%s:%d: a proof compares something: it has at least one `measure METRIC`",
                      reader->path, reader->words.count ? reader->words.items[0].line : 1);
}

/* "none: " and the reason. */
static bool parse_none(const char *text, const char *path, int line, Arena *arena, Clauses *clauses,
                       Error *error) {
    static const char NONE[] = "none:";
    if (strncmp(text, NONE, sizeof NONE - 1) != 0) {
        return false;
    }
    text += sizeof NONE - 1;
    text += strspn(text, " \n");
    char *reason = arena_copy_string(arena, text);
    for (char *c = reason; *c; c++) {
        *c = *c == '\n' ? ' ' : *c;
    }
    *error = reason[0]
                 ? error_none()
                 : error_make(ERROR_INPUT, "%s:%d: after `none:` comes the reason why", path, line);
    *clauses = (Clauses){.none = reason};
    return true;
}

Error clauses_parse(ClauseHead head, const char *text, const char *path, int line, Arena *arena,
                    Clauses *clauses) {
    Error error;
    if (parse_none(text, path, line, arena, clauses, &error)) {
        return error;
    }
    ClauseReader reader = {.head = head, .path = path, .arena = arena};
    error = clause_words(text, path, line, arena, &reader.words);
    if (!error.code) {
        error = read_all(&reader);
    }
    if (!error.code && head == HEAD_OF_PROOFS && reader.words.count > 0) {
        error = check_proof(&reader);
    }
    if (!error.code) {
        size_t bytes = reader.clauses.count * sizeof *reader.clauses.items;
        Clause *items = arena_allocate(arena, bytes + 1);
        if (bytes > 0) {
            memcpy(items, reader.clauses.items, bytes);
        }
        *clauses = (Clauses){.items = items, .count = reader.clauses.count};
    }
    array_free(&reader.words);
    array_free(&reader.settings);
    array_free(&reader.names);
    array_free(&reader.clauses);
    return error;
}

/* ---- For one finding ------------------------------------------------------------------------- */

/* The text with its columns filled in; NULL when one of them is NULL. */
static const char *fill(const char *text, ClauseColumn column, const void *row, Arena *arena) {
    if (!strchr(text, '{')) {
        return text;
    }
    TextBuffer out = {0};
    bool whole = true;
    while (*text && whole) {
        size_t plain = strcspn(text, "{");
        text_append_bytes(&out, text, plain);
        text += plain;
        if (*text == '{') {
            char name[128];
            size_t length = strcspn(text + 1, "}");
            size_t kept = length < sizeof name ? length : sizeof name - 1;
            memcpy(name, text + 1, kept);
            name[kept] = '\0';
            const char *value = NULL;
            whole = column(row, name, &value) && value;
            if (whole) {
                text_append(&out, value);
            }
            text += length + 2;
        }
    }
    const char *filled = whole ? arena_copy_string(arena, text_of(&out)) : NULL;
    text_free(&out);
    return filled;
}

bool clause_fill(const Clause *clause, ClauseColumn column, const void *row, Arena *arena,
                 Clause *filled) {
    Clause result = *clause;
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (clause->fields[i] &&
            !(result.fields[i] = fill(clause->fields[i], column, row, arena))) {
            return false;
        }
    }
    ClauseSetting *settings =
        arena_allocate(arena, (clause->setting_count + 1) * sizeof *clause->settings);
    for (size_t i = 0; i < clause->setting_count; i++) {
        settings[i].name = clause->settings[i].name;
        settings[i].value = fill(clause->settings[i].value, column, row, arena);
        if (!settings[i].value) {
            return false;
        }
    }
    result.settings = settings;
    *filled = result;
    return true;
}
