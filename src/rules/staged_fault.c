#include "rules/staged_fault.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rules/clause.h"
#include "rules/facts.h"

enum { EFFECT_COUNT = 13 };

typedef struct Effect {
    const char *name;
    double most;
    double idle; /* what does nothing */
    size_t offset;
    bool is_switch, is_time; /* is_time: in ms, told in seconds */
    const char *words;       /* with the number in the place of #, the target's in that of @ */
} Effect;

static const Effect EFFECTS[EFFECT_COUNT] = {
    {"down_pct", 100, 0, offsetof(Fault, down_pct), false, false, "# % of @ down"},
    {"slow_factor", 1e6, 1, offsetof(Fault, slow_factor), false, false, "@ # times slower"},
    {"error_pct", 100, 0, offsetof(Fault, error_pct), false, false, "# % errors at @"},
    {"extra_ms", 3.6e6, 0, offsetof(Fault, extra_ms), false, true, "@ # s slower"},
    {"drop_reply_pct", 100, 0, offsetof(Fault, drop_reply_pct), false, false,
     "# % of the replies of @ lost"},
    {"rate_factor", 1e6, 1, offsetof(Fault, rate_factor), false, false, "# times the load of @"},
    {"hot_key_pct", 100, 0, offsetof(Fault, hot_key_pct), false, false, "# % of @ on one key"},
    {"duplicate_pct", 100, 0, offsetof(Fault, duplicate_pct), false, false,
     "# % of the messages of @ delivered twice"},
    {"poison_pct", 100, 0, offsetof(Fault, poison_pct), false, false,
     "# % of the messages of @ impossible to process"},
    {"flush", 1, 0, offsetof(Fault, flush), true, false, "@ emptied"},
    {"cut", 1, 0, offsetof(Fault, cut), true, false, "@ cut off"},
    {"zone_down", 1, 0, offsetof(Fault, zone_down), true, false, "a zone of @ down"},
    {"hold", 1, 0, offsetof(Fault, hold), true, false, "@ held back"},
};

static const Effect *find_effect(const char *name, const char **nearest) {
    const char *known[EFFECT_COUNT];
    for (size_t i = 0; i < EFFECT_COUNT; i++) {
        known[i] = EFFECTS[i].name;
        if (strcmp(name, EFFECTS[i].name) == 0) {
            return &EFFECTS[i];
        }
    }
    *nearest = text_nearest(name, known, EFFECT_COUNT);
    return NULL;
}

static void set_effect(const Effect *effect, double value, Fault *fault) {
    char *place = (char *)fault + effect->offset;
    if (effect->is_switch) {
        bool on = value > 0;
        memcpy(place, &on, sizeof on);
    } else {
        memcpy(place, &value, sizeof value);
    }
}

static double effect_value(const Effect *effect, const Fault *fault) {
    const char *place = (const char *)fault + effect->offset;
    if (effect->is_switch) {
        bool on;
        memcpy(&on, place, sizeof on);
        return on ? 1 : 0;
    }
    double value;
    memcpy(&value, place, sizeof value);
    return value;
}

static Error read_number(const Effect *effect, const char *text, double *value) {
    char *end = NULL;
    *value = strtod(text, &end);
    bool whole = end != text && *end == '\0';
    if (effect->is_switch && strcmp(text, "true") == 0) {
        *value = 1;
        whole = true;
    }
    if (!whole || !(*value >= 0 && *value <= effect->most)) {
        return error_make(ERROR_INPUT, "`%s=%.40s`: expected a number from 0 to %.0f", effect->name,
                          text, effect->most);
    }
    return error_none();
}

Error staged_fault_effects(const char *text, Fault *fault) {
    Fault staged = {.title = ""};
    for (size_t i = 0; i < EFFECT_COUNT; i++) {
        set_effect(&EFFECTS[i], EFFECTS[i].idle, &staged);
    }
    char word[128];
    for (size_t at = 0; clause_next_word(text, &at, word, sizeof word);) {
        char *equals = strchr(word, '=');
        if (!equals) {
            return error_make(ERROR_INPUT, "`%.60s`: expected EFFECT=VALUE, as in poison_pct=5",
                              word);
        }
        *equals = '\0';
        const char *nearest = NULL;
        const Effect *effect = find_effect(word, &nearest);
        if (!effect) {
            return error_make(ERROR_INPUT, "`%.60s` is no effect of a fault%s%s%s", word,
                              nearest ? "; did you mean `" : "", nearest ? nearest : "",
                              nearest ? "`?" : "");
        }
        double value;
        Error error = read_number(effect, equals + 1, &value);
        if (error.code) {
            return error;
        }
        set_effect(effect, value, &staged);
    }
    *fault = staged;
    return error_none();
}

bool staged_fault_target(const char *word, FaultTarget *target) {
    for (int i = FAULT_TARGET_KIND; i <= FAULT_TARGET_KEY; i++) {
        if (strcmp(word, fault_target_name((FaultTarget)i)) == 0) {
            *target = (FaultTarget)i;
            return true;
        }
    }
    return false;
}

/* ---- In words -------------------------------------------------------------------------------- */

static void append_target(const Fault *fault, const Design *design, const Scenario *scenario,
                          TextBuffer *out) {
    Arena scratch = {0};
    const Component *component = design_component(design, fault->target_id);
    const Connection *connection = design_connection(design, fault->target_id);
    const Operation *operation = scenario_operation(scenario, fault->target_id);
    if (fault->target == FAULT_TARGET_COMPONENT && component) {
        text_append(out, component->label);
    } else if (fault->target == FAULT_TARGET_CONNECTION && connection) {
        text_append(out, connection_title(design, connection, &scratch));
    } else if (fault->target == FAULT_TARGET_OPERATION && operation) {
        text_append_format(out, "\"%s\"", operation->title);
    } else if (fault->target == FAULT_TARGET_KIND) {
        size_t kind = 0;
        while (kind + 1 < KIND_COUNT && strcmp(KIND_NAMES[kind], fault->target_id) != 0) {
            kind++;
        }
        text_append_format(out, "every %s", design->catalog->kinds[kind].title);
    } else {
        text_append(out, fault->target_id);
    }
    arena_free(&scratch);
}

void staged_fault_describe(const Fault *fault, const Design *design, const Scenario *scenario,
                           TextBuffer *out) {
    const char *separator = "";
    for (size_t i = 0; i < EFFECT_COUNT; i++) {
        const Effect *effect = &EFFECTS[i];
        double value = effect_value(effect, fault);
        if (!(fabs(value - effect->idle) > 0)) {
            continue;
        }
        text_append(out, separator);
        separator = ", ";
        const char *words = effect->words;
        if (effect->offset == offsetof(Fault, down_pct) && value >= 100) {
            words = "@ down";
        } else if (effect->offset == offsetof(Fault, hot_key_pct) &&
                   fault->target == FAULT_TARGET_KEY) {
            words = "# % of the traffic on one @";
        }
        for (const char *c = words; *c; c++) {
            if (*c == '#') {
                char number[32];
                text_format_number(number, effect->is_time ? value / 1000 : value);
                text_append(out, number);
            } else if (*c == '@') {
                append_target(fault, design, scenario, out);
            } else {
                text_append_char(out, *c);
            }
        }
    }
}
