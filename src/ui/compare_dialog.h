/* The replay beside another attempt, over the window. */
#ifndef FAULTLINE_UI_COMPARE_DIALOG_H
#define FAULTLINE_UI_COMPARE_DIALOG_H

#include "ui/app_state.h"

void compare_dialog_open(App *app);
void compare_dialog(App *app);

#endif
