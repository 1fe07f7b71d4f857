#include "board/tidy_rank.h"

#include <assert.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define NONE SIZE_MAX

enum {
    LOOKED_AT = 30 /* tree edges that could leave, of which the best one does */
};

/* Nodes of subtrees that are looked at, some 300 ms. 5,000 components need less; beyond that the
 * ranks are sound, but not the best. */
static const int64_t MOST_WORK = 20000000;

/* A spanning tree of tight edges for each part that hangs together. The cut value of a tree edge
 * says what a longer one would cost; it follows from `net` of the subtree below it. */
typedef struct TreeNode {
    size_t parent, edge; /* the edge to the parent */
    size_t first_child, next, previous;
    int64_t net; /* the weight that leaves the subtree, less the weight that enters it */
    size_t seen; /* by the pivot of this number */
    bool in_tree;
} TreeNode;

typedef struct Solver {
    size_t count, edge_count;
    const RankEdge *edges;
    int *ranks;
    size_t *first;    /* where the edges of a node begin in `incident`; one more than nodes */
    size_t *incident; /* edges by their ends */
    TreeNode *nodes;
    size_t *list; /* nodes, as a stack and as the members of a subtree */
    size_t pivots, looked_from;
    int64_t work;
} Solver;

static int slack_of(const Solver *solver, const RankEdge *edge) {
    return solver->ranks[edge->to] - solver->ranks[edge->from] - edge->least;
}

static size_t other_end(const RankEdge *edge, size_t node) {
    return edge->from == node ? edge->to : edge->from;
}

/* ---- The start: ranks that keep the distances ------------------------------------------------ */

static void index_edges(Solver *solver) {
    for (size_t i = 0; i < solver->edge_count; i++) {
        solver->first[solver->edges[i].from + 1]++;
        solver->first[solver->edges[i].to + 1]++;
    }
    for (size_t i = 0; i < solver->count; i++) {
        solver->first[i + 1] += solver->first[i];
        solver->list[i] = solver->first[i];
    }
    for (size_t i = 0; i < solver->edge_count; i++) {
        solver->incident[solver->list[solver->edges[i].from]++] = i;
        solver->incident[solver->list[solver->edges[i].to]++] = i;
    }
}

/* Every node as early as it can be; those without a predecessor then as late as they can be. */
static void rank_by_longest_path(Solver *solver, size_t *waits_for) {
    size_t ready = 0;
    for (size_t i = 0; i < solver->edge_count; i++) {
        waits_for[solver->edges[i].to]++;
    }
    for (size_t i = 0; i < solver->count; i++) {
        if (waits_for[i] == 0) {
            solver->list[ready++] = i;
        }
    }
    size_t sources = ready;
    for (size_t done = 0; done < ready; done++) {
        size_t node = solver->list[done];
        for (size_t i = solver->first[node]; i < solver->first[node + 1]; i++) {
            const RankEdge *edge = &solver->edges[solver->incident[i]];
            if (edge->from == node) {
                int least = solver->ranks[node] + edge->least;
                if (solver->ranks[edge->to] < least) {
                    solver->ranks[edge->to] = least;
                }
                if (--waits_for[edge->to] == 0) {
                    solver->list[ready++] = edge->to;
                }
            }
        }
    }
    assert(ready == solver->count); /* else there is a cycle */
    for (size_t s = 0; s < sources; s++) {
        size_t node = solver->list[s];
        int most = INT_MAX;
        for (size_t i = solver->first[node]; i < solver->first[node + 1]; i++) {
            const RankEdge *edge = &solver->edges[solver->incident[i]];
            int latest = solver->ranks[edge->to] - edge->least;
            most = latest < most ? latest : most;
        }
        solver->ranks[node] = most < INT_MAX ? most : 0;
    }
}

/* ---- The tree -------------------------------------------------------------------------------- */

static void attach(Solver *solver, size_t node, size_t parent, size_t edge) {
    TreeNode *own = &solver->nodes[node];
    TreeNode *above = &solver->nodes[parent];
    own->parent = parent;
    own->edge = edge;
    own->previous = NONE;
    own->next = above->first_child;
    if (own->next != NONE) {
        solver->nodes[own->next].previous = node;
    }
    above->first_child = node;
}

