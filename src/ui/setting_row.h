/* One setting in the inspector: its name, its value as the type asks for it, what differs from the
 * default, and what is wrong with a value while it is typed. */
#ifndef FAULTLINE_UI_SETTING_ROW_H
#define FAULTLINE_UI_SETTING_ROW_H

#include "ui/app_state.h"

typedef struct SettingRow {
    const char *element;         /* the id of the component or connection, */
    const char *const *elements; /* or of several; else NULL */
    size_t count;
    bool mixed;   /* they have different values, */
    bool changed; /* and some of them no default */
    const SettingSpec *spec;
    const Settings *settings; /* that were chosen */
    const SettingSpec
        *idle; /* the setting that, as it is, leaves this one without effect; or NULL */
} SettingRow;

/* "setting:<id>" in the draw list is the control. Returns the row's height. */
float setting_row(App *app, float x, float y, float width, SettingRow row);

#endif
