/* Each block on a grid of its own, from the innermost on; then all on one grid. */
#include <stdint.h>
#include <stdlib.h>

#include "board/tidy_graph.h"
#include "board/tidy_plan.h"

#define NONE SIZE_MAX

/* ---- Ends of ties in a block ----------------------------------------------------------------- */

/* The member of the block that a part is, or is in, and where the part stands in that member.
 * False when it is not in the block. */
static bool find_member(const TidyPlan *plan, size_t part, size_t block, size_t *member,
                        int *column, int *row) {
    const TidyPart *own = &plan->parts.items[part];
    size_t at = own->block;
    *member = own->member;
    *column = *row = 0;
    int inner_column = own->column, inner_row = own->row;
    while (at != block && at != 0) {
        const TidyBlock *inner = &plan->blocks.items[at];
        *member = inner->member;
        *column = inner_column;
        *row = inner_row;
        inner_column += inner->column;
        inner_row += inner->row;
        at = inner->parent;
    }
    return at == block;
}

/* The innermost block that both parts are in. */
static size_t common_block(const TidyPlan *plan, size_t a, size_t b) {
    size_t left = plan->parts.items[a].block, right = plan->parts.items[b].block;
    while (left != right) { /* a block stands after those that hold it */
        if (left > right) {
            left = plan->blocks.items[left].parent;
        } else {
            right = plan->blocks.items[right].parent;
        }
    }
    return left;
}

static bool observes(const TidyTie *tie) {
    return tie->connection->kind->id == CONNECTION_OBSERVE;
}

/* Observability stands below all, unless something other than telemetry comes or goes there. */
static void find_below_all(TidyPlan *plan) {
    for (size_t i = 0; i < plan->parts.count; i++) {
        TidyPart *part = &plan->parts.items[i];
        part->below_all = part->component->kind->id == KIND_OBSERVABILITY;
    }
    for (size_t i = 0; i < plan->ties.count; i++) {
        const TidyTie *tie = &plan->ties.items[i];
        if (!observes(tie)) {
            plan->parts.items[tie->from].below_all = false;
            plan->parts.items[tie->to].below_all = false;
        }
    }
}

/* ---- The graph of a block -------------------------------------------------------------------- */

typedef struct BlockGraph {
    TidyGraph graph;
    size_t *item_of; /* of each member; NONE for what stands below all */
} BlockGraph;

static void add_items(const TidyPlan *plan, const TidyBlock *block, BlockGraph *own) {
    for (size_t i = 0; i < block->members.count; i++) {
        const TidyMember *member = &block->members.items[i];
        TidyItem item = {.width = 1, .height = 1};
        own->item_of[i] = NONE;
        if (member->is_block) {
            item.width = plan->blocks.items[member->index].columns;
            item.height = plan->blocks.items[member->index].rows;
        } else if (plan->parts.items[member->index].below_all) {
            continue;
        }
        own->item_of[i] = own->graph.items.count;
        array_push(&own->graph.items, item);
    }
}

static void add_edge(const TidyPlan *plan, size_t block, const TidyTie *tie, BlockGraph *own) {
    size_t from, to;
    int column, from_row, to_row;
    if (observes(tie) || !find_member(plan, tie->from, block, &from, &column, &from_row) ||
        !find_member(plan, tie->to, block, &to, &column, &to_row) || from == to) {
        return;
    }
    const TidyMember *members = plan->blocks.items[block].members.items;
    bool both_parts = !members[from].is_block && !members[to].is_block;
    TidyEdge edge = {.from = own->item_of[from],
                     .to = own->item_of[to],
                     .from_row = from_row,
                     .to_row = to_row,
                     .hangs = both_parts && tie->connection->kind->id == CONNECTION_DEAD_LETTER};
    array_push(&own->graph.edges, edge);
}

static void take_places(TidyPlan *plan, TidyBlock *block, const BlockGraph *own) {
    for (size_t i = 0; i < block->members.count; i++) {
        const TidyMember *member = &block->members.items[i];
        if (own->item_of[i] == NONE) {
            continue;
        }
        const TidyItem *item = &own->graph.items.items[own->item_of[i]];
        if (member->is_block) {
            plan->blocks.items[member->index].column = item->column;
            plan->blocks.items[member->index].row = item->row;
        } else {
            plan->parts.items[member->index].column = item->column;
            plan->parts.items[member->index].row = item->row;
        }
    }
    block->columns = own->graph.columns;
    block->rows = own->graph.rows;
}

/* ---- Observability --------------------------------------------------------------------------- */

static int compare_ints(const void *left, const void *right) {
    int a = *(const int *)left, b = *(const int *)right;
    return (a > b) - (a < b);
}

