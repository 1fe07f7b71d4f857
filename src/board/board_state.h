/* What a board remembers, and what its parts ask of one another. Private to the board.
 *
 * camera.c: canvas and screen. board_snap.c: what a moved card is in line with. board.c: life, selection, marks. board_view.c: where everything is,
 * with the drag in progress applied. board_hit.c: what is under a point. board_pointer.c,
 * board_drag.c and board_keys.c: what the person does. board_draw.c and what board_paint.h names:
 * what is seen. */
#ifndef FAULTLINE_BOARD_BOARD_STATE_H
#define FAULTLINE_BOARD_BOARD_STATE_H

#include "board/board.h"
#include "board/id_set.h"
#include "board/route.h"

enum {
    DRAG_THRESHOLD = 4, /* pixels before a press becomes a drag */
    LEAST_AREA_WIDTH = 96,
    LEAST_AREA_HEIGHT = 64,
    LEAST_NOTE_WIDTH = 64,
    LEAST_NOTE_HEIGHT = 40,
    USUAL_AREA_WIDTH = 400, /* of one that is placed by a click */
    USUAL_AREA_HEIGHT = 280,
    USUAL_NOTE_WIDTH = 160,
    USUAL_NOTE_HEIGHT = 80
};

/* A line that shows what is in line with what while a card is moved. Canvas units. */
typedef struct Guide {
    Point from, to;
    bool is_gap; /* one of several equal gaps */
} Guide;

enum { GUIDES = 12 };

typedef struct Guides {
    Guide items[GUIDES];
    size_t count;
} Guides;

typedef ARRAY_OF(Rect) BoardRects;

/* Where the laser was, newest last. */
typedef struct TrailPoint {
    Point at; /* on the canvas */
    int64_t when_ms;
} TrailPoint;

enum { TRAIL_POINTS = 96, TRAIL_MS = 900, PULSE_MS = 1600, FLOW_MS = 2600 };

/* Whole canvas units, as areas and notes have them. */
typedef struct Box {
    int x, y, w, h;
} Box;

struct Board {
    Camera camera;
    IdSet selection;
    char pulse[ID_SIZE];

    BoardTool tool;
    bool keeps_tool;
    BoardMode mode;
    PointerButton button; /* the one that is held, in any mode but IDLE and PLACING */
    Hit pressed;          /* what it was pressed on */
    bool twice;           /* PRESSED: for the second time in short */
    bool was_selected;    /* whether that was selected before */
    Point press;          /* where, on the screen */
    Point press_canvas;   /* and on the canvas */
    Point pointer;        /* the screen point last heard of */
    bool hovers;          /* the pointer is over the canvas */
    bool space_held;
    unsigned modifiers; /* of the last event */

    IdSet moving;           /* MOVING: what goes along */
    bool copies;            /* MOVING: copies of it go, and it stays */
    int dx, dy;             /* MOVING: how far */
    BoardRects neighbours;  /* what it may be in line with; kept for its memory */
    Guides guides;          /* MOVING, PLACING: what it is in line with */
    Box box;                /* RESIZING, DRAWING: of what was pressed, of what is new */
    IdSet selection_before; /* MARQUEE: what is kept beside what it touches */
    KindId placing;         /* PLACING */
    bool picked;            /* PLACING: by a key */
    TrailPoint trail[TRAIL_POINTS];
    size_t trail_count;
    int64_t pulse_since_ms, flow_since_ms; /* 0: not seen yet */
    char target[ID_SIZE]; /* CONNECTING, RECONNECTING: the component under the pointer, or "" */
    ConnectionKind connecting; /* the kind that the connection to it would have */
    char refusal[256];         /* why there cannot be one, or "" */

    uint64_t routes_key;      /* of what the routes were made from */
    uint64_t routes_home_key; /* and of the design alone, without the drag */
    Routes routes;
    IdSet dead_letters; /* queues that dead letters go to */
};

bool id_equals(const char *a, const char *b);

