#include "rules/clause_check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "rules/measure.h"

typedef struct Checking {
    const char *path;
    const Catalog *catalog;
    const char *const *columns;
    size_t column_count;
    const Clause *clause;
} Checking;

/* ---- Values ---------------------------------------------------------------------------------- */

Error clause_value(const SettingSpec *spec, const char *text, SettingValue *value) {
    bool is_number = spec->type == SETTING_NUMBER || spec->type == SETTING_INTEGER;
    char *end = NULL;
    double number = is_number ? strtod(text, &end) : 0;
    if (!is_number || end == text || *end != '\0' || !isfinite(number)) {
        return setting_parse(spec, text, value);
    }
    if (spec->type == SETTING_INTEGER) {
        const double noise = 1e-9; /* of a computed 3 */
        number = ceil(number - noise);
    }
    SettingValue bounded = {.number = fmin(fmax(number, spec->min), spec->max)};
    Error error = setting_check(spec, &bounded);
    if (!error.code) {
        *value = bounded;
    }
    return error;
}

/* ---- Columns --------------------------------------------------------------------------------- */

static Error check_columns(const Checking *checking, const char *text) {
    for (const char *open = strchr(text, '{'); open; open = strchr(open + 1, '{')) {
        char name[128];
        size_t length = strcspn(open + 1, "}");
        size_t kept = length < sizeof name ? length : sizeof name - 1;
        memcpy(name, open + 1, kept);
        name[kept] = '\0';
        bool known = false;
        for (size_t i = 0; i < checking->column_count && !known; i++) {
            known = strcmp(name, checking->columns[i]) == 0;
        }
        if (!known) {
            const char *near = text_nearest(name, checking->columns, checking->column_count);
            return error_make(ERROR_INPUT, "%s:%d: the query has no column `%.60s`%s%s%s",
                              checking->path, checking->clause->line, name,
                              near ? "; did you mean `"
                                   : "; select it beside `subject` and "
                                     "`message`",
                              near ? near : "", near ? "`?" : "");
        }
    }
    return error_none();
}

static Error check_all_columns(const Checking *checking) {
    const Clause *clause = checking->clause;
    Error error = error_none();
    for (size_t i = 0; i < FIELD_COUNT && !error.code; i++) {
        error = clause->fields[i] ? check_columns(checking, clause->fields[i]) : error;
    }
    for (size_t i = 0; i < clause->setting_count && !error.code; i++) {
        error = check_columns(checking, clause->settings[i].value);
    }
    return error;
}

/* ---- Settings -------------------------------------------------------------------------------- */

static Error unknown_setting(const Checking *checking, const char *name,
                             const SettingSpec *settings, size_t count, const char *owner) {
    const char **known = memory_allocate((count + 1) * sizeof *known);
    for (size_t i = 0; i < count; i++) {
        known[i] = settings[i].id;
    }
    const char *near = text_nearest(name, known, count);
    free(known);
    return error_make(ERROR_INPUT, "%s:%d: `%.60s` is no setting%s%s%s%s%s", checking->path,
                      checking->clause->line, name, owner[0] ? " of " : "", owner,
                      near ? "; did you mean `" : "", near ? near : "", near ? "`?" : "");
}

/* Whether some kind of component or connection takes this value for the setting. */
static Error check_value_somewhere(const Checking *checking, const char *name, const char *text) {
    const Catalog *catalog = checking->catalog;
    Error first = error_none();
    for (size_t i = 0; i < KIND_COUNT + CONNECTION_KIND_COUNT; i++) {
        const SettingSpec *spec =
            i < KIND_COUNT ? kind_setting(&catalog->kinds[i], name)
                           : connection_setting(&catalog->connections[i - KIND_COUNT], name);
        SettingValue value;
        Error error = spec ? clause_value(spec, text, &value) : error_none();
        if (spec && !error.code) {
            return error;
        }
        first = first.code ? first : error;
    }
    return first;
}

