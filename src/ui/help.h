/* The help sheet: every key and gesture, found by a few letters. */
#ifndef FAULTLINE_UI_HELP_H
#define FAULTLINE_UI_HELP_H

#include "ui/app_state.h"

void help_open(App *app);
void help_dialog(App *app);

#endif
