/* The canvas: where the camera is, what is selected, what the pointer is doing. No drawing library,
 * no panels: input events and a scene in, commands and events out.
 *
 * A drag previews in the board's own state and gives one command when the button is released. The
 * board never changes the design; the caller passes its commands to the dispatcher. Selection holds
 * ids; those that are gone are passed over, and dropped by board_forget_missing.
 *
 * The routes of the connections are kept from call to call and made anew when the design or the
 * drag has changed what they depend on. Nothing here can fail; memory is freed by board_free. */
#ifndef FAULTLINE_BOARD_BOARD_H
#define FAULTLINE_BOARD_BOARD_H

#include "board/draw.h"
#include "board/input.h"
#include "board/theme.h"
#include "history/edit.h"

/* Screen = (canvas - origin) * zoom + the viewport's corner. */
typedef struct Camera {
    float x, y; /* the canvas point in the upper left corner of the viewport */
    float zoom; /* 0.1 to 4 */
} Camera;

enum { BOARD_GRID = 8 };

typedef enum BoardMode {
    BOARD_IDLE,
    BOARD_PRESSED, /* on something, not moved far enough to be a drag */
    BOARD_MOVING,
    BOARD_CONNECTING,
    BOARD_MARQUEE,
    BOARD_PANNING,
    BOARD_PLACING,      /* a new component follows the pointer, from the palette */
    BOARD_RESIZING,     /* an area or a note by its corner */
    BOARD_RECONNECTING, /* a connection by one of its ends */
    BOARD_DRAWING,      /* a new note or area is being drawn */
    BOARD_POINTING      /* with the laser */
} BoardMode;

/* What the left button does on the canvas. */
typedef enum BoardTool {
    TOOL_SELECT,
    TOOL_HAND,  /* moves the view */
    TOOL_ARROW, /* connects from anywhere on a card, by a drag or by two clicks */
    TOOL_NOTE,
    TOOL_AREA,
    TOOL_LASER, /* leaves a trail that fades, and nothing in the design */
    TOOL_COUNT
} BoardTool;

typedef enum HitType {
    HIT_NOTHING,
    HIT_COMPONENT,
    HIT_PORT,
    HIT_CONNECTION,
    HIT_AREA,
    HIT_NOTE,
    HIT_CORNER,
    HIT_BADGE,
    HIT_END /* of the selected connection */
} HitType;

typedef struct Hit {
    HitType type;
    char id[ID_SIZE];
    int side; /* of a port: 0 top, 1 right, 2 bottom, 3 left; of a corner: clockwise from the
                 upper left; of an end: 0 where it comes from, 1 where it goes */
} Hit;

/* What others know about a component and the board shows on it. */
typedef struct BoardMark {
    char id[ID_SIZE];   /* a component or a connection */
    int findings;       /* 0: no badge */
    Tone tone;          /* of the gravest */
    double utilisation; /* 0..; below zero: no bar */
    char line[64];      /* "" or a line that replaces the card's own, e.g. "600 sends/s" */
} BoardMark;

/* Zero-initialise. */
typedef struct BoardMarks {
    ARRAY_OF(BoardMark) items;
    HashIndex index; /* id to BoardMark */
} BoardMarks;

void board_marks_clear(BoardMarks *marks);
void board_marks_free(BoardMarks *marks);
/* The mark of this id, made if there is none: no findings, no bar, no line. Pointers are good until
 * the next call. */
BoardMark *board_marks_add(BoardMarks *marks, const char *id);
/* NULL when there is none of this id. */
const BoardMark *board_marks_find(const BoardMarks *marks, const char *id);

/* What the board shows and where: borrowed for one call, made anew for each frame. */
typedef struct BoardScene {
    const Design *design;
    const BoardMarks *marks;    /* NULL: none */
    const TextMetrics *metrics; /* how wide the labels are that can be pressed */
    Rect viewport;              /* where the canvas is on the screen */
    bool read_only;             /* the view moves and selection works, nothing else does */
    float covered;              /* pixels at its top that something else lies over */
    bool still;                 /* nothing is to move by itself */
    int64_t now_ms;             /* a monotonic clock: what moves by itself goes by it */
} BoardScene;

typedef struct Board Board;

Board *board_new(void);
void board_free(Board *board);

/* --- What happened, for the panels --- */
typedef enum BoardEventType {
    BOARD_EVENT_NONE,
    BOARD_EVENT_COMMAND, /* `command` is to be applied; `id`: what it made, or "" */
    BOARD_EVENT_RENAME,  /* a label was double-clicked: edit the text of `id` in place */
    BOARD_EVENT_OPEN,    /* a badge was pressed: show the findings of `id` */
    BOARD_EVENT_ADD,     /* ask for a component at `at`; `id`: to be connected from it, or "" */
    BOARD_EVENT_MENU,    /* the right button: what can be done with the selection, or here */
    BOARD_EVENT_REFUSED  /* `message` says why that makes no sense */
} BoardEventType;

