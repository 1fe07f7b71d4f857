/* From cells to the canvas: where the whole goes, and how it keeps clear of what stays. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "board/board_state.h"
#include "board/box_grid.h"
#include "board/tidy_plan.h"

/* ---- Where the whole goes -------------------------------------------------------------------- */

static int compare_ints(const void *left, const void *right) {
    int a = *(const int *)left, b = *(const int *)right;
    return (a > b) - (a < b);
}

static int median(int *values, size_t count) {
    qsort(values, count, sizeof *values, compare_ints);
    return values[count / 2];
}

/* With pinned parts, as near to where they are as may be; else the upper left corner stays. */
static void find_origin(TidyPlan *plan, const int *x, const int *y, int *left, int *top) {
    size_t count = plan->parts.count, pinned = 0;
    int *across = arena_allocate(&plan->arena, (count + 1) * sizeof(int));
    int *down = arena_allocate(&plan->arena, (count + 1) * sizeof(int));
    *left = *top = INT32_MAX;
    for (size_t i = 0; i < count; i++) {
        const TidyPart *part = &plan->parts.items[i];
        *left = part->component->x < *left ? part->component->x : *left;
        *top = part->component->y < *top ? part->component->y : *top;
        if (part->pinned) {
            across[pinned] = part->component->x - x[part->column];
            down[pinned++] = part->component->y - y[part->row];
        }
    }
    if (pinned > 0) {
        *left = median(across, pinned);
        *top = median(down, pinned);
    }
    *left = canvas_snap(*left);
    *top = canvas_snap(*top);
}

static void place_parts(TidyPlan *plan) {
    const TidyBlock *whole = &plan->blocks.items[0];
    int *x = arena_allocate(&plan->arena, ((size_t)whole->columns + 1) * sizeof(int));
    int *y = arena_allocate(&plan->arena, ((size_t)whole->rows + 1) * sizeof(int));
    tidy_find_gaps(plan, x, y);
    int left, top;
    find_origin(plan, x, y, &left, &top);
    for (size_t i = 0; i < plan->parts.count; i++) {
        TidyPart *part = &plan->parts.items[i];
        if (!part->pinned) {
            part->x = left + x[part->column];
            part->y = top + y[part->row];
        }
    }
}

/* ---- The borders of areas -------------------------------------------------------------------- */

static void include(Rect *rect, bool *any, Rect other) {
    *rect = *any ? rect_union(*rect, other) : other;
    *any = true;
}

static void place_borders(TidyPlan *plan) {
    bool *any = arena_allocate(&plan->arena, plan->blocks.count * sizeof(bool));
    for (size_t i = 0; i < plan->parts.count; i++) {
        const TidyPart *part = &plan->parts.items[i];
        include(&plan->blocks.items[part->block].rect, &any[part->block],
                tidy_card(part->x, part->y));
    }
    for (size_t i = plan->blocks.count; i-- > 1;) {
        TidyBlock *block = &plan->blocks.items[i];
        if (!any[i]) {
            continue;
        }
        Rect cards = block->rect; /* with the borders of the blocks in it: they are part of it */
        float strip = 0;
        if (block->notes.count > 0) {
            strip = tidy_flow_notes(block, (Point){0, 0}, cards.w, NULL) + TIDY_APART;
            for (size_t k = 0; k < block->notes.count; k++) {
                cards.w = fmaxf(cards.w, (float)block->notes.items[k]->w);
            }
        }
        block->rect =
            (Rect){cards.x - TIDY_AREA_SIDE, cards.y - TIDY_AREA_TOP, cards.w + 2 * TIDY_AREA_SIDE,
                   cards.h + TIDY_AREA_TOP + TIDY_AREA_BOTTOM + strip};
        include(&plan->blocks.items[block->parent].rect, &any[block->parent], block->rect);
    }
}

/* ---- Clear of what stays --------------------------------------------------------------------- */

static void shift_all(TidyPlan *plan, int dx, int dy) {
    for (size_t i = 0; i < plan->parts.count; i++) {
        plan->parts.items[i].x += dx;
        plan->parts.items[i].y += dy;
    }
    for (size_t i = 0; i < plan->blocks.count; i++) {
        plan->blocks.items[i].rect.x += (float)dx;
        plan->blocks.items[i].rect.y += (float)dy;
    }
}

