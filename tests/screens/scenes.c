/* The scenes: what a person does until the screen is worth a picture. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/macros.h"
#include "base/paths.h"
#include "history/journal.h"
#include "round/round.h"
#include "screens/album.h"
#include "support/support.h"

#define SCENARIO(file) FAULTLINE_SOURCE_DIR "/scenarios/" file

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

/* A copy of it: what is changed on the board is saved by itself. */
static Stage open_design(const Album *album, const char *path) {
    enum { LIMIT = 1 << 20 };
    Arena arena = {0};
    char *bytes = NULL;
    size_t length = 0;
    const char *copy = path_join(&arena, album->user_folder, path_file_name(path));
    stage_stop_on(file_read(path, LIMIT, &bytes, &length));
    stage_stop_on(file_save_atomic(copy, bytes, length));
    Stage stage = album_open(album, copy);
    free(bytes);
    arena_free(&arena);
    return stage;
}

static void press_revealed(Stage *stage, const char *name) {
    stage_reveal(stage, name);
    stage_press(stage, name);
}

/* ---- The first minutes ----------------------------------------------------------------------- */

/* What somebody sees who starts the program for the first time. */
static void play_first_run(const Album *album) {
    static const char *const STEPS[] = {"tour-1", "tour-2", "tour-3"};
    Stage stage = album_open(album, NULL);
    album_keep(album, &stage, "home-first");
    press_revealed(&stage, "button:Start round");
    stage_settle(&stage);
    for (size_t i = 0; i < COUNT_OF(STEPS); i++) {
        album_keep(album, &stage, STEPS[i]);
        stage_press(&stage, "button:tour-next");
        stage_settle(&stage);
    }
    stage_close(&stage);
}

