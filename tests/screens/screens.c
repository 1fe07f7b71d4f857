/* The screens of the program as pictures: what the README shows, and what a change of the looks is
 * judged by.
 *
 *   screens FOLDER            the README's
 *   screens FOLDER all        every scene in every theme and size
 *   screens FOLDER LOOK...    every scene in these looks, e.g. dark-720 light-large */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/macros.h"
#include "base/text.h"
#include "screens/album.h"
#include "support/support.h"
#include "ui/settings.h"

/* What the README shows is a window of a size of its own. */
static const Look README_LOOKS[] = {{"light", "light", 1440, 900, 1, 0},
                                    {"dark", "dark", 1440, 900, 1, 0}};

/* A laptop, a screen, a screen of fine pixels; and each with the largest text. */
static const Look LOOKS[] = {
    {"light-720", "light", 1280, 720, 1, 0},
    {"dark-720", "dark", 1280, 720, 1, 0},
    {"contrast-720", "contrast", 1280, 720, 1, 0},
    {"light-1080", "light", 1920, 1080, 1, 0},
    {"dark-1080", "dark", 1920, 1080, 1, 0},
    {"contrast-1080", "contrast", 1920, 1080, 1, 0},
    {"light-2160", "light", 1920, 1080, 2, 0},
    {"dark-2160", "dark", 1920, 1080, 2, 0},
    {"contrast-2160", "contrast", 1920, 1080, 2, 0},
    {"light-720-large", "light", 1280, 720, 1, TEXT_LARGEST},
    {"dark-2160-large", "dark", 1920, 1080, 2, TEXT_LARGEST},
};

static bool is_in_readme(const char *name) {
    static const char *const NAMES[] = {"board-light",  "board-dark", "proof-light",
                                        "replay-light", "home-light", "stress-light",
                                        "compare-light"};
    for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
        if (strcmp(NAMES[i], name) == 0) {
            return true;
        }
    }
    return false;
}

Stage album_open(const Album *album, const char *open_path) {
    const Look *look = album->look;
    StageOptions options = {.width = look->width,
                            .height = look->height,
                            .scale = look->scale,
                            .theme = look->theme,
                            .user_folder = album->user_folder,
                            .open_path = open_path};
    Stage stage;
    stage_open(&stage, &options);
    return stage;
}

void album_keep(const Album *album, Stage *stage, const char *scene) {
    TextBuffer name = {0};
    text_append_format(&name, "%s-%s", scene, album->look->suffix);
    if (!album->wants || album->wants(text_of(&name))) {
        Arena arena = {0};
        text_append(&name, ".png");
        const char *path = path_join(&arena, album->folder, text_of(&name));
        stage_save(stage, path);
        puts(path);
        arena_free(&arena);
    }
    text_free(&name);
}

static void shoot(const char *folder, const Look *look, bool (*wants)(const char *name)) {
    Arena arena = {0};
    const char *user_folder = support_make_folder(&arena);
    const UserSettings settings = {.text_size = look->text_size};
    stage_stop_on(settings_save(path_join(&arena, user_folder, "settings.json"), &settings));
    Album album = {look, folder, user_folder, wants};
    scenes_play(&album);
    support_remove_folder(user_folder);
    arena_free(&arena);
}

static bool is_asked_for(const Look *look, char **names, int count) {
    for (int i = 0; i < count; i++) {
        if (strcmp(names[i], look->suffix) == 0 || strcmp(names[i], "all") == 0) {
            return true;
        }
    }
    return false;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fputs("usage: screens FOLDER [all|LOOK...]\n", stderr);
        return 2;
    }
    stage_stop_on(folder_make(argv[1]));
    for (size_t i = 0; i < COUNT_OF(README_LOOKS) && argc == 2; i++) {
        shoot(argv[1], &README_LOOKS[i], is_in_readme);
    }
    for (size_t i = 0; i < COUNT_OF(LOOKS); i++) {
        if (is_asked_for(&LOOKS[i], argv + 2, argc - 2)) {
            shoot(argv[1], &LOOKS[i], NULL);
        }
    }
    return 0;
}
