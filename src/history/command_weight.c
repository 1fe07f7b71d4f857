#include <string.h>

#include "history/command.h"

static size_t text_weight(const char *text) {
    return sizeof text + strlen(text) + 1;
}

static size_t settings_weight(const Settings *settings) {
    return settings->capacity * sizeof *settings->items;
}

static size_t answers_weight(const Answers *answers) {
    size_t weight = sizeof *answers + answers->clarified.capacity * sizeof(AnswerId) +
                    answers->estimates.capacity * sizeof(AnswerEstimate);
    for (size_t i = 0; i < answers->requirements.count; i++) {
        weight += text_weight(answers->requirements.items[i]);
    }
    for (size_t i = 0; i < answers->apis.count; i++) {
        const AnswerApi *api = &answers->apis.items[i];
        weight += text_weight(api->method) + text_weight(api->path) + text_weight(api->notes);
    }
    for (size_t i = 0; i < answers->entities.count; i++) {
        const AnswerEntity *entity = &answers->entities.items[i];
        weight += text_weight(entity->name) + text_weight(entity->key) +
                  text_weight(entity->fields) + text_weight(entity->store);
    }
    for (size_t i = 0; i < answers->tradeoffs.count; i++) {
        const AnswerTradeoff *tradeoff = &answers->tradeoffs.items[i];
        weight += text_weight(tradeoff->about) + text_weight(tradeoff->choice) +
                  text_weight(tradeoff->because) + text_weight(tradeoff->instead_of);
    }
    for (size_t i = 0; i < answers->accepted.count; i++) {
        const AnswerAccepted *accepted = &answers->accepted.items[i];
        weight += text_weight(accepted->rule) + text_weight(accepted->subject) +
                  text_weight(accepted->because);
    }
    return weight;
}

static size_t element_weight(const Element *element) {
    switch (element->type) {
    case ELEMENT_COMPONENT: {
        const Component *component = element->as.component;
        return sizeof *component + text_weight(component->label) + text_weight(component->why) +
               settings_weight(&component->settings);
    }
    case ELEMENT_CONNECTION: {
        const Connection *connection = element->as.connection;
        return sizeof *connection + text_weight(connection->label) +
               connection->operations.capacity * sizeof(OperationName) +
               settings_weight(&connection->settings);
    }
    case ELEMENT_AREA:
        return sizeof(Area) + text_weight(element->as.area->label);
    case ELEMENT_NOTE:
        return sizeof(Note) + text_weight(element->as.note->text);
    case ELEMENT_TITLE:
    case ELEMENT_SCENARIO:
        return text_weight(element->as.text);
    case ELEMENT_ANSWERS:
        return answers_weight(element->as.answers);
    case ELEMENT_TYPE_COUNT:
        break;
    }
    return 0;
}

size_t command_weight(const Command *command) {
    size_t weight = sizeof *command + command->changes.capacity * sizeof(Change);
    for (size_t i = 0; i < command->changes.count; i++) {
        const Change *change = &command->changes.items[i];
        weight += change->removes ? 0 : element_weight(&change->after);
        weight += change->had_before ? element_weight(&change->before) : 0;
    }
    return weight;
}
