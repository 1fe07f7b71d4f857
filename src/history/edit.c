#include <stdint.h>
#include <string.h>

#include "history/edit_parts.h"
#include "model/text_check.h"

static void put(Command *command, Element element) {
    command_put(command, element, SIZE_MAX);
}

/* --- Something new --- */

Error edit_add_component(const Design *design, KindId kind, int x, int y, char *id,
                         Command *command) {
    const KindSpec *spec = &design->catalog->kinds[kind];
    TextBuffer label = {0};
    edit_fresh_label(design, spec->title, &label);
    design_fresh_id(design, text_of(&label), id);
    Component *component = component_new(spec, id, x, y);
    text_replace(&component->label, text_of(&label));
    put(command, (Element){.type = ELEMENT_COMPONENT, .as.component = component});
    command_name(command, "Add %s", text_of(&label));
    text_free(&label);
    return error_none();
}

static Error check_box(const char *what, int w, int h) {
    return w > 0 && h > 0 ? error_none()
                          : error_make(ERROR_REFUSED, "%s needs a width and a height", what);
}

Error edit_add_area(const Design *design, int x, int y, int w, int h, const char *label, char *id,
                    Command *command) {
    Error error = check_box("an area", w, h);
    if (!error.code) {
        error = text_check("the label", label);
    }
    if (error.code) {
        return error;
    }
    design_fresh_id(design, "area", id);
    Area *area = memory_allocate(sizeof *area);
    *area = (Area){.label = memory_copy_string(label), .x = x, .y = y, .w = w, .h = h};
    text_copy(area->id, sizeof area->id, id);
    put(command, (Element){.type = ELEMENT_AREA, .as.area = area});
    command_name(command, "Add area");
    return error;
}

Error edit_add_note(const Design *design, int x, int y, int w, int h, const char *text, char *id,
                    Command *command) {
    Error error = check_box("a note", w, h);
    if (!error.code) {
        error = text_check("the note", text);
    }
    if (error.code) {
        return error;
    }
    design_fresh_id(design, "note", id);
    Note *note = memory_allocate(sizeof *note);
    *note = (Note){.text = memory_copy_string(text), .x = x, .y = y, .w = w, .h = h};
    text_copy(note->id, sizeof note->id, id);
    put(command, (Element){.type = ELEMENT_NOTE, .as.note = note});
    command_name(command, "Add note");
    return error;
}

/* --- Its texts --- */

/* The text of an element that a person can edit in place. */
static char **text_in(Element *element) {
    switch (element->type) {
    case ELEMENT_COMPONENT:
        return &element->as.component->label;
    case ELEMENT_CONNECTION:
        return &element->as.connection->label;
    case ELEMENT_AREA:
        return &element->as.area->label;
    case ELEMENT_NOTE:
        return &element->as.note->text;
    case ELEMENT_TITLE:
    case ELEMENT_SCENARIO:
    case ELEMENT_ANSWERS:
    case ELEMENT_TYPE_COUNT:
        break;
    }
    return NULL;
}

/* Gives the element the text as a change of the command, or drops it when it has that text. */
static void put_text(Command *command, Element element, char **owned, const char *text,
                     const char *verb, const char *name) {
    if (strcmp(*owned, text) == 0) {
        element_free(&element);
        return;
    }
    text_replace(owned, text);
    put(command, element);
    command_name(command, "%s %s", verb, name);
}

Error edit_rename(const Design *design, const char *id, const char *label, Command *command) {
    Element element;
    Error error = text_check("the label", label);
    if (!error.code) {
        error = edit_copy_element(design, id, &element);
    }
    if (error.code) {
        return error;
    }
    if (element.type == ELEMENT_COMPONENT && label[strspn(label, " \t\n")] == '\0') {
        element_free(&element);
        return error_make(ERROR_REFUSED, "a component needs a name");
    }
    char name[EDIT_NAME_SIZE];
    edit_name_element(&element, design, name);
    const char *verb = element.type == ELEMENT_CONNECTION ? "Label"
                       : element.type == ELEMENT_NOTE     ? "Edit"
                                                          : "Rename";
    put_text(command, element, text_in(&element), label, verb, name);
    return error;
}

Error edit_set_why(const Design *design, const char *id, const char *why, Command *command) {
    const Component *component;
    Error error = text_check("the reason", why);
    if (!error.code) {
        error = edit_find_component(design, id, &component);
    }
    if (error.code) {
        return error;
    }
    Element element = {.type = ELEMENT_COMPONENT, .as.component = component_copy(component)};
    char name[EDIT_NAME_SIZE];
    edit_name_element(&element, design, name);
    put_text(command, element, &element.as.component->why, why, "Give a reason for", name);
    return error;
}

Error edit_set_title(const Design *design, const char *title, Command *command) {
    Error error = text_check("the title", title);
    if (!error.code && strcmp(design->title, title) != 0) {
        put(command, (Element){.type = ELEMENT_TITLE, .as.text = memory_copy_string(title)});
        command_name(command, "Change the title");
    }
    return error;
}

Error edit_set_answers(const Design *design, const Answers *answers, const char *name,
                       Command *command) {
    (void)design;
    Answers *copy = memory_allocate(sizeof *copy);
    *copy = answers_copy(answers);
    put(command, (Element){.type = ELEMENT_ANSWERS, .as.answers = copy});
    command_name(command, "%s", name);
    return error_none();
}

/* --- Its size --- */

Error edit_resize(const Design *design, const char *id, int x, int y, int w, int h,
                  Command *command) {
    Element element;
    Error error = check_box("what is resized", w, h);
    if (!error.code) {
        error = edit_copy_element(design, id, &element);
    }
    if (error.code) {
        return error;
    }
    bool same;
    if (element.type == ELEMENT_AREA) {
        Area *area = element.as.area;
        same = area->x == x && area->y == y && area->w == w && area->h == h;
        area->x = x, area->y = y, area->w = w, area->h = h;
    } else if (element.type == ELEMENT_NOTE) {
        Note *note = element.as.note;
        same = note->x == x && note->y == y && note->w == w && note->h == h;
        note->x = x, note->y = y, note->w = w, note->h = h;
    } else {
        element_free(&element);
        return error_make(ERROR_REFUSED, "only areas and notes have a size of their own");
    }
    char name[EDIT_NAME_SIZE];
    edit_name_element(&element, design, name);
    bool locked = element.type == ELEMENT_AREA ? element.as.area->locked : element.as.note->locked;
    if (same || locked) {
        element_free(&element);
        return same ? error
                    : error_make(ERROR_REFUSED, "%s is locked: unlock it before it is resized",
                                 name);
    }
    put(command, element);
    command_name(command, "Resize %s", name);
    return error;
}