static Error check_set(const Checking *checking, const char *name, const char *text) {
    const Catalog *catalog = checking->catalog;
    bool known = strchr(name, '{') != NULL;
    for (size_t i = 0; i < catalog->setting_count && !known; i++) {
        known = strcmp(catalog->settings[i].id, name) == 0;
    }
    if (!known) {
        return unknown_setting(checking, name, catalog->settings, catalog->setting_count, "");
    }
    if (!text || strchr(text, '{') || strchr(name, '{')) {
        return error_none();
    }
    Error error = check_value_somewhere(checking, name, text);
    return error.code
               ? error_prefix(error, "%s:%d: `%s`", checking->path, checking->clause->line, name)
               : error;
}

/* The settings that an `add` or a `connect` gives what it makes. */
static Error check_given(const Checking *checking, const SettingSpec *settings, size_t count,
                         const char *owner) {
    const Clause *clause = checking->clause;
    for (size_t i = 0; i < clause->setting_count; i++) {
        const ClauseSetting *given = &clause->settings[i];
        const SettingSpec *spec = NULL;
        for (size_t s = 0; s < count && !spec; s++) {
            spec = strcmp(settings[s].id, given->name) == 0 ? &settings[s] : NULL;
        }
        if (!spec) {
            return unknown_setting(checking, given->name, settings, count, owner);
        }
        SettingValue value;
        Error error =
            strchr(given->value, '{') ? error_none() : clause_value(spec, given->value, &value);
        if (error.code) {
            return error_prefix(error, "%s:%d: `%s`", checking->path, clause->line, given->name);
        }
    }
    return error_none();
}

static size_t position_of(const char *word, const char *const *words, size_t count) {
    size_t i = 0;
    while (i < count && strcmp(words[i], word) != 0) {
        i++;
    }
    return i;
}

static Error check_settings(const Checking *checking) {
    const Clause *clause = checking->clause;
    const Catalog *catalog = checking->catalog;
    if (clause->verb == CLAUSE_SET || clause->verb == CLAUSE_UNSET) {
        return check_set(checking, clause->fields[FIELD_SETTING], clause->fields[FIELD_VALUE]);
    }
    if (clause->verb == CLAUSE_ADD) {
        size_t kind = position_of(clause->fields[FIELD_KIND], KIND_NAMES, KIND_COUNT);
        return kind == KIND_COUNT
                   ? error_none()
                   : check_given(checking, catalog->kinds[kind].settings,
                                 catalog->kinds[kind].setting_count, catalog->kinds[kind].title);
    }
    if (clause->verb == CLAUSE_CONNECT) {
        size_t kind = position_of(clause->fields[FIELD_CONNECTION_KIND], CONNECTION_KIND_NAMES,
                                  CONNECTION_KIND_COUNT);
        return kind == CONNECTION_KIND_COUNT
                   ? error_none()
                   : check_given(checking, catalog->connections[kind].settings,
                                 catalog->connections[kind].setting_count,
                                 catalog->connections[kind].title);
    }
    return error_none();
}

/* ---- Metrics --------------------------------------------------------------------------------- */

static Error check_measure(const Checking *checking) {
    const Clause *clause = checking->clause;
    const char *metric = clause->fields[FIELD_METRIC];
    const char *of = clause->fields[FIELD_SCOPE];
    MeasureId measure;
    MeasureScope scope;
    if (clause->verb == CLAUSE_MEASURE && of && measure_parse(metric, &measure) &&
        measure_scope_parse(of, &scope) && !measure_fits(measure, scope)) {
        return error_make(ERROR_INPUT, "%s:%d: `%s` is not measured of a single %s", checking->path,
                          clause->line, metric, of);
    }
    return error_none();
}

Error clauses_check(const Clauses *clauses, const char *path, const Catalog *catalog,
                    const char *const *columns, size_t column_count) {
    Error error = error_none();
    for (size_t i = 0; i < clauses->count && !error.code; i++) {
        Checking checking = {path, catalog, columns, column_count, &clauses->items[i]};
        error = check_all_columns(&checking);
        error = error.code ? error : check_settings(&checking);
        error = error.code ? error : check_measure(&checking);
    }
    return error;
}
