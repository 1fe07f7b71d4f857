/* How far apart columns and rows are: wide enough for borders, lines and labels. */
#include <math.h>
#include <stdlib.h>

#include "board/board.h"
#include "board/tidy_plan.h"

enum {
    BETWEEN_BORDERS = 24,
    FROM_CARD = 28,  /* to the first of the lines between two columns */
    FROM_ROW = 16,   /* and between two rows */
    MOST_LINES = 16, /* that gaps are made wider for */
    WIDEST_LABEL = 110,
    AROUND_LABEL = 58 /* its own margins, the arrow, and a little air */
};

typedef struct Gaps {
    int columns, rows;
    int *across, *down;             /* after each column and row */
    int *lines_across, *lines_down; /* of every cell: how many more lines run from there on */
} Gaps;

static void widen(int *gap, int least) {
    *gap = *gap > least ? *gap : least;
}

/* ---- Borders and notes ----------------------------------------------------------------------- */

static float card_span(int columns) {
    return (float)(columns * (CARD_WIDTH + TIDY_GAP_ACROSS) - TIDY_GAP_ACROSS);
}

/* How far the border of a block is from the cards at its edges: further than those of the blocks
 * in it that share the edge. */
static void set_margins(TidyBlock *block) {
    block->left += TIDY_AREA_SIDE;
    block->right += TIDY_AREA_SIDE;
    block->top += TIDY_AREA_TOP;
    block->strip = block->bottom + TIDY_APART;
    block->bottom += TIDY_AREA_BOTTOM;
    if (block->notes.count > 0) {
        float width = card_span(block->columns);
        float height = tidy_flow_notes(block, (Point){0, 0}, width, NULL);
        for (size_t i = 0; i < block->notes.count; i++) {
            int excess = block->notes.items[i]->w - (int)width;
            widen(&block->right, excess + TIDY_AREA_SIDE);
        }
        block->bottom = block->strip + (int)height + TIDY_APART;
    }
}

static void find_margins(TidyPlan *plan) {
    for (size_t i = plan->blocks.count; i-- > 1;) {
        TidyBlock *block = &plan->blocks.items[i];
        TidyBlock *parent = &plan->blocks.items[block->parent];
        if (block->members.count == 0) {
            continue;
        }
        set_margins(block);
        if (block->column == parent->column) {
            widen(&parent->left, block->left);
        }
        if (block->column + block->columns == parent->column + parent->columns) {
            widen(&parent->right, block->right);
        }
        if (block->row == parent->row) {
            widen(&parent->top, block->top);
        }
        if (block->row + block->rows == parent->row + parent->rows) {
            widen(&parent->bottom, block->bottom);
        }
    }
}

static void make_room_for_borders(const TidyPlan *plan, Gaps *gaps, Arena *arena) {
    int *right = arena_allocate(arena, (size_t)gaps->columns * sizeof(int));
    int *left = arena_allocate(arena, (size_t)gaps->columns * sizeof(int));
    int *top = arena_allocate(arena, (size_t)gaps->rows * sizeof(int));
    int *bottom = arena_allocate(arena, (size_t)gaps->rows * sizeof(int));
    for (size_t i = 1; i < plan->blocks.count; i++) {
        const TidyBlock *block = &plan->blocks.items[i];
        if (block->members.count > 0) {
            widen(&left[block->column], block->left);
            widen(&right[block->column + block->columns - 1], block->right);
            widen(&top[block->row], block->top);
            widen(&bottom[block->row + block->rows - 1], block->bottom);
        }
    }
    for (int i = 0; i + 1 < gaps->columns; i++) {
        widen(&gaps->across[i], right[i] + left[i + 1] + BETWEEN_BORDERS);
    }
    for (int i = 0; i + 1 < gaps->rows; i++) {
        widen(&gaps->down[i], bottom[i] + top[i + 1] + BETWEEN_BORDERS);
    }
}

/* ---- Lines and labels ------------------------------------------------------------------------ */

/* A level line from the side of one card to the next has its label in the gap. */
static void make_room_for_label(Gaps *gaps, int column, const Connection *connection) {
    char text[256];
    connection_card(connection, text, sizeof text);
    if (text[0]) {
        TextMetrics metrics = text_metrics_plain();
        float width = text_width(&metrics, FONT_MEDIUM, 11, text);
        widen(&gaps->across[column], (int)ceilf(fminf(width, (float)WIDEST_LABEL)) + AROUND_LABEL);
    }
}

