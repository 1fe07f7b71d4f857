#include <stdint.h>
#include <string.h>

#include "history/edit_parts.h"

static bool same_value(const SettingValue *a, const SettingValue *b) {
    return a->number == b->number && strcmp(a->word, b->word) == 0;
}

/* "Timeout" within a sentence is "timeout", but "TTL" stays. */
static void lower_first(const char *label, char *out, size_t size) {
    text_copy(out, size, label);
    if (out[0] >= 'A' && out[0] <= 'Z' && out[1] >= 'a' && out[1] <= 'z') {
        out[0] = (char)(out[0] - 'A' + 'a');
    }
}

static void name_step(Command *command, const Design *design, const Element *element,
                      const SettingSpec *spec, const SettingValue *value) {
    char label[EDIT_LABEL_SIZE], name[EDIT_NAME_SIZE], shown[EDIT_LABEL_SIZE];
    lower_first(spec->label, label, sizeof label);
    edit_name_element(element, design, name);
    if (value) {
        setting_format(spec, value, shown, sizeof shown);
        command_name(command, "Set %s of %s to %s", label, name, shown);
    } else {
        command_name(command, "Reset %s of %s", label, name);
    }
}

static Error find_spec(const Element *element, const char *setting, const SettingSpec **spec,
                       Settings **settings) {
    const SettingSpec *found = NULL;
    const char *kind = element_type_name(element->type);
    if (element->type == ELEMENT_COMPONENT) {
        kind = element->as.component->kind->title;
        found = kind_setting(element->as.component->kind, setting);
        *settings = &element->as.component->settings;
    } else if (element->type == ELEMENT_CONNECTION) {
        kind = element->as.connection->kind->title;
        found = connection_setting(element->as.connection->kind, setting);
        *settings = &element->as.connection->settings;
    }
    if (!found) {
        return error_make(ERROR_REFUSED, "%s has no setting `%s`", kind, setting);
    }
    *spec = found;
    return error_none();
}

Error edit_set_setting(const Design *design, const char *id, const char *setting,
                       const SettingValue *value, Command *command) {
    Element element;
    Error error = edit_copy_element(design, id, &element);
    if (error.code) {
        return error;
    }
    const SettingSpec *spec = NULL;
    Settings *settings = NULL;
    error = find_spec(&element, setting, &spec, &settings);
    if (!error.code && value) {
        error = setting_check(spec, value);
    }
    if (error.code) {
        element_free(&element);
        return error;
    }
    const Setting *chosen = settings_find(settings, setting);
    bool same = value ? chosen && same_value(&chosen->value, value) : !chosen;
    if (same) {
        element_free(&element);
        return error;
    }
    settings_set(settings, spec, value);
    name_step(command, design, &element, spec, value);
    command_put(command, element, SIZE_MAX);
    return error;
}

static const SettingSpec *spec_of(const Design *design, const char *id, const char *setting) {
    const Component *component = design_component(design, id);
    const Connection *connection = design_connection(design, id);
    return component    ? kind_setting(component->kind, setting)
           : connection ? connection_setting(connection->kind, setting)
                        : NULL;
}

Error edit_set_setting_many(const Design *design, const char *const *ids, size_t count,
                            const char *setting, const SettingValue *value, Command *command) {
    Error error = error_none();
    char label[EDIT_LABEL_SIZE] = "", name[COMMAND_NAME_SIZE] = "";
    for (size_t i = 0; i < count && !error.code; i++) {
        const SettingSpec *spec = spec_of(design, ids[i], setting);
        Command one = {0};
        if (spec) {
            if (!label[0]) { /* kinds may call it differently */
                lower_first(spec->label, label, sizeof label);
            }
            error = edit_set_setting(design, ids[i], setting, value, &one);
        }
        if (one.changes.count > 0) {
            text_copy(name, sizeof name, one.name);
            command_put(command, element_copy(&one.changes.items[0].after), SIZE_MAX);
        }
        command_free(&one);
    }
    if (error.code) {
        command_free(command);
    } else if (command->changes.count == 1) {
        command_name(command, "%s", name);
    } else if (command->changes.count > 1) {
        command_name(command, "%s %s of %zu parts", value ? "Set" : "Reset", label,
                     command->changes.count);
    }
    return error;
}
