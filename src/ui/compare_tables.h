/* The parts of a comparison, one below the other. */
#ifndef FAULTLINE_UI_COMPARE_TABLES_H
#define FAULTLINE_UI_COMPARE_TABLES_H

#include "ui/app_state.h"

/* Each draws itself at this place, and returns its height; 0 when there is nothing to tell. */
float compare_figures(App *app, float x, float y, float width);
float compare_findings(App *app, float x, float y, float width);
float compare_levels(App *app, float x, float y, float width);
float compare_changes(App *app, float x, float y, float width);
float compare_phases(App *app, float x, float y, float width);

#endif
