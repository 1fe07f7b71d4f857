#include <math.h>

#include "board/board_state.h"

static const float LEAST_ZOOM = 0.1F;
static const float MOST_ZOOM = 4;
static const float MARGIN = 48; /* pixels around what is fitted or shown */

void camera_settle(Board *board) {
    Camera *camera = &board->camera;
    camera->zoom = fmaxf(LEAST_ZOOM, fminf(MOST_ZOOM, camera->zoom));
    if (fabsf(camera->zoom - 1) < 0.0005F) { /* what rounding has left of zooming in and out */
        camera->zoom = 1;
    }
    const float limit = 1.5F * LIMIT_COORDINATE;
    camera->x = fmaxf(-limit, fminf(limit, camera->x));
    camera->y = fmaxf(-limit, fminf(limit, camera->y));
    camera->x = roundf(camera->x * camera->zoom) / camera->zoom;
    camera->y = roundf(camera->y * camera->zoom) / camera->zoom;
}

Camera board_camera(const Board *board) {
    return board->camera;
}

void board_set_camera(Board *board, Camera camera) {
    board->camera = camera;
    camera_settle(board);
}

Point board_to_screen(const Board *board, Rect viewport, float x, float y) {
    return (Point){(x - board->camera.x) * board->camera.zoom + viewport.x,
                   (y - board->camera.y) * board->camera.zoom + viewport.y};
}

Point board_to_canvas(const Board *board, Rect viewport, float x, float y) {
    return (Point){(x - viewport.x) / board->camera.zoom + board->camera.x,
                   (y - viewport.y) / board->camera.zoom + board->camera.y};
}

Rect rect_to_screen(const Board *board, Rect viewport, Rect rect) {
    Point corner = board_to_screen(board, viewport, rect.x, rect.y);
    return (Rect){corner.x, corner.y, rect.w * board->camera.zoom, rect.h * board->camera.zoom};
}

void board_zoom(Board *board, float factor, float x, float y, Rect viewport) {
    Point fixed = board_to_canvas(board, viewport, x, y);
    board->camera.zoom = fmaxf(LEAST_ZOOM, fminf(MOST_ZOOM, board->camera.zoom * factor));
    camera_settle(board);
    board->camera.x = fixed.x - (x - viewport.x) / board->camera.zoom;
    board->camera.y = fixed.y - (y - viewport.y) / board->camera.zoom;
    camera_settle(board);
}

/* All of it in the middle of the view, no larger than `most`. */
static void fit(Board *board, const BoardScene *scene, Rect bounds, float most) {
    Rect view = scene->viewport;
    view.h -= scene->covered;
    board->camera.zoom = 1;
    if (bounds.w > 0 && bounds.h > 0) {
        float across = (view.w - 2 * MARGIN) / bounds.w, along = (view.h - 2 * MARGIN) / bounds.h;
        board->camera.zoom = fmaxf(LEAST_ZOOM, fminf(most, fminf(across, along)));
    }
    board_center(board, view, (Point){bounds.x + bounds.w / 2, bounds.y + bounds.h / 2});
    board->camera.y -= scene->covered / board->camera.zoom;
    camera_settle(board);
}

void board_fit(Board *board, const BoardScene *scene) {
    Rect bounds = {0, 0, 0, 0};
    if (!board_bounds(board, scene->design, &bounds)) {
        bounds = (Rect){0, 0, 0, 0};
    }
    fit(board, scene, bounds, 1);
}

void board_fit_selection(Board *board, const BoardScene *scene) {
    Rect bounds = {0, 0, 0, 0}, rect;
    bool any = false;
    for (size_t i = 0; i < board_selection_count(board); i++) {
        if (board_element_rect(board, scene->design, board_selected(board, i), &rect)) {
            bounds = any ? rect_union(bounds, rect) : rect;
            any = true;
        }
    }
    if (any) {
        fit(board, scene, bounds, 2);
    } else {
        board_fit(board, scene);
    }
}

void board_center(Board *board, Rect viewport, Point middle) {
    board->camera.x = middle.x - viewport.w / 2 / board->camera.zoom;
    board->camera.y = middle.y - viewport.h / 2 / board->camera.zoom;
    camera_settle(board);
}

/* How far the view has to move along one axis for [low, low + size] to be in it. */
static float least_move(float view_low, float view_size, float low, float size, float margin) {
    if (size + 2 * margin > view_size) {
        return low + size / 2 - (view_low + view_size / 2);
    }
    if (low - margin < view_low) {
        return low - margin - view_low;
    }
    if (low + size + margin > view_low + view_size) {
        return low + size + margin - (view_low + view_size);
    }
    return 0;
}

void board_show(Board *board, const BoardScene *scene, const char *id) {
    Rect rect;
    if (!board_element_rect(board, scene->design, id, &rect)) {
        return;
    }
    float zoom = board->camera.zoom;
    board->camera.x +=
        least_move(board->camera.x, scene->viewport.w / zoom, rect.x, rect.w, MARGIN / zoom);
    board->camera.y +=
        least_move(board->camera.y, scene->viewport.h / zoom, rect.y, rect.h, MARGIN / zoom);
    camera_settle(board);
    board_select(board, id);
}
