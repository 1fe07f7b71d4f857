/* What the program remembers about its window: <user folder>/settings.json. */
#ifndef FAULTLINE_UI_SETTINGS_H
#define FAULTLINE_UI_SETTINGS_H

#include <stdbool.h>

#include "base/error.h"

enum { SETTINGS_PATH_SIZE = 4096 };

typedef struct UserSettings {
    bool dark;
    char last_folder[SETTINGS_PATH_SIZE]; /* of the file dialog; "" when there is none yet */
} UserSettings;

/* No file is no error. On failure *settings holds what the program starts with. */
Error settings_load(const char *path, UserSettings *settings);
Error settings_save(const char *path, const UserSettings *settings);

#endif
