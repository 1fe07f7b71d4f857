/* Where everything is, with the drag in progress applied. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "board/board_state.h"

static bool drags_cards(const Board *board) {
    return board->mode == BOARD_MOVING && !board->copies;
}

static bool is_moving(const Board *board, const char *id) {
    return drags_cards(board) && id_set_has(&board->moving, id);
}

Rect board_card(const Board *board, const Component *component) {
    Rect card = component_card_rect(component);
    if (is_moving(board, component->id)) {
        card.x += (float)board->dx;
        card.y += (float)board->dy;
    }
    return card;
}

static Rect box_rect(const Board *board, const char *id, Box box) {
    if (board->mode == BOARD_RESIZING && strcmp(board->pressed.id, id) == 0) {
        box = board->box;
    } else if (is_moving(board, id)) {
        box.x += board->dx;
        box.y += board->dy;
    }
    return (Rect){(float)box.x, (float)box.y, (float)box.w, (float)box.h};
}

Rect board_area_rect(const Board *board, const Area *area) {
    return box_rect(board, area->id, (Box){area->x, area->y, area->w, area->h});
}

Rect board_note_rect(const Board *board, const Note *note) {
    return box_rect(board, note->id, (Box){note->x, note->y, note->w, note->h});
}

static Rect route_bounds(const Route *route) {
    Rect bounds = {route->points[0].x, route->points[0].y, 0, 0};
    for (size_t i = 1; i < route->count; i++) {
        bounds = rect_union(bounds, (Rect){route->points[i].x, route->points[i].y, 0, 0});
    }
    return bounds;
}

bool board_element_rect(Board *board, const Design *design, const char *id, Rect *rect) {
    const Component *component = design_component(design, id);
    const Area *area = design_area(design, id);
    const Note *note = design_note(design, id);
    if (component) {
        *rect = board_card(board, component);
    } else if (area) {
        *rect = board_area_rect(board, area);
    } else if (note) {
        *rect = board_note_rect(board, note);
    } else if (design_connection(design, id)) {
        const Routes *routes = board_routes(board, design);
        size_t position = design_position(design, ELEMENT_CONNECTION, id);
        *rect = route_bounds(&routes->items.items[position]);
    } else {
        return false;
    }
    return true;
}

static void widen(Rect *bounds, bool *any, Rect rect) {
    *bounds = *any ? rect_union(*bounds, rect) : rect;
    *any = true;
}

bool board_bounds_of(const Design *design, Rect *bounds) {
    bool any = false;
    for (size_t i = 0; i < design->components.count; i++) {
        widen(bounds, &any, component_card_rect(design->components.items[i]));
    }
    for (size_t i = 0; i < design->areas.count; i++) {
        const Area *area = design->areas.items[i];
        widen(bounds, &any, (Rect){(float)area->x, (float)area->y, (float)area->w, (float)area->h});
    }
    for (size_t i = 0; i < design->notes.count; i++) {
        const Note *note = design->notes.items[i];
        widen(bounds, &any, (Rect){(float)note->x, (float)note->y, (float)note->w, (float)note->h});
    }
    return any;
}

bool board_bounds(Board *board, const Design *design, Rect *bounds) {
    bool any = false;
    for (size_t i = 0; i < design->components.count; i++) {
        widen(bounds, &any, board_card(board, design->components.items[i]));
    }
    for (size_t i = 0; i < design->areas.count; i++) {
        widen(bounds, &any, board_area_rect(board, design->areas.items[i]));
    }
    for (size_t i = 0; i < design->notes.count; i++) {
        widen(bounds, &any, board_note_rect(board, design->notes.items[i]));
    }
    const Routes *routes = board_routes(board, design);
    for (size_t i = 0; i < routes->items.count; i++) {
        widen(bounds, &any, route_bounds(&routes->items.items[i]));
    }
    return any;
}

bool board_selection_bounds(Board *board, const Design *design, Rect *bounds) {
    bool any = false;
    for (size_t i = 0; i < board_selection_count(board); i++) {
        const char *id = board_selected(board, i);
        Rect rect;
        if (!design_connection(design, id) && board_element_rect(board, design, id, &rect)) {
            widen(bounds, &any, rect);
        }
    }
    return any;
}

/* --- Routes, kept until what they are made from has changed --- */

