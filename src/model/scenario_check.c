/* A design against its scenario. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/scenario.h"

/* The operations that a curveball may add are among them: a design may prepare for it. */
static bool has_operation(const Scenario *scenario, const char *id) {
    if (scenario_operation(scenario, id)) {
        return true;
    }
    for (size_t i = 0; i < scenario->curveball_count; i++) {
        const Curveball *curveball = &scenario->curveballs[i];
        for (size_t j = 0; j < curveball->change_count; j++) {
            const Operation *added = curveball->changes[j].added;
            if (added && strcmp(added->id, id) == 0) {
                return true;
            }
        }
    }
    return false;
}

static Error unknown_name(const char *part, const char *part_id, const char *what, const char *id,
                          const Scenario *scenario, const char *const *known, size_t count) {
    const char *nearest = text_nearest(id, known, count);
    return error_make(ERROR_INPUT,
                      "the %s `%s` names the %s `%s`, which the scenario `%s` does not have%s%s%s",
                      part, part_id, what, id, scenario->id, !nearest ? "" : "; did you mean `",
                      !nearest ? "" : nearest, !nearest ? "" : "`?");
}

static Error check_operations(const Connection *connection, const Scenario *scenario) {
    for (size_t i = 0; i < connection->operations.count; i++) {
        const char *id = connection->operations.items[i].id;
        if (has_operation(scenario, id)) {
            continue;
        }
        const char **known = memory_allocate(scenario->operation_count * sizeof *known);
        for (size_t j = 0; j < scenario->operation_count; j++) {
            known[j] = scenario->operations[j].id;
        }
        Error error = unknown_name("connection", connection->id, "operation", id, scenario, known,
                                   scenario->operation_count);
        free(known);
        return error;
    }
    return error_none();
}

static bool names_key(const Setting *setting) {
    if (setting->spec->type != SETTING_KEY || setting->value.word[0] == '\0') {
        return false;
    }
    for (size_t i = 0; i < setting->spec->choice_count; i++) {
        if (strcmp(setting->spec->choices[i], setting->value.word) == 0) {
            return false;
        }
    }
    return true;
}

static Error check_keys(const char *part, const char *part_id, const Settings *settings,
                        const Scenario *scenario) {
    for (size_t i = 0; i < settings->count; i++) {
        const Setting *setting = &settings->items[i];
        if (!names_key(setting) || scenario_key(scenario, setting->value.word)) {
            continue;
        }
        const char **known = memory_allocate((scenario->key_count + 1) * sizeof *known);
        for (size_t j = 0; j < scenario->key_count; j++) {
            known[j] = scenario->keys[j].id;
        }
        Error error = unknown_name(part, part_id, "key", setting->value.word, scenario, known,
                                   scenario->key_count);
        free(known);
        return error;
    }
    return error_none();
}

Error design_check_scenario(const Design *design, const Scenario *scenario) {
    for (size_t i = 0; i < design->components.count; i++) {
        const Component *component = design->components.items[i];
        Error error = check_keys("component", component->id, &component->settings, scenario);
        if (error.code) {
            return error;
        }
    }
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        Error error = check_operations(connection, scenario);
        if (!error.code) {
            error = check_keys("connection", connection->id, &connection->settings, scenario);
        }
        if (error.code) {
            return error;
        }
    }
    return error_none();
}
