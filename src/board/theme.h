/* A theme: colours by meaning, from assets/themes/<name>.json (docs/FORMATS.md). */
#ifndef FAULTLINE_BOARD_THEME_H
#define FAULTLINE_BOARD_THEME_H

#include "base/error.h"
#include "board/draw.h"
#include "model/catalog.h"

/* Gravest first: the order in which findings are listed. */
typedef enum Tone { TONE_CRITICAL, TONE_HIGH, TONE_MEDIUM, TONE_LOW, TONE_PRAISE, TONE_COUNT } Tone;

typedef struct Theme {
    char name[32];
    bool dark;
    Color canvas, dots;
    Color surface, raised, sunk;
    Color border, border_strong;
    Color text, text_muted, text_faint;
    Color accent, accent_soft, on_accent;              /* on_accent: text on the accent */
    Color group[GROUP_COUNT], group_soft[GROUP_COUNT]; /* soft: the tint behind an icon */
    Color tone[TONE_COUNT];
    Color connection[CONNECTION_KIND_COUNT];
    Color good, warn, bad; /* of utilisation and verdicts */
    Color shadow;
} Theme;

Error theme_load(const char *path, Theme *theme);

#endif