/* A round of its own: six components, connected, with pauses as a person makes. */
static void draw_round(Stage *stage) {
    static const struct {
        const char *palette;
        Point place; /* as a share of the canvas */
    } PARTS[] = {
        {"palette:client", {0.17F, 0.36F}},  {"palette:load_balancer", {0.47F, 0.36F}},
        {"palette:service", {0.77F, 0.36F}}, {"palette:kv_store", {0.77F, 0.6F}},
        {"palette:cache", {0.77F, 0.17F}},   {"palette:queue", {0.47F, 0.6F}},
    };
    static const char *const PHASES[] = {"phase:scale", "phase:requirements", "phase:sketch"};
    Rect canvas = {0};
    draw_find(&stage->list, "canvas", &canvas);
    for (float room = 800; room > canvas.w; room *= 0.8F) {
        stage_key(stage, '-', MOD_CTRL);
    }
    for (size_t i = 0; i < COUNT_OF(PARTS); i++) {
        stage_drag(stage, PARTS[i].palette,
                   (Point){canvas.x + PARTS[i].place.x * canvas.w,
                           canvas.y + PARTS[i].place.y * canvas.h});
        stage_wait(stage, 40000);
        if (i < COUNT_OF(PHASES) && stage_has(stage, PHASES[i])) {
            stage_press(stage, PHASES[i]); /* a narrow window shows one phase alone */
        }
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

static void finish(Stage *stage) {
    stage_key(stage, 'k', MOD_CTRL);
    stage_type(stage, "finish");
    stage_key(stage, KEY_ENTER, 0);
    stage_settle(stage);
}

static void play_round(const Album *album) {
    Stage stage = album_open(album, NULL);
    press_revealed(&stage, "card:url-shortener");
    album_keep(album, &stage, "prompt");
    press_revealed(&stage, "button:Start round");
    stage_settle(&stage);
    album_keep(album, &stage, "empty");
    Point middle = stage_find(&stage, "canvas");
    stage_double_press_at(&stage, middle);
    stage_type(&stage, "queue");
    stage_settle(&stage);
    album_keep(album, &stage, "quick-add");
    stage_key(&stage, KEY_ESCAPE, 0);
    stage_press(&stage, "field:search");
    stage_type(&stage, "sto");
    stage_settle(&stage);
    album_keep(album, &stage, "palette-search");
    stage_key(&stage, KEY_ESCAPE, 0);
    stage_key(&stage, KEY_ESCAPE, 0);
    draw_round(&stage);
    stage_press(&stage, "component:key-value");
    stage_settle(&stage);
    album_keep(album, &stage, "inspector");
    press_revealed(&stage, "field:replicas");
    stage_key(&stage, 'a', MOD_CTRL);
    stage_type(&stage, "0");
    stage_settle(&stage);
    album_keep(album, &stage, "wrong-value");
    stage_key(&stage, KEY_ESCAPE, 0);
    stage_press(&stage, "tab:Answers");
    stage_settle(&stage);
    album_keep(album, &stage, "answers-empty");
    finish(&stage);
    album_keep(album, &stage, "finish");
    stage_key(&stage, KEY_ESCAPE, 0);
    stage_close(&stage);
}

/* ---- A design that is there ------------------------------------------------------------------ */

/* A quarter of an hour later. */
static Stage open_later(const Album *album, const char *path) {
    Stage stage = open_design(album, path);
    stage_press(&stage, "button:go-on");
    for (int minute = 0; minute < 17; minute++) {
        stage_wait(&stage, 60000);
    }
    if (stage_has(&stage, "phase:sketch")) { /* a narrow window has no room for it */
        stage_press(&stage, "phase:sketch");
    }
    stage_press(&stage, "tab:Findings");
    stage_settle(&stage);
    return stage;
}

static void play_design(const Album *album, const char *path, const char *scene) {
    Stage stage = open_later(album, path);
    album_keep(album, &stage, scene);
    stage_close(&stage);
}

static void play_panels(const Album *album) {
    Stage stage = open_later(album, SCENARIO("notification-service/reference.json"));
    album_keep(album, &stage, "reference");
    stage_press(&stage, "tab:Brief");
    stage_settle(&stage);
    album_keep(album, &stage, "brief");
    stage_press(&stage, "tab:Answers");
    stage_settle(&stage);
    album_keep(album, &stage, "answers");
    stage_close(&stage);
}

/* The board while it is worked with. */
static void play_hands(const Album *album) {
    Stage stage = open_design(album, SCENARIO("notification-service/reference.json"));
    Arena arena = {0};
    stage_settle(&stage);
    stage_key(&stage, 'k', MOD_CTRL);
    stage_type(&stage, "align");
    stage_settle(&stage);
    album_keep(album, &stage, "commands");
    stage_key(&stage, KEY_ESCAPE, 0);
    stage_key(&stage, KEY_F1, 0);
    stage_settle(&stage);
    album_keep(album, &stage, "keys");
    stage_key(&stage, KEY_ESCAPE, 0);
    stage_key(&stage, 'o', MOD_CTRL);
    stage_settle(&stage);
    album_keep(album, &stage, "open");
    stage_key(&stage, KEY_ESCAPE, 0);
    stage_key(&stage, 'a', MOD_CTRL);
    stage_settle(&stage);
    album_keep(album, &stage, "several");
    stage_key(&stage, KEY_ESCAPE, 0);
    stage_press(&stage, last_named(&stage, &arena, "connection:"));
    stage_settle(&stage);
    album_keep(album, &stage, "connection");
    stage_key(&stage, KEY_ESCAPE, 0);
    for (int i = 0; i < 3; i++) {
        stage_key(&stage, KEY_TAB, 0);
    }
    stage_settle(&stage);
    album_keep(album, &stage, "keyboard");
    stage_press_with(&stage, last_named(&stage, &arena, "component:"), BUTTON_RIGHT);
    stage_settle(&stage);
    album_keep(album, &stage, "menu");
    stage_key(&stage, KEY_ESCAPE, 0);
    stage_press(&stage, last_named(&stage, &arena, "component:"));
    stage_key(&stage, KEY_DELETE, 0);
    stage_settle(&stage);
    album_keep(album, &stage, "deleted");
    arena_free(&arena);
    stage_close(&stage);
}

/* ---- Findings -------------------------------------------------------------------------------- */

static void open_finding(Stage *stage, const char *beginning) {
    Arena arena = {0};
    const char *name = last_named(stage, &arena, beginning);
    press_revealed(stage, name);
    stage_settle(stage);
    arena_free(&arena);
}

/* In one frame, so that it is not over before. The keyboard is at Cancel at once. */
static void press_and_cancel(Stage *stage, const char *name) {
    Point at = stage_find(stage, name);
    const InputEvent events[] = {
        {.type = INPUT_POINTER_DOWN, .x = at.x, .y = at.y, .button = BUTTON_LEFT, .clicks = 1},
        {.type = INPUT_POINTER_UP, .x = at.x, .y = at.y, .button = BUTTON_LEFT, .clicks = 1},
        {.type = INPUT_KEY_DOWN, .key = KEY_ENTER}};
    stage_move(stage, at);
    stage_input(stage, events, COUNT_OF(events));
}

static void play_finding(const Album *album) {
    Stage stage = open_design(album, SCENARIO("order-pipeline/naive.json"));
    stage_press(&stage, "tab:Findings");
    stage_settle(&stage);
    open_finding(&stage, "finding:messaging/no-dedup:");
    stage_reveal_at_top(&stage, "finding:messaging/no-dedup:");
    album_keep(album, &stage, "finding");
    stage_reveal(&stage, "button:Prove");
    press_and_cancel(&stage, "button:Prove");
    album_keep(album, &stage, "proof-cancelled");
    press_revealed(&stage, "button:Prove");
    album_keep(album, &stage, "proof-running");
    stage_settle(&stage);
    press_revealed(&stage, "button:Prove");
    stage_settle(&stage);
    stage_reveal_at_top(&stage, "proof");
    album_keep(album, &stage, "proof");
    stage_reveal(&stage, "button:Fix");
    album_keep(album, &stage, "proof-end");
    press_revealed(&stage, "button:Accept, because");
    stage_settle(&stage);
    stage_reveal(&stage, "button:Accept");
    album_keep(album, &stage, "accept-empty");
    stage_type(&stage, "The carrier asks us before it takes a second parcel of one order.");
    stage_settle(&stage);
    album_keep(album, &stage, "accept");
    stage_press(&stage, "button:Accept");
    stage_settle(&stage);
    stage_reveal(&stage, "button:take-back:messaging/no-dedup:");
    album_keep(album, &stage, "accepted");
    stage_close(&stage);
}

static void play_unproven(const Album *album) {
    Stage stage = open_design(album, SCENARIO("notification-service/naive.json"));
    Arena arena = {0};
    stage_press(&stage, "tab:Findings");
    stage_settle(&stage);
    open_finding(&stage, "finding:messaging/redelivery-without-backoff:jobs-sender");
    press_revealed(&stage, "button:Prove");
    stage_settle(&stage);
    stage_reveal_at_top(&stage, "proof");
    album_keep(album, &stage, "unproven");
    stage_close(&stage);
    stage = open_design(album, SCENARIO("notification-service/naive.json"));
    stage_press(&stage, "tab:Findings");
    stage_settle(&stage);
    open_finding(&stage, "finding:messaging/no-dead-letter-queue:");
    press_revealed(&stage, "button:Fix");
    stage_settle(&stage);
    album_keep(album, &stage, "fixed");
    arena_free(&arena);
    stage_close(&stage);
}

/* ---- The stress test ------------------------------------------------------------------------- */

/* Played from its card; what it shows is kept under these names. */
static void play_stress(const Album *album, const char *path, const char *scene, const char *card) {
    Stage stage = open_design(album, path);
    stage_press(&stage, "tab:Findings");
    stage_settle(&stage);
    stage_press(&stage, "button:stress-test");
    stage_settle_studies(&stage);
    album_keep(album, &stage, scene);
    stage_key(&stage, KEY_ESCAPE, 0);
    stage_move(&stage, stage_find(&stage, "canvas"));
    stage_settle(&stage);
    album_keep(album, &stage, card);
    stage_close(&stage);
}

static void play_stress_tests(const Album *album) {
    Stage stage = open_design(album, SCENARIO("order-pipeline/naive.json"));
    stage_press(&stage, "tab:Findings");
    stage_settle(&stage);
    press_and_cancel(&stage, "button:stress-test");
    stage_settle(&stage);
    album_keep(album, &stage, "stress-stopped");
    stage_press(&stage, "button:play-again");
    album_keep(album, &stage, "stress-running");
    stage_close(&stage);
    play_stress(album, SCENARIO("order-pipeline/naive.json"), "stress", "stress-card");
    play_stress(album, SCENARIO("notification-service/reference.json"), "stress-kept",
                "stress-kept-card");
}

/* ---- What was, and what went wrong ----------------------------------------------------------- */

static void play_replay(const Album *album) {
    Stage stage = album_open(album, NULL);
    Arena arena = {0};
    press_revealed(&stage, last_named(&stage, &arena, "button:replay:"));
    stage_settle(&stage);
    stage_press_at(&stage, "scrubber", 0.9F);
    stage_settle(&stage);
    album_keep(album, &stage, "replay");
    arena_free(&arena);
    stage_close(&stage);
}

/* A round that ended with this design; gives its journal. In the arena. */
static const char *leave_round(const Album *album, Arena *arena, const char *id, const char *path,
                               long long minute_ms) {
    Catalog *catalog = support_catalog();
    Design *design = NULL;
    Journal *journal = NULL;
    const char *folder = path_join(arena, path_join(arena, album->user_folder, "sessions"), id);
    const char *file = path_join(arena, folder, "session.jsonl");
    stage_stop_on(design_load(path, catalog, &design));
    Scenario *scenario = support_scenario(design->scenario);
    stage_stop_on(folder_make(folder));
    stage_stop_on(journal_create(file, id, design, &journal));
    Editor *editor = editor_new(design, journal);
    for (int phase = PHASE_CLARIFY + 1; phase < PHASE_COUNT; phase++) {
        editor_set_time(editor, phase * minute_ms);
        stage_stop_on(round_enter_phase(editor, scenario, (PhaseId)phase));
    }
    editor_set_time(editor, PHASE_COUNT * minute_ms);
    stage_stop_on(round_finish(editor));
    editor_free(editor);
    scenario_free(scenario);
    catalog_free(catalog);
    return file;
}

static void play_comparison(const Album *album) {
    enum { LONG_MS = 380000, SHORT_MS = 290000 };
    Arena arena = {0};
    leave_round(album, &arena, "first", SCENARIO("order-pipeline/naive.json"), LONG_MS);
    Stage stage =
        album_open(album, leave_round(album, &arena, "second",
                                      SCENARIO("order-pipeline/no-dedup.json"), SHORT_MS));
    stage_settle_studies(&stage);
    stage_press(&stage, "button:Compare");
    stage_press(&stage, "button:cancel-comparison");
    stage_settle(&stage);
    album_keep(album, &stage, "compare-stopped");
    stage_press(&stage, "button:play-both");
    stage_settle_studies(&stage); /* one after the other */
    stage_settle_studies(&stage);
    album_keep(album, &stage, "compare");
    stage_reveal_at_top(&stage, "section:Service levels");
    album_keep(album, &stage, "compare-levels");
    stage_press(&stage, "choice:compare-with");
    stage_settle(&stage);
    album_keep(album, &stage, "compare-choice");
    arena_free(&arena);
    stage_close(&stage);
}

static void play_errors(const Album *album) {
    Arena arena = {0};
    const char *broken = path_join(&arena, album->user_folder, "broken.json");
    const char text[] =
        "{ \"format\": \"faultline/design\", \"version\": 1,\n  \"componets\": [] }";
    stage_stop_on(file_save_atomic(broken, text, sizeof text - 1));
    Stage stage = album_open(album, broken);
    album_keep(album, &stage, "error");
    stage_close(&stage);
    arena_free(&arena);
}

static void play_home(const Album *album) {
    Stage stage = album_open(album, NULL);
    album_keep(album, &stage, "home");
    stage_close(&stage);
}

void scenes_play(const Album *album) {
    play_first_run(album);
    play_round(album);
    play_replay(album);
    play_design(album, SCENARIO("url-shortener/naive.json"), "naive");
    play_design(album, FAULTLINE_SOURCE_DIR "/tests/screens/midround.json", "board");
    play_panels(album);
    play_hands(album);
    play_finding(album);
    play_unproven(album);
    play_stress_tests(album);
    play_comparison(album);
    play_errors(album);
    play_home(album);
}