/* --- board_view.c --- */
Rect rect_to_screen(const Board *board, Rect viewport, Rect rect);
Rect board_card(const Board *board, const Component *component);
Rect board_area_rect(const Board *board, const Area *area);
Rect board_note_rect(const Board *board, const Note *note);
/* The canvas rectangle of a component, a connection, an area or a note; false when it is gone. */
bool board_element_rect(Board *board, const Design *design, const char *id, Rect *rect);
/* The routes as things are now, also while a drag moves cards. */
const Routes *board_routes(Board *board, const Design *design);

enum { PILL_TEXT_SIZE = 256 };
/* The label of a connection and its pill on the screen; false when it has none or is too small. */
bool board_pill(const Board *board, const BoardScene *scene, const Route *route,
                char text[PILL_TEXT_SIZE], Rect *pill);
Rect board_area_label(const Board *board, const BoardScene *scene, const Area *area);
Point board_port(Rect card_on_screen, Side side);
float board_port_reach(
    const Board *board); /* pixels from a port's middle; 0: too small for ports */
void board_corners(Rect rect, Point corners[4]); /* clockwise from the upper left */
/* Where the ends of the only selected connection can be taken hold of, on the screen. */
bool board_ends(Board *board, const BoardScene *scene, Point ends[2]);
bool board_locked(const Design *design, const char *id);
/* The component that a line being drawn starts from, or keeps when its other end is moved. */
const Component *board_line_anchor(const Board *board, const Design *design);

/* --- badge.c --- */
/* False when there is none: without findings, or with slight ones alone and seen from far away.
 * The mark may be NULL. */
bool board_badge(const Board *board, Rect card_on_screen, const BoardMark *mark, Rect *badge);
/* Of a connection with findings: on the corner of its pill, or in its place. */
bool board_line_badge(const Board *board, const BoardScene *scene, const Route *route,
                      const BoardMark *mark, Rect *badge);

/* --- board_drag.c --- */
/* What the press becomes once it has moved. */
void board_start_drag(Board *board, const BoardScene *scene);
/* Brings the drag to where the pointer is now, on the canvas as it now lies. */
void board_follow_pointer(Board *board, const BoardScene *scene);
Point board_pointer_on_canvas(const Board *board, const BoardScene *scene);
/* Where a card dropped at this point of the canvas comes to lie. */
void board_place_at(const Board *board, Point point, int *x, int *y);
int canvas_unit(float coordinate); /* the nearest whole one, within what a design may have */
int canvas_snap(int coordinate);   /* to the grid */
int board_snap(const Board *board, int coordinate); /* unless Ctrl is held */

/* --- board_snap.c --- */
/* Moves a rectangle by as little as brings it in line with what stands near it, or makes its gaps
 * equal; says by which axes it did, and keeps the guides that show it. */
typedef struct SnapResult {
    bool x, y;
    int dx, dy;
} SnapResult;
SnapResult board_snap_rect(Board *board, const BoardScene *scene, Rect rect);

/* --- board_place.c --- */
bool board_is_free(const Design *design, int x, int y); /* for a card, with room around it */
/* A card dropped on the very place of another comes to lie a little lower and to the right. */
void board_step_aside(const Design *design, int *x, int *y);
/* What the command adds, but for connections, is what is selected. */
void board_select_made(Board *board, const Command *command);
bool board_bounds_of(const Design *design, Rect *bounds); /* of cards, areas and notes */
void board_move_aside(const Board *board, const Design *design, int *dx, int *dy);

/* --- board_pointer.c, board_keys.c --- */
BoardEvent board_pointer_input(Board *board, const InputEvent *event, const BoardScene *scene,
                               Command *command);
BoardEvent board_key_input(Board *board, const InputEvent *event, const BoardScene *scene,
                           Command *command);
/* The event for what an edit came to: its command, why it was refused, or nothing. */
BoardEvent board_edited(Error error, const Command *command, const char *id);
BoardEvent board_nothing(void);
/* What came of drawing with the tool; one of the usual size where the box is small. */
BoardEvent board_drawn(Board *board, const BoardScene *scene, Command *command);
/* --- camera.c --- */
void camera_settle(Board *board); /* after every change: within limits, on whole pixels */

#endif
