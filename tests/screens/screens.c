/* The screens of the program as pictures: what the README shows, and what a change of the looks is
 * judged by.
 *
 *   screens FOLDER [all]     the README's; with `all` every screen, theme and size */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/macros.h"
#include "base/text.h"
#include "screens/stage.h"
#include "support/support.h"

#define SCENARIO(file) FAULTLINE_SOURCE_DIR "/scenarios/" file

typedef struct Look {
    const char *suffix;
    const char *theme;
    float width, height, scale;
} Look;

enum { PLAIN_LOOKS = 2 }; /* those that the README shows come first */

static const Look LOOKS[] = {
    {"light", "light", 1440, 900, 1},         {"dark", "dark", 1440, 900, 1},
    {"light-small", "light", 1024, 640, 1},   {"light-1280", "light", 1280, 720, 1},
    {"contrast", "contrast", 1440, 900, 1},   {"dark-2x", "dark", 1440, 900, 2},
    {"light-1.5x", "light", 1440, 900, 1.5F},
};

/* The pictures in docs/screens. */
static const char *const README[] = {"board-light", "board-dark", "home-light", "replay-light"};

/* Where the pictures of one look go. */
typedef struct Album {
    const Look *look;
    const char *folder, *user_folder;
    bool all;
} Album;

/* ---- Scenes ---------------------------------------------------------------------------------- */

