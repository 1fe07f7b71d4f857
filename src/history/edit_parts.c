#include "history/edit_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Error edit_copy_element(const Design *design, const char *id, Element *element) {
    ElementType type;
    if (!design_id_type(design, id, &type) || !design_get(design, type, id, element)) {
        return error_make(ERROR_REFUSED, "nothing in the design has the id `%s`", id);
    }
    return error_none();
}

Error edit_find_component(const Design *design, const char *id, const Component **component) {
    const Component *found = design_component(design, id);
    if (!found) {
        return error_make(ERROR_REFUSED, "no component of the design has the id `%s`", id);
    }
    *component = found;
    return error_none();
}

/* A text on one line, cut to what a menu has room for. */
static void shorten(const char *text, const char *when_empty, char out[EDIT_LABEL_SIZE]) {
    static const char ELLIPSIS[] = "…";
    if (!text_copy(out, EDIT_LABEL_SIZE - (sizeof ELLIPSIS - 1), text[0] ? text : when_empty)) {
        memcpy(out + strlen(out), ELLIPSIS, sizeof ELLIPSIS);
    }
    for (char *c = out; *c; c++) {
        if (*c > 0 && *c < ' ') {
            *c = ' ';
        }
    }
}

static void shorten_label_of(const Design *design, const char *id, char out[EDIT_LABEL_SIZE]) {
    const Component *component = design_component(design, id);
    shorten(component ? component->label : "", id, out);
}

void edit_name_ends(const Design *design, const char *from, const char *to,
                    char out[EDIT_NAME_SIZE]) {
    char from_label[EDIT_LABEL_SIZE], to_label[EDIT_LABEL_SIZE];
    shorten_label_of(design, from, from_label);
    shorten_label_of(design, to, to_label);
    snprintf(out, EDIT_NAME_SIZE, "%s → %s", from_label, to_label);
}

void edit_name_element(const Element *element, const Design *design, char out[EDIT_NAME_SIZE]) {
    switch (element->type) {
    case ELEMENT_COMPONENT:
        shorten(element->as.component->label, element->as.component->id, out);
        return;
    case ELEMENT_CONNECTION:
        edit_name_ends(design, element->as.connection->from, element->as.connection->to, out);
        return;
    case ELEMENT_AREA:
        shorten(element->as.area->label, "area", out);
        return;
    case ELEMENT_NOTE:
        shorten(element->as.note->text, "note", out);
        return;
    case ELEMENT_TITLE:
    case ELEMENT_SCENARIO:
    case ELEMENT_ANSWERS:
    case ELEMENT_TYPE_COUNT:
        break;
    }
    text_copy(out, EDIT_NAME_SIZE, element_type_name(element->type));
}

/* Splits "Service 2" into the length of "Service" and 2; a label without a number is the first. */
static size_t split_label(const char *label, long *number) {
    size_t length = strlen(label);
    size_t digits = 0;
    while (digits < length && label[length - 1 - digits] >= '0' &&
           label[length - 1 - digits] <= '9') {
        digits++;
    }
    bool numbered =
        digits > 0 && digits < 6 && length > digits + 1 && label[length - 1 - digits] == ' ';
    *number = numbered ? strtol(label + length - digits, NULL, 10) : 1;
    return numbered ? length - digits - 1 : length;
}

void edit_fresh_label(const Design *design, const char *label, TextBuffer *out) {
    long own, last = 0;
    size_t stem = split_label(label, &own);
    bool taken = false;
    for (size_t i = 0; i < design->components.count; i++) {
        const char *other = design->components.items[i]->label;
        long number;
        if (split_label(other, &number) == stem && strncmp(label, other, stem) == 0) {
            taken = taken || number == own;
            last = number > last ? number : last;
        }
    }
    text_clear(out);
    text_append(out, label);
    if (taken && stem + 8 <= LIMIT_TEXT_BYTES) {
        text_clear(out);
        text_append_bytes(out, label, stem);
        text_append_format(out, " %ld", last + 1);
    }
}
