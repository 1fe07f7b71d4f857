#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "history/command.h"

void command_name(Command *command, const char *format, ...) {
    char whole[4 * COMMAND_NAME_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(whole, sizeof whole, format, arguments);
    va_end(arguments);
    text_copy(command->name, sizeof command->name, whole);
}

void command_put(Command *command, Element element, size_t position) {
    Change change = {.type = element.type, .after = element, .position = position};
    text_copy(change.id, sizeof change.id, element_id(&element));
    array_push(&command->changes, change);
}

void command_remove(Command *command, ElementType type, const char *id) {
    Change change = {.type = type, .removes = true, .position = SIZE_MAX};
    text_copy(change.id, sizeof change.id, id);
    array_push(&command->changes, change);
}

static void forget_before(Change *change) {
    if (change->had_before) {
        element_free(&change->before);
    }
    change->had_before = false;
}

Command command_copy(const Command *command) {
    Command copy = {0};
    text_copy(copy.name, sizeof copy.name, command->name);
    for (size_t i = 0; i < command->changes.count; i++) {
        Change change = command->changes.items[i];
        if (!change.removes) {
            change.after = element_copy(&change.after);
        }
        if (change.had_before) {
            change.before = element_copy(&change.before);
        }
        array_push(&copy.changes, change);
    }
    return copy;
}

void command_free(Command *command) {
    for (size_t i = 0; i < command->changes.count; i++) {
        Change *change = &command->changes.items[i];
        forget_before(change);
        if (!change->removes) {
            element_free(&change->after);
        }
    }
    array_free(&command->changes);
    command->name[0] = '\0';
}

/* --- To a design and back --- */

/* The end of the list that elements of this type stand in; SIZE_MAX for those that stand alone. */
static size_t list_end(const Design *design, ElementType type) {
    switch (type) {
    case ELEMENT_COMPONENT:
        return design->components.count;
    case ELEMENT_CONNECTION:
        return design->connections.count;
    case ELEMENT_AREA:
        return design->areas.count;
    case ELEMENT_NOTE:
        return design->notes.count;
    case ELEMENT_TITLE:
    case ELEMENT_SCENARIO:
    case ELEMENT_ANSWERS:
    case ELEMENT_TYPE_COUNT:
        break;
    }
    return SIZE_MAX;
}

static Error carry_out(const Change *change, Design *design) {
    return change->removes ? design_remove(design, change->type, change->id)
                           : design_put(design, &change->after, change->position);
}

static Error apply_change(Change *change, Design *design) {
    Element before;
    bool had_before = design_get(design, change->type, change->id, &before);
    size_t before_position =
        change->removes ? design_position(design, change->type, change->id) : SIZE_MAX;
    size_t end = list_end(design, change->type);
    Error error = carry_out(change, design);
    if (error.code) {
        if (had_before) {
            element_free(&before);
        }
        return error;
    }
    if (had_before) {
        change->position = SIZE_MAX;
        change->before = before;
    } else if (change->position > end) {
        change->position = end;
    }
    change->had_before = had_before;
    change->before_position = before_position;
    return error;
}

/* Each step back leads to a design that has been there before, so it cannot be refused. */
static void revert_change(const Change *change, Design *design) {
    Error error = change->had_before ? design_put(design, &change->before, change->before_position)
                                     : design_remove(design, change->type, change->id);
    assert(!error.code);
    (void)error;
}

static void revert_first(const Command *command, size_t count, Design *design) {
    while (count > 0) {
        revert_change(&command->changes.items[--count], design);
    }
}

Error command_apply(Command *command, Design *design) {
    if (command->changes.count > COMMAND_CHANGES_MAX) {
        return error_make(ERROR_LIMIT, "%zu changes in one step; at most %d are possible",
                          command->changes.count, COMMAND_CHANGES_MAX);
    }
    for (size_t i = 0; i < command->changes.count; i++) {
        forget_before(&command->changes.items[i]);
    }
    for (size_t i = 0; i < command->changes.count; i++) {
        Error error = apply_change(&command->changes.items[i], design);
        if (error.code) {
            revert_first(command, i, design);
            for (size_t k = 0; k < i; k++) {
                forget_before(&command->changes.items[k]);
            }
            return error;
        }
    }
    return error_none();
}

void command_revert(const Command *command, Design *design) {
    revert_first(command, command->changes.count, design);
}

void command_reapply(const Command *command, Design *design) {
    for (size_t i = 0; i < command->changes.count; i++) {
        Error error = carry_out(&command->changes.items[i], design);
        assert(!error.code);
        (void)error;
    }
}
