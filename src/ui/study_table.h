/* The stress test's table: operations across, faults down, in each cell the service level that
 * fared worst; below it all about the cell that was chosen. */
#ifndef FAULTLINE_UI_STUDY_TABLE_H
#define FAULTLINE_UI_STUDY_TABLE_H

#include "ui/app_state.h"

/* Plays it unless that was done, and shows what there is. There must be something to play. */
void study_table_open(App *app);
void study_table_dialog(App *app);

#endif
