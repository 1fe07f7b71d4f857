/* A small field on the canvas that asks for a component by its name: a double-click and "que",
 * Enter. Also where a line was dropped on nothing: then what is made is connected. */
#ifndef FAULTLINE_UI_QUICK_ADD_H
#define FAULTLINE_UI_QUICK_ADD_H

#include "ui/app_state.h"

/* `at` on the canvas. `from`: the component that it is connected from, or "". */
void quick_add_open(App *app, Point at, const char *from);
void quick_add_show(App *app);

#endif
