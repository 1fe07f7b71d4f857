/* A small map of a large board: where the view is, and a way to get elsewhere. */
#ifndef FAULTLINE_UI_MINIMAP_H
#define FAULTLINE_UI_MINIMAP_H

#include "ui/app_state.h"

/* In the lower right corner of the canvas, when the board is large and does not fit into it. */
void minimap(App *app, Rect canvas);

#endif
