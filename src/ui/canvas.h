/* The board in its place on the screen: what lies between its events and the rest of the window. */
#ifndef FAULTLINE_UI_CANVAS_H
#define FAULTLINE_UI_CANVAS_H

#include "ui/app_state.h"

BoardScene canvas_scene(const App *app);
/* Draws it; while something is dragged on it, it takes the pointer before the panels do. */
void canvas_show(App *app, Rect rect);
/* What the pointer did that no panel took. */
void canvas_pointer(App *app);
/* Keys that no widget and no command took. */
void canvas_keys(App *app);
/* One selected element or several open the inspector; none goes back to the tab before, when there was one
 * selected until now. */
void canvas_follow_selection(App *app, bool had_selection);
/* Edits the label of this element in place. */
void canvas_rename(App *app, const char *id);

#endif