static uint64_t mix(uint64_t key, uint64_t value) {
    key = (key ^ value) * 0x9e3779b97f4a7c15U;
    return key ^ key >> 32;
}

/* Eight bytes at a time: it is done for all of the design in every frame. */
static uint64_t mix_text(uint64_t key, const char *text) {
    uint64_t word = 0;
    size_t length = strlen(text);
    for (size_t at = 0; at < length; at += sizeof word) {
        size_t left = length - at;
        word = 0;
        memcpy(&word, text + at, left < sizeof word ? left : sizeof word);
        key = mix(key, word);
    }
    return mix(key, length);
}

static uint64_t mix_number(uint64_t key, double number) {
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return mix(key, bits);
}

/* What a connection's label is made from. */
static uint64_t mix_label(uint64_t key, const Connection *connection) {
    key = mix_text(key, connection->label);
    for (size_t i = 0; i < connection->settings.count; i++) {
        const Setting *setting = &connection->settings.items[i];
        key = mix(key, (uint64_t)(uintptr_t)setting->spec);
        key = mix_text(mix_number(key, setting->value.number), setting->value.word);
    }
    return key;
}

/* Of all that routes depend on but for the drag, the addresses they point to among it. */
static uint64_t key_of(const Design *design) {
    uint64_t key = mix(design->components.count, (uint64_t)(uintptr_t)design);
    for (size_t i = 0; i < design->components.count; i++) {
        const Component *component = design->components.items[i];
        key = mix_text(mix(key, (uint64_t)(uintptr_t)component), component->id);
        key = mix(mix(key, (uint64_t)component->x), (uint64_t)component->y);
    }
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        key = mix(key, (uint64_t)(uintptr_t)connection);
        key = mix_text(mix_text(key, connection->from), connection->to);
        key = mix_label(mix(key, (uint64_t)connection->kind->id), connection);
    }
    return key;
}

static uint64_t key_of_drag(const Board *board, uint64_t key) {
    key = mix(mix(key, (uint64_t)board->dx), (uint64_t)board->dy);
    for (size_t i = 0; i < board->moving.items.count; i++) {
        key = mix_text(key, board->moving.items.items[i].id);
    }
    return key;
}

static bool moving_offset(void *context, const char *id, int *dx, int *dy) {
    const Board *board = context;
    *dx = board->dx;
    *dy = board->dy;
    return is_moving(board, id);
}

static void find_dead_letters(Board *board, const Design *design) {
    id_set_clear(&board->dead_letters);
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        if (connection->kind->id == CONNECTION_DEAD_LETTER) {
            id_set_append(&board->dead_letters, connection->to);
        }
    }
    id_set_settle(&board->dead_letters);
}

const Routes *board_routes(Board *board, const Design *design) {
    enum { MOST_MADE_ANEW = 400 }; /* lines that are all made anew for each step of a drag */
    bool drags = drags_cards(board);
    uint64_t home_key = key_of(design);
    uint64_t key = drags ? key_of_drag(board, home_key) : home_key;
    if (key == board->routes_key && board->routes.work) {
        return &board->routes;
    }
    RouteOffsets offsets = {board, moving_offset};
    bool known = board->routes.work && board->routes_home_key == home_key;
    bool away = board->dx != 0 || board->dy != 0; /* else what followed comes home */
    if (drags && away && known && design->connections.count > MOST_MADE_ANEW) {
        routes_follow(design, &offsets, &board->routes);
    } else {
        routes_make(design, drags ? &offsets : NULL, &board->routes);
        find_dead_letters(board, design);
    }
    board->routes_home_key = home_key;
    board->routes_key = key;
    return &board->routes;
}

/* --- Small parts on the screen --- */

