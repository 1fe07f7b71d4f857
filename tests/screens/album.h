/* Where pictures go: a folder, and which scenes are wanted in which look. */
#ifndef FAULTLINE_TESTS_SCREENS_ALBUM_H
#define FAULTLINE_TESTS_SCREENS_ALBUM_H

#include "screens/stage.h"

typedef struct Look {
    const char *suffix;
    const char *theme;
    float width, height; /* of the window */
    float scale;         /* pixels for each of these */
    int text_size;       /* steps from the usual one */
} Look;

typedef struct Album {
    const Look *look;
    const char *folder, *user_folder;
    bool (*wants)(const char *name); /* "board-light"; NULL: all */
} Album;

/* Opens the program at this look. */
Stage album_open(const Album *album, const char *open_path);
/* The picture `<scene>-<look>.png` of what the stage shows, if it is wanted. */
void album_keep(const Album *album, Stage *stage, const char *scene);

/* Plays all scenes and keeps their pictures. */
void scenes_play(const Album *album);

#endif