static void add_upright(Gaps *gaps, int column, int from_row, int to_row) {
    int low = from_row < to_row ? from_row : to_row, high = from_row + to_row - low;
    if (column >= 0 && column < gaps->columns) {
        int *lines = &gaps->lines_across[(size_t)column * ((size_t)gaps->rows + 1)];
        lines[low]++;
        lines[high + 1 <= gaps->rows ? high + 1 : gaps->rows]--;
    }
}

static void add_level(Gaps *gaps, int row, int from_column, int to_column) {
    if (row >= 0 && row < gaps->rows) {
        int *lines = &gaps->lines_down[(size_t)row * ((size_t)gaps->columns + 1)];
        lines[from_column]++;
        lines[to_column + 1]--;
    }
}

/* About where the router will draw the line. */
static void add_line(Gaps *gaps, const TidyTie *tie, const TidyPart *from, const TidyPart *to) {
    const TidyPart *left = from->column <= to->column ? from : to;
    const TidyPart *right = left == from ? to : from;
    int columns = right->column - left->column;
    if (columns == 1 && left->row == right->row) {
        make_room_for_label(gaps, left->column, tie->connection);
    } else if (columns == 1 || (columns == 0 && abs(left->row - right->row) > 1)) {
        add_upright(gaps, left->column, left->row, right->row);
    } else if (columns > 1) {
        int street = left->row < right->row ? right->row - 1 : right->row;
        add_level(gaps, street, left->column + 1, right->column - 1);
        add_upright(gaps, left->column, left->row, street);
    }
}

static int most_at_once(const int *lines, int count) {
    int most = 0, now = 0;
    for (int i = 0; i < count; i++) {
        now += lines[i];
        most = now > most ? now : most;
    }
    return most < MOST_LINES ? most : MOST_LINES;
}

static void make_room_for_lines(const TidyPlan *plan, Gaps *gaps, Arena *arena) {
    size_t columns = (size_t)gaps->columns, rows = (size_t)gaps->rows;
    gaps->lines_across = arena_allocate(arena, columns * (rows + 1) * sizeof(int));
    gaps->lines_down = arena_allocate(arena, rows * (columns + 1) * sizeof(int));
    for (size_t i = 0; i < plan->ties.count; i++) {
        const TidyTie *tie = &plan->ties.items[i];
        add_line(gaps, tie, &plan->parts.items[tie->from], &plan->parts.items[tie->to]);
    }
    for (size_t i = 0; i < columns; i++) {
        int most = most_at_once(&gaps->lines_across[i * (rows + 1)], gaps->rows);
        widen(&gaps->across[i], 2 * FROM_CARD + (most - 1) * ROUTE_SPACING);
    }
    for (size_t i = 0; i < rows; i++) {
        int most = most_at_once(&gaps->lines_down[i * (columns + 1)], gaps->columns);
        widen(&gaps->down[i], 2 * FROM_ROW + (most - 1) * ROUTE_SPACING);
    }
}

/* ---- All of it ------------------------------------------------------------------------------- */

int tidy_round_up(int value) {
    return (value + BOARD_GRID - 1) / BOARD_GRID * BOARD_GRID;
}

static void add_pitches(const int *gaps, int count, int size, int *places) {
    for (int i = 0; i < count; i++) {
        places[i + 1] = places[i] + tidy_round_up(size + gaps[i]);
    }
}

void tidy_find_gaps(TidyPlan *plan, int *x, int *y) {
    const TidyBlock *whole = &plan->blocks.items[0];
    Gaps gaps = {.columns = whole->columns, .rows = whole->rows};
    gaps.across = arena_allocate(&plan->arena, ((size_t)gaps.columns + 1) * sizeof(int));
    gaps.down = arena_allocate(&plan->arena, ((size_t)gaps.rows + 1) * sizeof(int));
    for (int i = 0; i < gaps.columns; i++) {
        gaps.across[i] = TIDY_GAP_ACROSS;
    }
    for (int i = 0; i < gaps.rows; i++) {
        gaps.down[i] = TIDY_GAP_DOWN;
    }
    find_margins(plan);
    make_room_for_borders(plan, &gaps, &plan->arena);
    make_room_for_lines(plan, &gaps, &plan->arena);
    add_pitches(gaps.across, gaps.columns, CARD_WIDTH, x);
    add_pitches(gaps.down, gaps.rows, CARD_HEIGHT, y);
}