bool board_pill(const Board *board, const BoardScene *scene, const Route *route,
                char text[PILL_TEXT_SIZE], Rect *pill) {
    const float least_zoom = 0.5F, font_size = 11, padding = 11, height = 20;
    float zoom = board->camera.zoom;
    connection_card(route->connection, text, PILL_TEXT_SIZE);
    if (text[0] == '\0' || zoom < least_zoom) {
        return false;
    }
    float width = text_width(scene->metrics, FONT_MEDIUM, font_size * zoom, text) / zoom;
    width = ceilf(fminf(width, 240)) + 2 * padding;
    Point middle = route->label;
    if (width > route->label_room) {
        middle.y = route->label_above;
    }
    Rect rect = {roundf(middle.x - width / 2), middle.y - height / 2, width, height};
    *pill = rect_to_screen(board, scene->viewport, rect);
    return true;
}

Rect board_area_label(const Board *board, const BoardScene *scene, const Area *area) {
    float zoom = board->camera.zoom;
    Rect rect = rect_to_screen(board, scene->viewport, board_area_rect(board, area));
    float width = text_width(scene->metrics, FONT_SEMIBOLD, 11.5F * zoom, area->label);
    width = fminf(fmaxf(width, 24 * zoom) + 16 * zoom, rect.w - 16 * zoom);
    return (Rect){rect.x + 8 * zoom, rect.y + 6 * zoom, width, 26 * zoom};
}

Point board_port(Rect card, Side side) {
    Point middle = {card.x + card.w / 2, card.y + card.h / 2};
    switch (side) {
    case SIDE_TOP:
        return (Point){middle.x, card.y};
    case SIDE_RIGHT:
        return (Point){card.x + card.w, middle.y};
    case SIDE_BOTTOM:
        return (Point){middle.x, card.y + card.h};
    case SIDE_LEFT:
        break;
    }
    return (Point){card.x, middle.y};
}

float board_port_reach(const Board *board) {
    const float least_zoom = 0.35F, reach = 9;
    float zoom = board->camera.zoom;
    return zoom < least_zoom ? 0 : fminf(reach, reach * 1.4F * zoom);
}

void board_corners(Rect rect, Point corners[4]) {
    corners[0] = (Point){rect.x, rect.y};
    corners[1] = (Point){rect.x + rect.w, rect.y};
    corners[2] = (Point){rect.x + rect.w, rect.y + rect.h};
    corners[3] = (Point){rect.x, rect.y + rect.h};
}

bool board_locked(const Design *design, const char *id) {
    const Component *component = design_component(design, id);
    const Area *area = design_area(design, id);
    const Note *note = design_note(design, id);
    return component ? component->locked : area ? area->locked : note && note->locked;
}

bool board_ends(Board *board, const BoardScene *scene, Point ends[2]) {
    const Design *design = scene->design;
    if (scene->read_only || board_selection_count(board) != 1 ||
        !design_connection(design, board_selected(board, 0))) {
        return false;
    }
    size_t position = design_position(design, ELEMENT_CONNECTION, board_selected(board, 0));
    const Route *route = &board_routes(board, design)->items.items[position];
    Point first = route->points[0], last = route->points[route->count - 1];
    ends[EDIT_FROM] = board_to_screen(board, scene->viewport, first.x, first.y);
    ends[EDIT_TO] = board_to_screen(board, scene->viewport, last.x, last.y);
    return true;
}

bool board_label_rect(Board *board, const BoardScene *scene, const char *id, Rect *rect) {
    const Design *design = scene->design;
    const Component *component = design_component(design, id);
    const Area *area = design_area(design, id);
    const Note *note = design_note(design, id);
    if (component) {
        Rect card = board_card(board, component);
        card = (Rect){card.x + 54, card.y + 13, card.w - 62, 20};
        *rect = rect_to_screen(board, scene->viewport, card);
    } else if (area) {
        *rect = board_area_label(board, scene, area);
    } else if (note) {
        *rect = rect_to_screen(board, scene->viewport, board_note_rect(board, note));
    } else if (design_connection(design, id)) {
        const Routes *routes = board_routes(board, design);
        size_t position = design_position(design, ELEMENT_CONNECTION, id);
        const Route *route = &routes->items.items[position];
        char text[PILL_TEXT_SIZE];
        if (!board_pill(board, scene, route, text, rect)) {
            Rect around = {route->label.x - 60, route->label.y - 10, 120, 20};
            *rect = rect_to_screen(board, scene->viewport, around);
        }
    } else {
        return false;
    }
    return true;
}