static void detach(Solver *solver, size_t node) {
    const TreeNode *own = &solver->nodes[node];
    if (own->previous != NONE) {
        solver->nodes[own->previous].next = own->next;
    } else {
        solver->nodes[own->parent].first_child = own->next;
    }
    if (own->next != NONE) {
        solver->nodes[own->next].previous = own->previous;
    }
}

/* Adds what tight edges reach from the members past `done`; returns how many members there are. */
static size_t grow_tree(Solver *solver, size_t done, size_t members) {
    for (; done < members; done++) {
        size_t node = solver->list[done];
        for (size_t i = solver->first[node]; i < solver->first[node + 1]; i++) {
            size_t index = solver->incident[i];
            size_t other = other_end(&solver->edges[index], node);
            if (!solver->nodes[other].in_tree && slack_of(solver, &solver->edges[index]) == 0) {
                solver->nodes[other].in_tree = true;
                attach(solver, other, node, index);
                solver->list[members++] = other;
            }
        }
    }
    return members;
}

/* The edge with the least slack from a member to what is not in the tree; NONE when all are. */
static size_t find_nearest(const Solver *solver, size_t members) {
    size_t nearest = NONE;
    int least = INT_MAX;
    for (size_t m = 0; m < members; m++) {
        size_t node = solver->list[m];
        for (size_t i = solver->first[node]; i < solver->first[node + 1]; i++) {
            const RankEdge *edge = &solver->edges[solver->incident[i]];
            int slack = slack_of(solver, edge);
            if (slack < least && !solver->nodes[other_end(edge, node)].in_tree) {
                least = slack;
                nearest = solver->incident[i];
            }
        }
    }
    return nearest;
}

static void make_tree(Solver *solver, size_t root) {
    solver->nodes[root].in_tree = true;
    solver->list[0] = root;
    size_t members = grow_tree(solver, 0, 1);
    size_t nearest = find_nearest(solver, members);
    while (nearest != NONE) {
        const RankEdge *edge = &solver->edges[nearest];
        bool leaves = solver->nodes[edge->from].in_tree;
        int shift = leaves ? slack_of(solver, edge) : -slack_of(solver, edge);
        for (size_t i = 0; i < members; i++) {
            solver->ranks[solver->list[i]] += shift;
        }
        size_t inside = leaves ? edge->from : edge->to;
        size_t other = other_end(edge, inside);
        solver->nodes[other].in_tree = true;
        attach(solver, other, inside, nearest);
        solver->list[members] = other;
        members = grow_tree(solver, members, members + 1);
        nearest = find_nearest(solver, members);
    }
    for (size_t i = members; i-- > 1;) { /* children stand after their parents */
        size_t node = solver->list[i];
        solver->nodes[solver->nodes[node].parent].net += solver->nodes[node].net;
    }
}

/* ---- Better and better trees ----------------------------------------------------------------- */

static int64_t cut_value(const Solver *solver, size_t node) {
    const TreeNode *own = &solver->nodes[node];
    return solver->edges[own->edge].from == node ? own->net : -own->net;
}

/* The node whose edge to its parent is to leave the tree; NONE when no exchange makes it better. */
static size_t find_leaving(Solver *solver) {
    size_t best = NONE;
    int64_t best_value = 0;
    int looked_at = 0;
    for (size_t i = 0; i < solver->count && looked_at < LOOKED_AT; i++) {
        size_t node = solver->looked_from;
        solver->looked_from = node + 1 < solver->count ? node + 1 : 0;
        if (solver->nodes[node].parent != NONE) {
            int64_t value = cut_value(solver, node);
            looked_at += value < 0;
            if (value < best_value) {
                best_value = value;
                best = node;
            }
        }
    }
    return best;
}

/* Fills the list with the subtree below the node, and returns how many there are. */
static size_t find_subtree(Solver *solver, size_t root) {
    size_t members = 0;
    solver->pivots++;
    solver->list[members++] = root;
    for (size_t i = 0; i < members; i++) {
        TreeNode *node = &solver->nodes[solver->list[i]];
        node->seen = solver->pivots;
        for (size_t child = node->first_child; child != NONE; child = solver->nodes[child].next) {
            solver->list[members++] = child;
        }
    }
    return members;
}

