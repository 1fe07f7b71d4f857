/* The first-run tour of the board: three steps, shown once in a life. */
#ifndef FAULTLINE_UI_TOUR_H
#define FAULTLINE_UI_TOUR_H

#include "ui/app_state.h"

void tour_start(App *app);
void tour_show(App *app, Rect canvas);

#endif
