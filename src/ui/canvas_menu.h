/* The menu of the right button: the commands that make sense for what it was pressed on. */
#ifndef FAULTLINE_UI_CANVAS_MENU_H
#define FAULTLINE_UI_CANVAS_MENU_H

#include "ui/app_state.h"

void canvas_menu_want(App *app, Point at); /* on the screen */
void canvas_menu_show(App *app);

#endif
