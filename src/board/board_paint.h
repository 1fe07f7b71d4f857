/* Painting the parts of the board: what every one of them needs, and one function for each.
 * Private to the board. Rectangles and points are on the screen. */
#ifndef FAULTLINE_BOARD_BOARD_PAINT_H
#define FAULTLINE_BOARD_BOARD_PAINT_H

#include "board/board_state.h"

/* Below these the text would be too small to read, or a detail too small to see. */
static const float ZOOM_OF_LINES = 0.65F;
static const float ZOOM_OF_ICONS = 0.6F;
static const float ZOOM_OF_LABELS = 0.27F;
static const float ZOOM_OF_DETAILS = 0.25F;
static const float ZOOM_OF_SHAPES = 0.17F;

typedef struct Painter {
    Board *board;
    const BoardScene *scene;
    const Theme *theme;
    DrawList *list;
    float zoom;
    Hit hover;
} Painter;

typedef struct CardLook {
    const KindSpec *kind;
    const char *label, *line, *icon;
    const BoardMark *mark; /* NULL: none */
    bool selected, hovered;
    bool refused; /* drawn as a target that cannot be */
} CardLook;

void paint_card(Painter *painter, Rect card, const CardLook *look);
/* Nothing when there is none. */
void paint_badge(Painter *painter, Rect card, const BoardMark *mark);
void paint_line_badge(Painter *painter, const Route *route, const BoardMark *mark);
void paint_ports(Painter *painter, Rect card, const char *id);
void paint_lock(Painter *painter, Rect card); /* in its lower right corner */
/* Where the ends of the selected connection can be taken hold of. */
void paint_ends(Painter *painter);

/* --- What moves by itself (motion.c) --- */
void board_start_clocks(Board *board, const BoardScene *scene); /* of what is seen first now */
/* Dots that go the way of the arrow, for a while. */
void paint_flow(Painter *painter, const Route *route);
void paint_trail(Painter *painter); /* of the laser */
/* Rings around what attention is drawn to: they come in, and stay. */
void paint_pulse(Painter *painter, Rect rect, float radius);

typedef enum LineLook { LINE_PLAIN, LINE_HOVERED, LINE_SELECTED } LineLook;
void paint_connector(Painter *painter, const Route *route, ConnectionKind kind, Color color,
                     LineLook look);
void paint_pill(Painter *painter, Rect pill, const char *text, ConnectionKind kind, bool selected);

void paint_area(Painter *painter, const Area *area);
void paint_note(Painter *painter, const Note *note);
/* What the drag in progress adds: the rubber band, the line being drawn, the card being placed. */
void paint_gesture(Painter *painter);

#endif