/* How far the rectangle is to be pushed that way so that nothing that stays is in it. */
static int push(const TidyPlan *plan, Rect rect, Side side) {
    int pushed = 0;
    bool again = true;
    while (again) {
        again = false;
        for (size_t i = 0; i < plan->obstacles.count; i++) {
            Rect other = rect_inset(plan->obstacles.items[i], -TIDY_APART);
            if (!rect_overlaps(rect, other)) {
                continue;
            }
            float by = side == SIDE_BOTTOM  ? other.y + other.h - rect.y
                       : side == SIDE_RIGHT ? other.x + other.w - rect.x
                       : side == SIDE_TOP   ? rect.y + rect.h - other.y
                                            : rect.x + rect.w - other.x;
            int step = tidy_round_up((int)ceilf(by));
            float signed_step = (float)(side == SIDE_BOTTOM || side == SIDE_RIGHT ? step : -step);
            rect.x += side == SIDE_LEFT || side == SIDE_RIGHT ? signed_step : 0;
            rect.y += side == SIDE_LEFT || side == SIDE_RIGHT ? 0 : signed_step;
            pushed += step;
            again = true;
        }
    }
    return pushed;
}

/* What was selected goes as a whole to the nearest place where it is among nothing else. */
static void push_clear(TidyPlan *plan) {
    static const Side WAYS[] = {SIDE_BOTTOM, SIDE_RIGHT, SIDE_TOP, SIDE_LEFT};
    Rect around = plan->blocks.items[0].rect;
    Side nearest = SIDE_BOTTOM;
    int least = INT32_MAX;
    for (size_t i = 0; i < COUNT_OF(WAYS); i++) {
        int pushed = push(plan, around, WAYS[i]);
        if (pushed < least) {
            least = pushed;
            nearest = WAYS[i];
        }
    }
    bool forward = nearest == SIDE_BOTTOM || nearest == SIDE_RIGHT;
    bool level = nearest == SIDE_LEFT || nearest == SIDE_RIGHT;
    int by = forward ? least : -least;
    shift_all(plan, level ? by : 0, level ? 0 : by);
}

typedef struct Taken {
    const TidyPlan *plan;
    BoxGrid cards;
} Taken;

static bool is_free(Taken *taken, int x, int y) {
    Rect found, around = rect_inset(tidy_card(x, y), -TIDY_APART);
    for (size_t i = 0; i < taken->plan->obstacles.count; i++) {
        if (rect_overlaps(around, taken->plan->obstacles.items[i])) {
            return false;
        }
    }
    return box_grid_find(&taken->cards, around, &found, 1) == 0;
}

static void take(Taken *taken, const TidyPart *part) {
    box_grid_add(&taken->cards, tidy_card(part->x, part->y), 0, 1);
}

/* The nearest free place above or below, in rows of the usual pitch. */
static void step_aside(TidyPart *part, Taken *taken) {
    const int pitch = tidy_round_up(CARD_HEIGHT + TIDY_GAP_DOWN);
    for (int step = 1;; step++) {
        if (is_free(taken, part->x, part->y + step * pitch)) {
            part->y += step * pitch;
            return;
        }
        if (is_free(taken, part->x, part->y - step * pitch)) {
            part->y -= step * pitch;
            return;
        }
    }
}

/* The parts that are where something stays make way, each by itself. */
static void make_way(TidyPlan *plan) {
    Taken taken = {.plan = plan};
    size_t count = plan->parts.count;
    bool *in_the_way = arena_allocate(&plan->arena, (count + 1) * sizeof(bool));
    box_grid_clear(&taken.cards, count);
    for (size_t i = 0; i < count; i++) {
        if (plan->parts.items[i].pinned) {
            take(&taken, &plan->parts.items[i]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        const TidyPart *part = &plan->parts.items[i];
        in_the_way[i] = !part->pinned && !is_free(&taken, part->x, part->y);
    }
    for (size_t i = 0; i < count; i++) {
        if (!plan->parts.items[i].pinned && !in_the_way[i]) {
            take(&taken, &plan->parts.items[i]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (in_the_way[i]) {
            step_aside(&plan->parts.items[i], &taken);
            take(&taken, &plan->parts.items[i]);
        }
    }
    box_grid_free(&taken.cards);
}

void tidy_find_places(TidyPlan *plan) {
    place_parts(plan);
    if (!plan->whole) {
        place_borders(plan);
        push_clear(plan);
    }
    make_way(plan);
    for (size_t i = 0; i < plan->blocks.count; i++) {
        plan->blocks.items[i].rect = (Rect){0, 0, 0, 0};
    }
    place_borders(plan);
}
