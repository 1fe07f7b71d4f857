/* What is tidied, and where it goes: the parts that take part (tidy_plan.c), their cells on a grid
 * (tidy_cells.c), the gaps between those (tidy_gaps.c), and places on the canvas (tidy_places.c,
 * tidy_notes.c). Private to Tidy. */
#ifndef FAULTLINE_BOARD_TIDY_PLAN_H
#define FAULTLINE_BOARD_TIDY_PLAN_H

#include "board/draw.h"
#include "board/route.h"
#include "model/design.h"

enum {
    TIDY_GAP_ACROSS = 96, /* between columns: a pitch of 280 */
    TIDY_GAP_DOWN = 62,   /* between rows: a pitch of 128 */
    TIDY_AREA_SIDE = 36,  /* from a card to the border of its area, as history/edit.h groups them */
    TIDY_AREA_TOP = 47,   /* with room for the label */
    TIDY_AREA_BOTTOM = 39,
    TIDY_APART = 24 /* between what was moved and what was not */
};

typedef struct TidyPart {
    const Component *component;
    size_t block;
    size_t member;   /* of its block */
    bool pinned;     /* takes part, and stays where it is */
    bool below_all;  /* observability */
    int column, row; /* in its block; then on the whole grid */
    int x, y;        /* its new place */
} TidyPart;

/* What a block is made of: parts, and blocks within it. */
typedef struct TidyMember {
    bool is_block;
    size_t index;
} TidyMember;

/* An area with what is in it, or the whole: block 0. Blocks stand after those that hold them. */
typedef struct TidyBlock {
    const Area *area; /* NULL for the whole */
    size_t parent, member;
    ARRAY_OF(TidyMember) members;
    ARRAY_OF(const Note *) notes; /* that stand in a strip at its lower edge */
    int column, row;              /* in its parent; then on the whole grid */
    int columns, rows;
    int left, top, right, bottom; /* how far its border is from the cards at its edges */
    int strip;                    /* from the cards at its lower edge to its notes */
    int width;                    /* at least, from card to card, for its notes */
    Rect rect;                    /* its new place */
} TidyBlock;

typedef struct TidyTie {
    const Connection *connection;
    size_t from, to; /* parts */
} TidyTie;

/* A note outside all areas, or an area without components. */
typedef struct TidyLoose {
    const char *id;
    Rect from, to;
} TidyLoose;

typedef struct TidyPlan {
    const Design *design;
    bool whole;
    ARRAY_OF(TidyPart) parts;
    ARRAY_OF(TidyBlock) blocks;
    ARRAY_OF(TidyTie) ties;
    ARRAY_OF(TidyLoose) loose;
    ARRAY_OF(Rect) obstacles;     /* what stays and takes no part */
    ARRAY_OF(const Area *) homes; /* areas that stay though parts in them move */
    HashIndex index;              /* from a component's id to its part */
    Arena arena;
} TidyPlan;

/* The design is borrowed. */
Error tidy_plan_make(const Design *design, const char *const *ids, size_t count, TidyPlan *plan);
void tidy_plan_free(TidyPlan *plan);

void tidy_find_cells(TidyPlan *plan);
void tidy_find_places(TidyPlan *plan); /* of parts and borders */
void tidy_find_notes(TidyPlan *plan);  /* of what is loose */

/* Where columns and rows are from the first one on; room for one more of each. */
void tidy_find_gaps(TidyPlan *plan, int *x, int *y);
int tidy_round_up(int value); /* to the board's grid */

Rect tidy_card(int x, int y); /* of a component there */
Rect tidy_area_rect(const Area *area);
bool tidy_holds(Rect outer, Rect inner);
/* Where the notes in an area go: side by side from the start on, in as many lines as it takes at
 * this width. Returns the height of them all. `places` may be NULL. */
float tidy_flow_notes(const TidyBlock *block, Point start, float width, Point *places);

#endif
