/* Every command, its keys and what it runs; commands.c looks things up in it. Private to commands. */
#ifndef FAULTLINE_UI_COMMAND_TABLE_H
#define FAULTLINE_UI_COMMAND_TABLE_H

#include "ui/commands.h"

extern const UiCommand UI_COMMAND_TABLE[UI_COMMAND_COUNT];

#endif
