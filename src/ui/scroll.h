/* A part of a panel that is longer than its place: the wheel, the bar, Page Up and Page Down move
 * it, and it follows the focus. */
#ifndef FAULTLINE_UI_SCROLL_H
#define FAULTLINE_UI_SCROLL_H

#include "ui/ui.h"

typedef struct Scroll {
    WidgetId id;
    Rect view;
    float top;         /* where the content starts, on the screen */
    size_t first_stop; /* of those inside */
} Scroll;

/* Clips to the view until scroll_end, which must be told how high the content was. */
Scroll scroll_begin(Ui *ui, Rect view, const char *name);
void scroll_end(Ui *ui, const Scroll *scroll, float content);
void scroll_to_top(Ui *ui, const char *name);

#endif
