#include "history/chosen.h"

#include <stdlib.h>

Error chosen_make(const Design *design, const char *const *ids, size_t count, Chosen *chosen) {
    Chosen made = {0};
    for (size_t i = 0; i < count; i++) {
        if (!design_has_id(design, ids[i])) {
            chosen_free(&made);
            return error_make(ERROR_REFUSED, "nothing in the design has the id `%s`", ids[i]);
        }
        if (hash_index_add(&made.index, ids[i], chosen)) {
            array_push(&made.ids, ids[i]);
        }
    }
    if (made.ids.count == 0) {
        chosen_free(&made);
        return error_make(ERROR_REFUSED, "nothing is selected");
    }
    *chosen = made;
    return error_none();
}

void chosen_free(Chosen *chosen) {
    array_free(&chosen->ids);
    hash_index_free(&chosen->index);
}

bool chosen_has(const Chosen *chosen, const char *id) {
    return hash_index_find(&chosen->index, id) != NULL;
}

void chosen_keep_places(Chosen *chosen, const Design *design) {
    size_t kept = 0;
    for (size_t i = 0; i < chosen->ids.count; i++) {
        if (!design_connection(design, chosen->ids.items[i])) {
            chosen->ids.items[kept++] = chosen->ids.items[i];
        }
    }
    chosen->ids.count = kept;
}

/* ---- Where parts are --------------------------------------------------------------------------- */

static PartBox card_box(const Component *component) {
    return (PartBox){component->x - CARD_WIDTH / 2, component->y - CARD_HEIGHT / 2, CARD_WIDTH,
                     CARD_HEIGHT};
}

bool part_box(const Design *design, const char *id, PartBox *box) {
    const Component *component = design_component(design, id);
    const Area *area = design_area(design, id);
    const Note *note = design_note(design, id);
    if (component) {
        *box = card_box(component);
    } else if (area) {
        *box = (PartBox){area->x, area->y, area->w, area->h};
    } else if (note) {
        *box = (PartBox){note->x, note->y, note->w, note->h};
    }
    return component || area || note;
}

bool part_locked(const Design *design, const char *id) {
    const Component *component = design_component(design, id);
    const Area *area = design_area(design, id);
    const Note *note = design_note(design, id);
    return component ? component->locked : area ? area->locked : note && note->locked;
}

/* Where the element is; false for what has no place of its own. */
static bool place_of(Element *element, int **x, int **y) {
    switch (element->type) {
    case ELEMENT_COMPONENT:
        *x = &element->as.component->x;
        *y = &element->as.component->y;
        return true;
    case ELEMENT_AREA:
        *x = &element->as.area->x;
        *y = &element->as.area->y;
        return true;
    case ELEMENT_NOTE:
        *x = &element->as.note->x;
        *y = &element->as.note->y;
        return true;
    case ELEMENT_CONNECTION:
    case ELEMENT_TITLE:
    case ELEMENT_SCENARIO:
    case ELEMENT_ANSWERS:
    case ELEMENT_TYPE_COUNT:
        break;
    }
    return false;
}

Error part_shift(Element *element, int dx, int dy) {
    int *x, *y;
    if (place_of(element, &x, &y)) {
        long long new_x = (long long)*x + dx, new_y = (long long)*y + dy;
        if (llabs(new_x) > LIMIT_COORDINATE || llabs(new_y) > LIMIT_COORDINATE) {
            return error_make(ERROR_REFUSED, "the board ends there");
        }
        *x = (int)new_x;
        *y = (int)new_y;
    }
    return error_none();
}

/* ---- Areas and what is in them ----------------------------------------------------------------- */

static bool holds(PartBox outer, PartBox inner) {
    return inner.x >= outer.x && inner.y >= outer.y &&
           (long long)inner.x + inner.w <= (long long)outer.x + outer.w &&
           (long long)inner.y + inner.h <= (long long)outer.y + outer.h;
}

static void add_if_held(Chosen *chosen, const Design *design, PartBox area, const char *id) {
    PartBox box;
    if (part_box(design, id, &box) && holds(area, box) &&
        hash_index_add(&chosen->index, id, chosen)) {
        array_push(&chosen->ids, id);
    }
}

void chosen_add_contents(Chosen *chosen, const Design *design) {
    size_t count = chosen->ids.count; /* an area in an area holds nothing that the outer does not */
    for (size_t i = 0; i < count; i++) {
        PartBox box;
        if (!design_area(design, chosen->ids.items[i]) ||
            !part_box(design, chosen->ids.items[i], &box)) {
            continue;
        }
        for (size_t k = 0; k < design->components.count; k++) {
            add_if_held(chosen, design, box, design->components.items[k]->id);
        }
        for (size_t k = 0; k < design->areas.count; k++) {
            add_if_held(chosen, design, box, design->areas.items[k]->id);
        }
        for (size_t k = 0; k < design->notes.count; k++) {
            add_if_held(chosen, design, box, design->notes.items[k]->id);
        }
    }
}

Error chosen_drop_locked(Chosen *chosen, const Design *design, const char *doing) {
    const char *locked = NULL;
    size_t kept = 0;
    for (size_t i = 0; i < chosen->ids.count; i++) {
        const char *id = chosen->ids.items[i];
        if (part_locked(design, id)) {
            locked = id;
        } else {
            chosen->ids.items[kept++] = id;
        }
    }
    chosen->ids.count = kept;
    if (kept > 0 || !locked) {
        return error_none();
    }
    Element element;
    char name[EDIT_NAME_SIZE] = "";
    if (!edit_copy_element(design, locked, &element).code) {
        edit_name_element(&element, design, name);
        element_free(&element);
    }
    return error_make(ERROR_REFUSED, "%s is locked: unlock it before it is %s", name, doing);
}

/* ---- The name of the step ---------------------------------------------------------------------- */

void name_of_many(Command *command, const char *verb, const Design *design, const char *const *ids,
                  size_t count) {
    size_t components = 0;
    for (size_t i = 0; i < count; i++) {
        components += design_component(design, ids[i]) != NULL;
    }
    Element element;
    if (count == 1 && !edit_copy_element(design, ids[0], &element).code) {
        char name[EDIT_NAME_SIZE];
        edit_name_element(&element, design, name);
        command_name(command, "%s %s", verb, name);
        element_free(&element);
    } else {
        command_name(command, "%s %zu %s", verb, count,
                     components == count ? "components" : "parts");
    }
}
