/* Drawing without a pointer: a neighbour on one side of a card, and walking from card to card. */
#include <math.h>

#include "base/text.h"
#include "board/board_state.h"

enum { COLUMN = 280, ROW = 128, TRIES = 12 };

/* What most often follows each kind in a drawing; what can follow nothing is itself. */
static const KindId NEXT[KIND_COUNT] = {
    [KIND_CLIENT] = KIND_LOAD_BALANCER,
    [KIND_CDN] = KIND_LOAD_BALANCER,
    [KIND_LOAD_BALANCER] = KIND_SERVICE,
    [KIND_API_GATEWAY] = KIND_SERVICE,
    [KIND_RATE_LIMITER] = KIND_SERVICE,
    [KIND_SERVICE] = KIND_SQL_DB,
    [KIND_WORKER] = KIND_SQL_DB,
    [KIND_SCHEDULER] = KIND_QUEUE,
    [KIND_CACHE] = KIND_SQL_DB,
    [KIND_SQL_DB] = KIND_STREAM,
    [KIND_KV_STORE] = KIND_STREAM,
    [KIND_TIMESERIES_DB] = KIND_STREAM,
    [KIND_SEARCH_INDEX] = KIND_STREAM,
    [KIND_OBJECT_STORE] = KIND_QUEUE,
    [KIND_QUEUE] = KIND_WORKER,
    [KIND_STREAM] = KIND_WORKER,
    [KIND_TOPIC] = KIND_QUEUE,
    [KIND_EXTERNAL] = KIND_SERVICE,
    [KIND_OBSERVABILITY] = KIND_OBSERVABILITY,
};

static const Component *only_component(const Board *board, const Design *design) {
    return board_selection_count(board) == 1 ? design_component(design, board_selected(board, 0))
                                             : NULL;
}

static Point way_of(int side) {
    static const Point WAYS[] = {{0, -1}, {1, 0}, {0, 1}, {-1, 0}};
    return WAYS[side];
}

Error board_grow(Board *board, const BoardScene *scene, int side, Command *command) {
    const Component *from = only_component(board, scene->design);
    if (!from) {
        return error_make(ERROR_REFUSED, "select the component that it is to be connected to");
    }
    Point way = way_of(side);
    Point at = {(float)from->x + way.x * COLUMN, (float)from->y + way.y * ROW};
    /* The first free place on that side: beside the nearest one, now on this hand, now on that. */
    for (int i = 0; i < TRIES && !board_is_free(scene->design, (int)at.x, (int)at.y); i++) {
        float step = (float)((i / 2 + 1) * (i % 2 ? -1 : 1));
        at = (Point){(float)from->x + way.x * COLUMN + step * fabsf(way.y) * COLUMN,
                     (float)from->y + way.y * ROW + step * fabsf(way.x) * ROW};
    }
    return board_place_near(board, scene, NEXT[from->kind->id], at, from->id, command);
}

Error board_place_near(Board *board, const BoardScene *scene, KindId kind, Point at,
                       const char *from, Command *command) {
    int x = canvas_snap(canvas_unit(at.x)), y = canvas_snap(canvas_unit(at.y));
    board_step_aside(scene->design, &x, &y);
    char id[ID_SIZE] = "";
    Error error = from[0] ? edit_add_connected(scene->design, kind, x, y, from, id, command)
                          : edit_add_component(scene->design, kind, x, y, id, command);
    if (!error.code) {
        board_select(board, id);
    }
    return error;
}

/* ---- Walking ----------------------------------------------------------------------------------- */

/* How far away it is that way; what lies more to the side counts as further. Below zero: it does
 * not lie that way. */
static float distance_that_way(const Component *from, const Component *to, Point way) {
    float dx = (float)(to->x - from->x), dy = (float)(to->y - from->y);
    float ahead = dx * way.x + dy * way.y;
    float aside = fabsf(dx * way.y) + fabsf(dy * way.x);
    return ahead <= 0 || aside > 3 * ahead ? -1 : ahead + 2 * aside;
}

bool board_walk(Board *board, const BoardScene *scene, int side) {
    const Design *design = scene->design;
    const Component *from = only_component(board, design);
    const Component *best = NULL;
    float least = 0;
    for (size_t i = 0; from && i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        const char *other = id_equals(connection->from, from->id) ? connection->to
                            : id_equals(connection->to, from->id) ? connection->from
                                                                  : NULL;
        const Component *to = other ? design_component(design, other) : NULL;
        float away = to ? distance_that_way(from, to, way_of(side)) : -1;
        if (away >= 0 && (!best || away < least)) {
            best = to;
            least = away;
        }
    }
    if (best) {
        board_show(board, scene, best->id);
    }
    return best != NULL;
}
