/* The command palette: every command and every kind of component, found by a few letters. */
#ifndef FAULTLINE_UI_COMMAND_LIST_H
#define FAULTLINE_UI_COMMAND_LIST_H

#include "ui/app_state.h"

void command_list_open(App *app);
void command_list_dialog(App *app);

#endif
