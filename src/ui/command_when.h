/* When each command of the table makes sense. */
#ifndef FAULTLINE_UI_COMMAND_WHEN_H
#define FAULTLINE_UI_COMMAND_WHEN_H

#include <stdbool.h>

#include "ui/app.h"

bool when_always(const App *app);
bool when_on_board(const App *app);
bool when_on_replay(const App *app);
bool when_has_canvas(const App *app);
bool when_can_undo(const App *app);
bool when_can_redo(const App *app);
bool when_has_selection(const App *app);
bool when_has_one_selected(const App *app);
bool when_has_component_selected(const App *app);
bool when_clock_runs(const App *app);
bool when_has_next_phase(const App *app);
bool when_can_rename(const App *app);
bool when_has_several_selected(const App *app);
bool when_has_many_selected(const App *app);
bool when_has_any_selected(const App *app);
bool when_has_any_component(const App *app);
bool when_has_flaws(const App *app); /* the replayed round, which are found by now */
bool when_can_play(const App *app);  /* there is a load, and something that it can meet */

#endif
