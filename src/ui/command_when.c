#include "ui/command_when.h"

#include "ui/app_state.h"

bool when_always(const App *app) {
    (void)app;
    return true;
}

bool when_on_board(const App *app) {
    return app->screen == SCREEN_BOARD;
}

bool when_on_replay(const App *app) {
    return app->screen == SCREEN_REPLAY;
}

bool when_has_canvas(const App *app) {
    return app->screen != SCREEN_HOME;
}

bool when_can_undo(const App *app) {
    return when_on_board(app) && editor_undo_name(app->document.editor);
}

bool when_can_redo(const App *app) {
    return when_on_board(app) && editor_redo_name(app->document.editor);
}

bool when_has_selection(const App *app) {
    return when_on_board(app) && board_selection_count(app->board) > 0;
}

bool when_has_one_selected(const App *app) {
    return when_on_board(app) && board_selection_count(app->board) == 1;
}

bool when_has_component_selected(const App *app) {
    return when_has_one_selected(app) && design_component(app_design(app), app_selected(app));
}

bool when_clock_runs(const App *app) {
    return when_on_board(app) && !document_finished(&app->document);
}

bool when_has_next_phase(const App *app) {
    return when_clock_runs(app) && document_next_phase(&app->document) < PHASE_COUNT;
}

bool when_can_rename(const App *app) {
    return when_has_one_selected(app) && board_tool(app->board) == TOOL_SELECT;
}

bool when_has_several_selected(const App *app) {
    return when_on_board(app) && board_selection_count(app->board) > 1;
}

bool when_has_many_selected(const App *app) {
    return when_on_board(app) && board_selection_count(app->board) > 2;
}

/* Also where nothing can be changed. */
bool when_has_any_selected(const App *app) {
    return when_has_canvas(app) && board_selection_count(app->board) > 0;
}

bool when_has_any_component(const App *app) {
    const char *id = when_has_canvas(app) ? app_selected(app) : NULL;
    return id && design_component(app_design(app), id);
}

bool when_can_play(const App *app) {
    return when_has_canvas(app) && app_scenario(app) && app_design(app)->components.count > 0;
}

bool when_has_flaws(const App *app) {
    return when_on_replay(app) && app->flaws.items.count > 0;
}