static bool is_in_readme(const char *name) {
    for (size_t i = 0; i < COUNT_OF(README); i++) {
        if (strcmp(README[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static void save(Stage *stage, const Album *album, const char *scene) {
    TextBuffer name = {0};
    text_append_format(&name, "%s-%s", scene, album->look->suffix);
    if (album->all || is_in_readme(text_of(&name))) {
        Arena arena = {0};
        text_append(&name, ".png");
        const char *path = path_join(&arena, album->folder, text_of(&name));
        stage_save(stage, path);
        puts(path);
        arena_free(&arena);
    }
    text_free(&name);
}

static Stage raise_curtain(const Album *album, const char *open_path) {
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

/* The name of the last thing on the screen whose name begins so. In the arena. */
static const char *last_named(const Stage *stage, Arena *arena, const char *beginning) {
    for (size_t i = stage->list.items.count; i-- > 0;) {
        const DrawItem *item = &stage->list.items.items[i];
        if (item->type == DRAW_NAME && strncmp(item->text, beginning, strlen(beginning)) == 0) {
            return arena_copy_string(arena, item->text);
        }
    }
    return beginning;
}

/* A round of its own: six components, connected, with pauses as a person makes. */
static void draw_round(Stage *stage) {
    static const struct {
        const char *palette;
        Point place; /* as a share of the canvas */
    } PARTS[] = {
        {"palette:client", {0.17F, 0.36F}},  {"palette:load_balancer", {0.47F, 0.36F}},
        {"palette:service", {0.77F, 0.36F}}, {"palette:kv_store", {0.77F, 0.6F}},
        {"palette:cache", {0.77F, 0.12F}},   {"palette:queue", {0.47F, 0.6F}},
    };
    Rect canvas = {0};
    draw_find(&stage->list, "canvas", &canvas);
    for (float room = 800; room > canvas.w; room *= 0.8F) {
        stage_press(stage, "button:zoom-out");
    }
    for (size_t i = 0; i < COUNT_OF(PARTS); i++) {
        stage_drag(stage, PARTS[i].palette,
                   (Point){canvas.x + PARTS[i].place.x * canvas.w,
                           canvas.y + PARTS[i].place.y * canvas.h});
        stage_wait(stage, 40000);
    }
    stage_connect(stage, "client", "right", "balancer");
    stage_wait(stage, 9000);
    stage_connect(stage, "balancer", "right", "service");
    stage_wait(stage, 15000);
    stage_connect(stage, "service", "bottom", "key-value");
    stage_wait(stage, 30000);
    stage_connect(stage, "service", "top", "cache");
    stage_wait(stage, 12000);
    stage_connect(stage, "service", "left", "queue");
    stage_settle(stage);
}

static void shoot_round(const Album *album) {
    Stage stage = raise_curtain(album, NULL);
    stage_reveal(&stage, "card:url-shortener");
    stage_press(&stage, "card:url-shortener");
    save(&stage, album, "prompt");
    stage_reveal(&stage, "button:Start round");
    stage_press(&stage, "button:Start round");
    stage_settle(&stage);
    save(&stage, album, "empty");
    draw_round(&stage);
    stage_press(&stage, "component:key-value");
    stage_settle(&stage);
    save(&stage, album, "inspector");
    stage_close(&stage);
}

/* A design as it is opened, a quarter of an hour later. */
static void shoot_design(const Album *album, const char *path, const char *scene) {
    Stage stage = raise_curtain(album, path);
    stage_press(&stage, "button:go-on");
    for (int minute = 0; minute < 17; minute++) {
        stage_wait(&stage, 60000);
    }
    Rect phase;
    if (draw_find(&stage.list, "phase:sketch", &phase)) { /* a narrow window has no room for it */
        stage_press(&stage, "phase:sketch");
    }
    stage_press(&stage, "tab:Findings");
    stage_settle(&stage);
    save(&stage, album, scene);
    stage_close(&stage);
}

static void shoot_replay(const Album *album) {
    Stage stage = raise_curtain(album, NULL);
    Arena arena = {0};
    const char *name = last_named(&stage, &arena, "button:replay:");
    stage_reveal(&stage, name);
    stage_press(&stage, name);
    stage_settle(&stage);
    stage_press(&stage, "scrubber");
    stage_settle(&stage);
    save(&stage, album, "replay");
    arena_free(&arena);
    stage_close(&stage);
}

/* What somebody sees who starts the program for the first time. */
static void shoot_first_run(const Album *album) {
    Stage stage = raise_curtain(album, NULL);
    stage_reveal(&stage, "button:Start round");
    stage_press(&stage, "button:Start round");
    stage_settle(&stage);
    save(&stage, album, "first");
    stage_press(&stage, "button:tour-next");
    stage_settle(&stage);
    save(&stage, album, "second");
    stage_press(&stage, "button:tour-next");
    stage_settle(&stage);
    save(&stage, album, "third");
    stage_press(&stage, "button:tour-next");
    stage_close(&stage);
}

/* The board while it is worked with. */
static void shoot_hands(const Album *album) {
    Stage stage = raise_curtain(album, SCENARIO("notification-service/reference.json"));
    stage_settle(&stage);
    stage_key(&stage, 'k', MOD_CTRL);
    stage_type(&stage, "align");
    stage_settle(&stage);
    save(&stage, album, "commands");
    stage_key(&stage, KEY_ESCAPE, 0);
    stage_key(&stage, KEY_F1, 0);
    stage_settle(&stage);
    save(&stage, album, "keys");
    stage_key(&stage, KEY_ESCAPE, 0);
    stage_key(&stage, 'a', MOD_CTRL);
    stage_settle(&stage);
    save(&stage, album, "several");
    stage_close(&stage);
}

/* A finding that is played, and mended. */
static void shoot_proof(const Album *album) {
    Stage stage = raise_curtain(album, SCENARIO("notification-service/naive.json"));
    Arena arena = {0};
    stage_press(&stage, "tab:Findings");
    stage_settle(&stage);
    const char *finding = last_named(&stage, &arena, "finding:messaging/no-dead-letter-queue:");
    stage_reveal(&stage, finding);
    stage_press(&stage, finding);
    stage_reveal(&stage, "button:Prove");
    stage_press(&stage, "button:Prove");
    stage_settle(&stage);
    stage_reveal(&stage, "proof");
    stage_settle(&stage);
    save(&stage, album, "proof");
    stage_reveal(&stage, "button:Fix");
    stage_settle(&stage);
    save(&stage, album, "proof-end");
    stage_press(&stage, "button:Fix");
    stage_settle(&stage);
    save(&stage, album, "fixed");
    arena_free(&arena);
    stage_close(&stage);
}

static void shoot_home(const Album *album) {
    Stage stage = raise_curtain(album, NULL);
    save(&stage, album, "home");
    stage_close(&stage);
}

static void shoot(Album *album) {
    Arena arena = {0};
    album->user_folder = support_make_folder(&arena);
    shoot_first_run(album);
    support_skip_tour(album->user_folder);
    shoot_round(album);
    shoot_replay(album);
    shoot_design(album, SCENARIO("url-shortener/naive.json"), "naive");
    shoot_design(album, SCENARIO("notification-service/reference.json"), "reference");
    shoot_design(album, SCENARIO("notification-service/naive.json"), "sketch");
    shoot_design(album, FAULTLINE_SOURCE_DIR "/tests/screens/midround.json", "board");
    shoot_hands(album);
    shoot_proof(album);
    shoot_home(album);
    support_remove_folder(album->user_folder);
    arena_free(&arena);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fputs("usage: screens FOLDER [all]\n", stderr);
        return 2;
    }
    stage_stop_on(folder_make(argv[1]));
    bool all = argc > 2 && strcmp(argv[2], "all") == 0;
    size_t count = all ? COUNT_OF(LOOKS) : PLAIN_LOOKS;
    for (size_t i = 0; i < count; i++) {
        Album album = {.look = &LOOKS[i], .folder = argv[1], .all = all};
        shoot(&album);
    }
    return 0;
}
