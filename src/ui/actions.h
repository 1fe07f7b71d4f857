/* What the commands of the table do. Each runs after the widgets of a pass and may replace the
 * document or the screen; the table has made sure that it makes sense now. */
#ifndef FAULTLINE_UI_ACTIONS_H
#define FAULTLINE_UI_ACTIONS_H

#include "base/error.h"
#include "ui/app.h"
#include "ui/file_dialog.h"

void action_home(App *app);
void action_open(App *app);
void action_save(App *app);
void action_save_as(App *app);
/* Opens the file dialog in the folder that was used last. */
void action_choose_file(App *app, FileMode mode, const char *name);
void action_import(App *app);
void action_export(App *app, int form);
void action_export_selection(App *app);
void action_copy_picture(App *app);
void action_quit(App *app);
void action_undo(App *app);
void action_redo(App *app);
void action_delete(App *app);
void action_duplicate(App *app);
void action_select_all(App *app);
void action_rename(App *app);
void action_connect(App *app);
void action_search_palette(App *app);
void action_cut(App *app);
void action_copy(App *app);
void action_paste(App *app);
/* The text of the clipboard, when it was asked for in the frame before; NULL: it has none. */
void action_paste_late(App *app, const char *text);
void action_tool(App *app, int tool);
void action_keep_tool(App *app);
void action_place(App *app, int kind);
void action_grow(App *app, int side);
void action_walk(App *app, int side);
void action_group(App *app);
void action_lock(App *app);
void action_align(App *app, int how);
void action_spread(App *app, int across);
void action_tidy(App *app);
void action_check(App *app);
void action_study(App *app);
void action_pause(App *app);
void action_next_phase(App *app);
void action_ask_finish(App *app);
void action_zoom_in(App *app);
void action_zoom_out(App *app);
void action_zoom_reset(App *app);
void action_fit(App *app);
void action_fit_selection(App *app);
void action_map(App *app);
void action_theme(App *app);
void action_larger(App *app);
void action_smaller(App *app);
void action_motion(App *app);
void action_play(App *app);
void action_previous_step(App *app);
void action_next_step(App *app);
void action_first_step(App *app);
void action_last_step(App *app);
void action_slower(App *app);
void action_faster(App *app);
void action_branch(App *app);
void action_compare(App *app);
void action_next_flaw(App *app);
void action_help(App *app);
void action_commands(App *app);
void action_tour(App *app);

/* What follows every undo, redo and note in the journal. */
void action_after_history(App *app, Error error);

#endif
