/* The tools, over the canvas. */
#ifndef FAULTLINE_UI_TOOL_BAR_H
#define FAULTLINE_UI_TOOL_BAR_H

#include "ui/app_state.h"

enum { TOOL_BAR_HEIGHT = 40 };

void tool_bar(App *app, Rect canvas);

#endif