/* The column in the middle of what it observes. */
static int middle_column(TidyPlan *plan, size_t part, int *columns) {
    size_t block = plan->parts.items[part].block;
    size_t count = 0;
    for (size_t i = 0; i < plan->ties.count; i++) {
        const TidyTie *tie = &plan->ties.items[i];
        size_t other = tie->from == part ? tie->to : tie->from;
        size_t member;
        int column, row;
        if ((tie->from == part || tie->to == part) && !plan->parts.items[other].below_all &&
            find_member(plan, other, block, &member, &column, &row)) {
            const TidyMember *found = &plan->blocks.items[block].members.items[member];
            columns[count++] = column + (found->is_block ? plan->blocks.items[found->index].column
                                                         : plan->parts.items[found->index].column);
        }
    }
    if (count == 0) {
        return 0;
    }
    qsort(columns, count, sizeof *columns, compare_ints);
    return columns[count / 2];
}

/* The free cell of the last row nearest to the wish; a new row when there is none. */
static void place_below(TidyBlock *block, TidyPart *part, int wish, bool *taken) {
    int best = -1;
    for (int column = 0; column < block->columns; column++) {
        if (!taken[column] && (best < 0 || abs(column - wish) < abs(best - wish))) {
            best = column;
        }
    }
    if (best < 0) {
        block->rows++;
        for (int column = 0; column < block->columns; column++) {
            taken[column] = false;
        }
        best = wish;
    }
    taken[best] = true;
    part->column = best;
    part->row = block->rows - 1;
}

static void place_all_below(TidyPlan *plan, TidyBlock *block) {
    bool *taken = NULL;
    int *columns = NULL;
    for (size_t i = 0; i < block->members.count; i++) {
        const TidyMember *member = &block->members.items[i];
        if (member->is_block || !plan->parts.items[member->index].below_all) {
            continue;
        }
        if (!taken) {
            block->columns = block->columns > 0 ? block->columns : 1;
            block->rows++;
            taken = arena_allocate(&plan->arena, (size_t)block->columns * sizeof *taken);
            columns = arena_allocate(&plan->arena, (plan->ties.count + 1) * sizeof *columns);
        }
        int wish = middle_column(plan, member->index, columns);
        place_below(block, &plan->parts.items[member->index], wish, taken);
    }
}

/* ---- All of it ------------------------------------------------------------------------------- */

static void place_block(TidyPlan *plan, size_t index, const TidyTie *const *ties, size_t count) {
    TidyBlock *block = &plan->blocks.items[index];
    size_t members = block->members.count;
    BlockGraph own = {.item_of = arena_allocate(&plan->arena, (members + 1) * sizeof(size_t))};
    add_items(plan, block, &own);
    for (size_t i = 0; i < count; i++) {
        add_edge(plan, index, ties[i], &own);
    }
    tidy_graph_place(&own.graph, &plan->arena);
    take_places(plan, block, &own);
    place_all_below(plan, block);
    tidy_graph_free(&own.graph);
}

/* From places in blocks to places on the whole grid. */
static void add_up(TidyPlan *plan) {
    for (size_t i = 1; i < plan->blocks.count; i++) {
        TidyBlock *block = &plan->blocks.items[i];
        block->column += plan->blocks.items[block->parent].column;
        block->row += plan->blocks.items[block->parent].row;
    }
    for (size_t i = 0; i < plan->parts.count; i++) {
        TidyPart *part = &plan->parts.items[i];
        part->column += plan->blocks.items[part->block].column;
        part->row += plan->blocks.items[part->block].row;
    }
}

void tidy_find_cells(TidyPlan *plan) {
    size_t blocks = plan->blocks.count, ties = plan->ties.count;
    size_t *first = arena_allocate(&plan->arena, (blocks + 1) * sizeof(size_t));
    size_t *next = arena_allocate(&plan->arena, blocks * sizeof(size_t));
    const TidyTie **sorted = arena_allocate(&plan->arena, (ties + 1) * sizeof *sorted);
    find_below_all(plan);
    for (size_t i = 0; i < ties; i++) {
        first[common_block(plan, plan->ties.items[i].from, plan->ties.items[i].to) + 1]++;
    }
    for (size_t i = 0; i < blocks; i++) {
        first[i + 1] += first[i];
        next[i] = first[i];
    }
    for (size_t i = 0; i < ties; i++) {
        const TidyTie *tie = &plan->ties.items[i];
        sorted[next[common_block(plan, tie->from, tie->to)]++] = tie;
    }
    for (size_t i = blocks; i-- > 0;) {
        place_block(plan, i, &sorted[first[i]], first[i + 1] - first[i]);
    }
    add_up(plan);
}
