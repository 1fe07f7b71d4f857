/* What the program remembers about its window: <user folder>/settings.json. */
#ifndef FAULTLINE_UI_SETTINGS_H
#define FAULTLINE_UI_SETTINGS_H

#include <stdbool.h>

#include "base/error.h"

enum { SETTINGS_PATH_SIZE = 4096 };

typedef enum ThemeId { THEME_LIGHT, THEME_DARK, THEME_CONTRAST, THEME_COUNT } ThemeId;

/* The word of a theme, which is also the name of its file. */
extern const char *const THEME_NAMES[THEME_COUNT];

enum { TEXT_SMALLEST = -1, TEXT_LARGEST = 3 };

typedef struct UserSettings {
    ThemeId theme;
    int text_size;  /* steps from the usual one */
    bool still;     /* nothing moves by itself */
    bool hides_map; /* of large boards */
    bool toured;    /* the tour was seen, or sent away: it never comes back by itself */
    char last_folder[SETTINGS_PATH_SIZE]; /* of the file dialog; "" when there is none yet */
} UserSettings;

/* No file is no error. On failure *settings holds what the program starts with. */
Error settings_load(const char *path, UserSettings *settings);
/* How large everything is drawn: 1 as designed. */
float settings_text_scale(const UserSettings *settings);
Error settings_save(const char *path, const UserSettings *settings);

#endif