/* The edge across the cut that goes the other way than the leaving one, with the least slack. */
static size_t find_entering(const Solver *solver, size_t members, bool subtree_is_tail) {
    size_t best = NONE;
    int least = INT_MAX;
    for (size_t m = 0; m < members; m++) {
        size_t node = solver->list[m];
        for (size_t i = solver->first[node]; i < solver->first[node + 1]; i++) {
            const RankEdge *edge = &solver->edges[solver->incident[i]];
            bool enters = edge->to == node;
            if (enters == subtree_is_tail && slack_of(solver, edge) < least &&
                solver->nodes[other_end(edge, node)].seen != solver->pivots) {
                least = slack_of(solver, edge);
                best = solver->incident[i];
            }
        }
    }
    return best;
}

static void add_to_ancestors(Solver *solver, size_t node, int64_t net) {
    for (; node != NONE; node = solver->nodes[node].parent) {
        solver->nodes[node].net += net;
    }
}

/* Hangs the subtree of `top` below `parent`, by the edge `entering` to its member `root`. */
static void hang_again(Solver *solver, size_t top, size_t root, size_t parent, size_t entering) {
    int64_t total = solver->nodes[top].net;
    int64_t beyond = 0;
    add_to_ancestors(solver, solver->nodes[top].parent, -total);
    add_to_ancestors(solver, parent, total);
    for (size_t node = root; node != NONE;) {
        size_t above = node == top ? NONE : solver->nodes[node].parent;
        size_t edge = solver->nodes[node].edge;
        int64_t net = solver->nodes[node].net;
        detach(solver, node);
        attach(solver, node, parent, entering);
        solver->nodes[node].net = total - beyond;
        beyond = net;
        parent = node;
        entering = edge;
        node = above;
    }
}

static void exchange(Solver *solver, size_t top) {
    bool is_tail = solver->edges[solver->nodes[top].edge].from == top;
    size_t members = find_subtree(solver, top);
    solver->work += (int64_t)members;
    size_t entering = find_entering(solver, members, is_tail);
    assert(entering != NONE); /* a negative cut value has edges that go the other way */
    const RankEdge *edge = &solver->edges[entering];
    int shift = is_tail ? -slack_of(solver, edge) : slack_of(solver, edge);
    for (size_t i = 0; i < members; i++) {
        solver->ranks[solver->list[i]] += shift;
    }
    size_t root = is_tail ? edge->to : edge->from;
    hang_again(solver, top, root, other_end(edge, root), entering);
}

/* ---- All of it ------------------------------------------------------------------------------- */

static void start_at_zero(Solver *solver, size_t root) {
    size_t members = find_subtree(solver, root);
    int least = INT_MAX;
    for (size_t i = 0; i < members; i++) {
        int rank = solver->ranks[solver->list[i]];
        least = rank < least ? rank : least;
    }
    for (size_t i = 0; i < members; i++) {
        solver->ranks[solver->list[i]] -= least;
    }
}

void tidy_rank(size_t count, const RankEdges *edges, int *ranks, Arena *arena) {
    if (count == 0) {
        return;
    }
    memset(ranks, 0, count * sizeof *ranks);
    Solver solver = {.count = count,
                     .edge_count = edges->count,
                     .edges = edges->items,
                     .ranks = ranks,
                     .first = arena_allocate(arena, (count + 1) * sizeof(size_t)),
                     .incident = arena_allocate(arena, (2 * edges->count + 1) * sizeof(size_t)),
                     .nodes = arena_allocate(arena, count * sizeof(TreeNode)),
                     .list = arena_allocate(arena, count * sizeof(size_t))};
    index_edges(&solver);
    rank_by_longest_path(&solver, arena_allocate(arena, count * sizeof(size_t)));
    for (size_t i = 0; i < count; i++) {
        solver.nodes[i].parent = solver.nodes[i].first_child = NONE;
        solver.nodes[i].next = solver.nodes[i].previous = NONE;
    }
    for (size_t i = 0; i < edges->count; i++) {
        solver.nodes[edges->items[i].from].net += edges->items[i].weight;
        solver.nodes[edges->items[i].to].net -= edges->items[i].weight;
    }
    for (size_t i = 0; i < count; i++) {
        if (!solver.nodes[i].in_tree) {
            make_tree(&solver, i);
        }
    }
    for (size_t top = find_leaving(&solver); top != NONE && solver.work < MOST_WORK;
         top = find_leaving(&solver)) {
        exchange(&solver, top);
    }
    for (size_t i = 0; i < count; i++) {
        if (solver.nodes[i].parent == NONE) {
            start_at_zero(&solver, i);
        }
    }
}
