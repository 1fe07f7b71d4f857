/* The canvas as it is seen: areas, lines, notes, cards, pills, and the drag in progress. */
#include <string.h>

#include "board/board_paint.h"

static void paint_canvas(Painter *painter) {
    const float spacing = 24, least_step = 18;
    Rect view = painter->scene->viewport;
    draw_rect(painter->list, view, 0, painter->theme->canvas);
    float step = spacing * painter->zoom;
    while (step < least_step) {
        step *= 2;
    }
    Point origin = board_to_screen(painter->board, view, 0, 0);
    draw_dots(painter->list, view, origin, step, 1, painter->theme->dots);
}

static bool seen(const Painter *painter, Rect rect, float around) {
    return rect_overlaps(rect_inset(rect, -around), painter->scene->viewport);
}

static Rect route_rect(const Painter *painter, const Route *route) {
    Rect view = painter->scene->viewport;
    Point first = board_to_screen(painter->board, view, route->points[0].x, route->points[0].y);
    Rect rect = {first.x, first.y, 0, 0};
    for (size_t i = 1; i < route->count; i++) {
        Point point = board_to_screen(painter->board, view, route->points[i].x, route->points[i].y);
        rect = rect_union(rect, (Rect){point.x, point.y, 0, 0});
    }
    return rect;
}

static void paint_line(Painter *painter, const Route *route) {
    const float around = 12, name_half = 6;
    const Connection *connection = route->connection;
    Board *board = painter->board;
    if (!seen(painter, route_rect(painter, route), around)) {
        return;
    }
    if (board->mode == BOARD_RECONNECTING && id_equals(board->pressed.id, connection->id)) {
        return; /* what it would be is drawn instead */
    }
    bool hovered =
        painter->hover.type == HIT_CONNECTION && id_equals(painter->hover.id, connection->id);
    bool selected =
        board_is_selected(board, connection->id) || id_equals(board->pulse, connection->id);
    ConnectionKind kind = connection->kind->id;
    paint_connector(painter, route, kind, painter->theme->connection[kind],
                    selected  ? LINE_SELECTED
                    : hovered ? LINE_HOVERED
                              : LINE_PLAIN);
    if (selected) {
        paint_flow(painter, route);
    }
    Point middle = board_to_screen(board, painter->scene->viewport, route->label.x, route->label.y);
    draw_name(painter->list,
              (Rect){middle.x - name_half, middle.y - name_half, 2 * name_half, 2 * name_half},
              "connection:%s", connection->id);
}

static void paint_label(Painter *painter, const Route *route) {
    const BoardScene *scene = painter->scene;
    const char *id = route->connection->id;
    char text[PILL_TEXT_SIZE];
    Rect pill;
    if (board_pill(painter->board, scene, route, text, &pill) && seen(painter, pill, 0)) {
        paint_pill(painter, pill, text, route->connection->kind->id,
                   board_is_selected(painter->board, id));
    }
    paint_line_badge(painter, route, scene->marks ? board_marks_find(scene->marks, id) : NULL);
}

static void paint_component(Painter *painter, const Component *component) {
    const float around = 16;
    Board *board = painter->board;
    const BoardScene *scene = painter->scene;
    Rect card = rect_to_screen(board, scene->viewport, board_card(board, component));
    if (!seen(painter, card, around)) {
        return;
    }
    char line[128];
    const BoardMark *mark = scene->marks ? board_marks_find(scene->marks, component->id) : NULL;
    bool own_line = !mark || mark->line[0] == '\0';
    if (own_line) {
        component_card(component, line, sizeof line);
    }
    bool draws_line = board->mode == BOARD_CONNECTING || board->mode == BOARD_RECONNECTING;
    bool is_target = draws_line && id_equals(board->target, component->id);
    bool is_source = draws_line && board_line_anchor(board, scene->design) == component;
    bool hovered = id_equals(painter->hover.id, component->id);
    bool selected = board_is_selected(board, component->id);
    CardLook look = {
        .kind = component->kind,
        .label = component->label,
        .line = own_line ? line : mark->line,
        .icon = id_set_has(&board->dead_letters, component->id) ? "dead_letters"
                                                                : component->kind->icon,
        .mark = mark,
        .selected = selected || is_target || is_source,
        .hovered = hovered,
        .refused = is_target && board->refusal[0],
    };
    if (id_equals(board->pulse, component->id)) {
        paint_pulse(painter, card, 10 * painter->zoom);
    }
    paint_card(painter, card, &look);
    if (component->locked) {
        paint_lock(painter, card);
    }
    draw_name(painter->list, card, "component:%s", component->id);
    paint_badge(painter, card, mark);
    bool alone = selected && board_selection_count(board) == 1 && board->mode == BOARD_IDLE;
    bool arrow = board->tool == TOOL_ARROW;
    if (arrow ? hovered || is_source : alone || hovered || is_target || is_source) {
        paint_ports(painter, card, component->id);
    }
}

/* What is being moved comes last, over the rest. */
static void paint_components(Painter *painter, bool moving) {
    const Design *design = painter->scene->design;
    for (size_t i = 0; i < design->components.count; i++) {
        const Component *component = design->components.items[i];
        bool moves = painter->board->mode == BOARD_MOVING && !painter->board->copies &&
                     id_set_has(&painter->board->moving, component->id);
        if (moves == moving) {
            paint_component(painter, component);
        }
    }
}

void board_draw(Board *board, const BoardScene *scene, const Theme *theme, DrawList *list) {
    const Design *design = scene->design;
    Painter painter = {board, scene, theme, list, board->camera.zoom, {.type = HIT_NOTHING}};
    if (board->hovers && board->mode == BOARD_IDLE) {
        painter.hover = board_hit(board, scene, board->pointer.x, board->pointer.y);
    }
    const Routes *routes = board_routes(board, design);
    board_start_clocks(board, scene);
    draw_clip(list, scene->viewport);
    paint_canvas(&painter);
    for (size_t i = 0; i < design->areas.count; i++) {
        paint_area(&painter, design->areas.items[i]);
    }
    for (size_t i = 0; i < routes->items.count; i++) {
        paint_line(&painter, &routes->items.items[i]);
    }
    for (size_t i = 0; i < design->notes.count; i++) {
        paint_note(&painter, design->notes.items[i]);
    }
    paint_components(&painter, false);
    for (size_t i = 0; i < routes->items.count; i++) {
        paint_label(&painter, &routes->items.items[i]);
    }
    if (board->mode == BOARD_MOVING) {
        paint_components(&painter, true);
    }
    paint_ends(&painter);
    paint_gesture(&painter);
    paint_trail(&painter);
    draw_unclip(list);
}
