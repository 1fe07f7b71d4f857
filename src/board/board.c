#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "board/board_state.h"

bool id_equals(const char *a, const char *b) {
    return strcmp(a, b) == 0;
}

Board *board_new(void) {
    Board *board = memory_allocate(sizeof *board);
    board->camera.zoom = 1;
    return board;
}

void board_free(Board *board) {
    if (!board) {
        return;
    }
    id_set_free(&board->selection);
    id_set_free(&board->selection_before);
    id_set_free(&board->moving);
    id_set_free(&board->dead_letters);
    array_free(&board->neighbours);
    routes_free(&board->routes);
    free(board);
}

BoardMode board_mode(const Board *board) {
    return board->mode;
}

void board_cancel(Board *board) {
    if (board->mode == BOARD_MARQUEE) {
        id_set_copy(&board->selection, &board->selection_before);
    }
    board->mode = BOARD_IDLE;
    board->button = BUTTON_NONE;
    board->space_held = false;
}

void board_start_placing(Board *board, KindId kind) {
    board_cancel(board);
    board->mode = BOARD_PLACING;
    board->placing = kind;
    board->picked = false;
    board->guides.count = 0;
}

void board_pick_placing(Board *board, const BoardScene *scene, KindId kind) {
    board_start_placing(board, kind);
    board->picked = true;
    board_follow_pointer(board, scene);
}

/* --- Tools --- */

BoardTool board_tool(const Board *board) {
    return board->tool;
}

void board_set_tool(Board *board, BoardTool tool) {
    board_cancel(board);
    board->tool = tool;
}

bool board_keeps_tool(const Board *board) {
    return board->keeps_tool;
}

void board_keep_tool(Board *board, bool keep) {
    board->keeps_tool = keep;
}

static bool is_recent(int64_t since_ms, int64_t now_ms, int64_t lasts_ms) {
    return since_ms == 0 || now_ms < since_ms + lasts_ms;
}

bool board_moves(const Board *board, const BoardScene *scene) {
    const TrailPoint *last = board->trail_count > 0 ? &board->trail[board->trail_count - 1] : NULL;
    bool trails = last && scene->now_ms < last->when_ms + TRAIL_MS;
    bool pulses = board->pulse[0] && is_recent(board->pulse_since_ms, scene->now_ms, PULSE_MS);
    bool flows = board_selection_count(board) == 1 &&
                 design_connection(scene->design, board_selected(board, 0)) &&
                 is_recent(board->flow_since_ms, scene->now_ms, FLOW_MS);
    return trails || (!scene->still && (pulses || flows));
}

void board_unhover(Board *board) {
    board->hovers = false;
}

void board_set_pulse(Board *board, const char *id) {
    text_copy(board->pulse, sizeof board->pulse, id ? id : "");
    board->pulse_since_ms = 0;
}

/* --- Selection --- */

size_t board_selection_count(const Board *board) {
    return board->selection.items.count;
}

const char *board_selected(const Board *board, size_t index) {
    return board->selection.items.items[index].id;
}

bool board_is_selected(const Board *board, const char *id) {
    return id_set_has(&board->selection, id);
}

void board_select(Board *board, const char *id) {
    char copy[ID_SIZE] = ""; /* the id may be one of the selection's own */
    text_copy(copy, sizeof copy, id ? id : "");
    id_set_clear(&board->selection);
    board->flow_since_ms = 0;
    if (id) {
        id_set_add(&board->selection, copy);
    }
}

void board_select_all(Board *board, const Design *design) {
    id_set_clear(&board->selection);
    for (size_t i = 0; i < design->components.count; i++) {
        id_set_append(&board->selection, design->components.items[i]->id);
    }
    for (size_t i = 0; i < design->areas.count; i++) {
        id_set_append(&board->selection, design->areas.items[i]->id);
    }
    for (size_t i = 0; i < design->notes.count; i++) {
        id_set_append(&board->selection, design->notes.items[i]->id);
    }
    id_set_settle(&board->selection);
}

void board_forget_missing(Board *board, const Design *design) {
    size_t kept = 0;
    for (size_t i = 0; i < board->selection.items.count; i++) {
        if (design_has_id(design, board->selection.items.items[i].id)) {
            board->selection.items.items[kept++] = board->selection.items.items[i];
        }
    }
    board->selection.items.count = kept;
    if (!design_has_id(design, board->pulse)) {
        board->pulse[0] = '\0';
    }
}

const char **board_selected_ids(const Board *board, const Design *design, size_t *count) {
    const IdSet *selection = &board->selection;
    const char **ids = memory_allocate(selection->items.count * sizeof *ids);
    *count = 0;
    for (size_t i = 0; i < selection->items.count; i++) {
        if (design_has_id(design, selection->items.items[i].id)) {
            ids[(*count)++] = selection->items.items[i].id;
        }
    }
    return ids;
}

/* --- Marks --- */

void board_marks_clear(BoardMarks *marks) {
    marks->items.count = 0;
    hash_index_free(&marks->index);
}

void board_marks_free(BoardMarks *marks) {
    array_free(&marks->items);
    hash_index_free(&marks->index);
}

/* After the array has moved. */
static void index_again(BoardMarks *marks) {
    hash_index_free(&marks->index);
    for (size_t i = 0; i < marks->items.count; i++) {
        hash_index_add(&marks->index, marks->items.items[i].id, &marks->items.items[i]);
    }
}

BoardMark *board_marks_add(BoardMarks *marks, const char *id) {
    BoardMark *mark = hash_index_find(&marks->index, id);
    if (mark) {
        return mark;
    }
    if (marks->items.count == marks->items.capacity) {
        array_reserve(&marks->items, marks->items.count + 1);
        index_again(marks);
    }
    mark = &marks->items.items[marks->items.count++];
    *mark = (BoardMark){.tone = TONE_PRAISE, .utilisation = -1};
    text_copy(mark->id, sizeof mark->id, id);
    hash_index_add(&marks->index, mark->id, mark);
    return mark;
}

const BoardMark *board_marks_find(const BoardMarks *marks, const char *id) {
    return hash_index_find(&marks->index, id);
}
