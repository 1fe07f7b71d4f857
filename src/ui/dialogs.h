/* What lies over the window until it is answered. */
#ifndef FAULTLINE_UI_DIALOGS_H
#define FAULTLINE_UI_DIALOGS_H

#include "ui/app_state.h"
#include "ui/widgets.h"

/* Dims the window and draws the frame; returns the room inside. */
Rect dialog_begin(App *app, float width, float height, const char *title);
void dialog_close(App *app);
/* The buttons at the foot, from the right: true when it was pressed. Cuts its room off `row`. */
bool dialog_button(App *app, Rect *row, Button button);

void dialog_show(App *app); /* the one that is open */
/* A press of the button of the toast of the frame before; before all widgets. */
void toast_input(App *app);
void toast_show(App *app);

#endif