typedef struct BoardEvent {
    BoardEventType type;
    char id[ID_SIZE];
    bool renames; /* with a command: edit the text of `id` in place afterwards */
    Point at;     /* on the canvas */
    char message[256];
} BoardEvent;

/* Feeds one event that no panel took. Returns what came of it; a command is moved into *command,
 * which is empty before. */
BoardEvent board_input(Board *board, const InputEvent *event, const BoardScene *scene,
                       Command *command);
void board_unhover(Board *board); /* the pointer is over a panel now */

BoardTool board_tool(const Board *board);
void board_set_tool(Board *board, BoardTool tool);
/* A tool that is kept stays after it was used; else selecting comes back. */
bool board_keeps_tool(const Board *board);
void board_keep_tool(Board *board, bool keep);
/* Whether something on the canvas moves by itself now: then the next frame is wanted soon. */
bool board_moves(const Board *board, const BoardScene *scene);

/* A component of this kind follows the pointer until it is dropped (BOARD_EVENT_COMMAND) or Esc;
 * after a click, one more when the tool is kept. */
void board_start_placing(Board *board, KindId kind);
/* By a key: no button is held. */
void board_pick_placing(Board *board, const BoardScene *scene, KindId kind);
/* As if it had been dropped: beside the selected component, or where there is room in the view. */
Error board_place(Board *board, const BoardScene *scene, KindId kind, Command *command);
/* At a point of the canvas, or beside what lies there already; connected from a component, unless
 * `from` is "". */
Error board_place_near(Board *board, const BoardScene *scene, KindId kind, Point at,
                       const char *from, Command *command);
/* The component that most often follows the selected one, connected to it, on that side. */
Error board_grow(Board *board, const BoardScene *scene, int side, Command *command);
/* Selects the component that is connected to the selected one and lies that way; false: none. */
bool board_walk(Board *board, const BoardScene *scene, int side);
/* Copies of what is selected, a little away; they are what is selected once it is applied. */
Error board_duplicate(Board *board, const Design *design, Command *command);
/* Copies of another design's parts, their middle at the pointer, or in the middle of the view. */
Error board_paste(Board *board, const BoardScene *scene, const Design *clip, Command *command);
/* The ids of what is selected and still there; release the array with free(). */
const char **board_selected_ids(const Board *board, const Design *design, size_t *count);
BoardMode board_mode(const Board *board);
void board_cancel(Board *board); /* gives up the drag in progress */

Camera board_camera(const Board *board);
void board_set_camera(Board *board, Camera camera);
/* About a point of the screen, which stays where it is. */
void board_zoom(Board *board, float factor, float x, float y, Rect viewport);
void board_fit(Board *board, const BoardScene *scene); /* all of it, at most 100 % */
/* What is selected, at most 200 %; all of it when nothing is. */
void board_fit_selection(Board *board, const BoardScene *scene);
/* The point of the canvas comes to the middle of the view. */
void board_center(Board *board, Rect viewport, Point middle);
/* Brings the element into view, moving as little as needed, and selects it. */
void board_show(Board *board, const BoardScene *scene, const char *id);

size_t board_selection_count(const Board *board);
const char *board_selected(const Board *board, size_t index);
bool board_is_selected(const Board *board, const char *id);
void board_select(Board *board, const char *id); /* only this one; NULL: none */
void board_select_all(Board *board, const Design *design);
void board_forget_missing(Board *board, const Design *design); /* after undo, load, ... */
void board_set_pulse(Board *board, const char *id);            /* draws attention; NULL: none */

/* The canvas rectangle around everything; false when there is nothing. */
bool board_bounds(Board *board, const Design *design, Rect *bounds);
/* Around what is selected of the cards, areas and notes; false when none is. */
bool board_selection_bounds(Board *board, const Design *design, Rect *bounds);
Hit board_hit(Board *board, const BoardScene *scene, float x, float y);
Point board_to_screen(const Board *board, Rect viewport, float x, float y);
Point board_to_canvas(const Board *board, Rect viewport, float x, float y);
/* Where the label of this element stands on the screen, for editing it in place. */
bool board_label_rect(Board *board, const BoardScene *scene, const char *id, Rect *rect);

/* Draws the canvas with everything on it, cut to the viewport; names every part
 * ("component:api", "connection:api-db", "port:api:right", "badge:api", "area:vpc", "note:n1"). */
void board_draw(Board *board, const BoardScene *scene, const Theme *theme, DrawList *list);

#endif
