/* The looks of the board, of the findings and of the inspector, against pictures that are kept. A
 * design, a scenario and rules of their own are shown, so that only a change of the looks shows.
 *
 * Pictures are compared by the mean colours of blocks of 8 by 8 pixels. So another version of a font
 * library, which draws the edges of letters a little differently, changes nothing, while a shape
 * that is missing, moved or of another colour does.
 *
 * FAULTLINE_RENEW_GOLDEN=1 renews the pictures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <SDL_image.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/paths.h"
#include "screens/stage.h"
#include "support/support.h"

enum { BLOCK = 8, MOST_DIFFERENCE = 16, MOST_BLOCKS = 6 };

#define GOLDEN FAULTLINE_SOURCE_DIR "/tests/screens/golden/"

typedef struct Show {
    Arena arena;
    char *folder;
    Stage stage;
} Show;

/* ---- The stage ------------------------------------------------------------------------------- */

static void link_to(Show *show, const char *target, const char *name) {
    assert_int_equal(symlink(target, path_join(&show->arena, show->folder, name)), 0);
}

/* The shipped catalogue and themes, but rules and scenarios of our own. */
static void make_data(Show *show) {
    stage_stop_on(folder_make(path_join(&show->arena, show->folder, "assets")));
    link_to(show, FAULTLINE_SOURCE_DIR "/assets/catalog.json", "assets/catalog.json");
    link_to(show, FAULTLINE_SOURCE_DIR "/assets/themes", "assets/themes");
    link_to(show, GOLDEN "data/rules", "assets/rules");
    link_to(show, GOLDEN "data/scenarios", "scenarios");
}

static const char *copy_design(Show *show) {
    char *bytes = NULL;
    size_t length = 0;
    const char *copy = path_join(&show->arena, show->folder, "parcels.json");
    stage_stop_on(file_read(GOLDEN "parcels.json", 1 << 20, &bytes, &length));
    stage_stop_on(file_save_atomic(copy, bytes, length));
    free(bytes);
    return copy;
}

static void raise_curtain(Show *show, const char *theme) {
    show->folder = support_make_folder(&show->arena);
    make_data(show);
    const char *user_folder = path_join(&show->arena, show->folder, "user");
    support_skip_tour(user_folder);
    StageOptions options = {.width = 1280,
                            .height = 720,
                            .scale = 1,
                            .theme = theme,
                            .data_folder = show->folder,
                            .user_folder = user_folder,
                            .open_path = copy_design(show)};
    stage_open(&show->stage, &options);
}

static void drop_curtain(Show *show) {
    stage_close(&show->stage);
    support_remove_folder(show->folder);
    arena_free(&show->arena);
}

/* ---- Pictures -------------------------------------------------------------------------------- */

static SDL_Surface *cut_out(Stage *stage, Rect rect) {
    stage_paint(stage);
    SDL_Rect from = {(int)rect.x, (int)rect.y, (int)rect.w, (int)rect.h};
    SDL_Surface *cut =
        SDL_CreateRGBSurfaceWithFormat(0, from.w, from.h, 32, SDL_PIXELFORMAT_ARGB8888);
    assert_non_null(cut);
    SDL_SetSurfaceBlendMode(stage->surface, SDL_BLENDMODE_NONE);
    assert_int_equal(SDL_BlitSurface(stage->surface, &from, cut, NULL), 0);
    return cut;
}

static SDL_Surface *load(const char *path) {
    SDL_Surface *read = IMG_Load(path);
    if (!read) {
        fail_msg("%s: %s", path, IMG_GetError());
    }
    SDL_Surface *surface = SDL_ConvertSurfaceFormat(read, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(read);
    assert_non_null(surface);
    return surface;
}

/* Of one channel, over a block that may be cut by the edge. */
static int block_mean(const SDL_Surface *surface, int left, int top, int shift) {
    int sum = 0, count = 0;
    for (int y = top; y < top + BLOCK && y < surface->h; y++) {
        const uint32_t *row =
            (const uint32_t *)(const void *)((const char *)surface->pixels + y * surface->pitch);
        for (int x = left; x < left + BLOCK && x < surface->w; x++) {
            sum += (int)(row[x] >> shift & 0xFF);
            count++;
        }
    }
    return sum / count;
}

static bool block_differs(const SDL_Surface *a, const SDL_Surface *b, int left, int top) {
    enum { CHANNELS = 3, BITS = 8 };
    for (int channel = 0; channel < CHANNELS; channel++) {
        int shift = channel * BITS;
        if (abs(block_mean(a, left, top, shift) - block_mean(b, left, top, shift)) >
            MOST_DIFFERENCE) {
            return true;
        }
    }
    return false;
}

static int count_different(const SDL_Surface *a, const SDL_Surface *b) {
    int count = 0;
    if (a->w != b->w || a->h != b->h) {
        return a->w * a->h;
    }
    for (int y = 0; y < a->h; y += BLOCK) {
        for (int x = 0; x < a->w; x += BLOCK) {
            count += block_differs(a, b, x, y);
        }
    }
    return count;
}

static void compare(Stage *stage, Rect rect, const char *name) {
    Arena arena = {0};
    const char *kept = path_join(&arena, GOLDEN, name);
    SDL_Surface *seen = cut_out(stage, rect);
    if (getenv("FAULTLINE_RENEW_GOLDEN")) {
        assert_int_equal(IMG_SavePNG(seen, kept), 0);
    }
    SDL_Surface *golden = load(kept);
    int different = count_different(seen, golden);
    if (different > MOST_BLOCKS) {
        IMG_SavePNG(seen, name);
        fail_msg("%s looks different in %d blocks of %d by %d pixels: see ./%s; if it is meant to, "
                 "FAULTLINE_RENEW_GOLDEN=1 renews it",
                 kept, different, BLOCK, BLOCK, name);
    }
    SDL_FreeSurface(golden);
    SDL_FreeSurface(seen);
    arena_free(&arena);
}

static Rect place_of(const Stage *stage, const char *name) {
    Rect rect = {0};
    assert_true(draw_find(&stage->list, name, &rect));
    return rect;
}

/* ---- What is shown --------------------------------------------------------------------------- */

static void rest(Stage *stage) {
    stage_move(stage, (Point){stage->options.width / 2, stage->options.height - 2});
    stage_settle(stage);
}

static void test_board(void **state) {
    const char *const *theme = *state;
    char name[64];
    Show show = {0};
    raise_curtain(&show, *theme);
    rest(&show.stage);
    snprintf(name, sizeof name, "board-%s.png", *theme);
    compare(&show.stage, place_of(&show.stage, "canvas"), name);
    drop_curtain(&show);
}

static void test_findings(void **state) {
    (void)state;
    Show show = {0};
    raise_curtain(&show, "light");
    stage_press(&show.stage, "tab:Findings");
    stage_settle(&show.stage);
    stage_press(&show.stage, "finding:rules/no-timeout:orders-store");
    rest(&show.stage);
    compare(&show.stage, place_of(&show.stage, "scroll:findings"), "findings-light.png");
    drop_curtain(&show);
}

static void test_inspector(void **state) {
    (void)state;
    Show show = {0};
    raise_curtain(&show, "light");
    stage_press(&show.stage, "component:orders");
    rest(&show.stage);
    compare(&show.stage, place_of(&show.stage, "scroll:inspector:orders"), "inspector-light.png");
    drop_curtain(&show);
}

static void test_stress(void **state) {
    const char *const *theme = *state;
    char name[64];
    Show show = {0};
    raise_curtain(&show, *theme);
    stage_press(&show.stage, "tab:Findings");
    stage_settle(&show.stage);
    stage_press(&show.stage, "button:stress-test");
    stage_settle_studies(&show.stage);
    rest(&show.stage);
    snprintf(name, sizeof name, "stress-%s.png", *theme);
    compare(&show.stage, place_of(&show.stage, "dialog:Stress test"), name);
    drop_curtain(&show);
}

/* The round beside the reference of its scenario. */
static void test_compare(void **state) {
    const char *const *theme = *state;
    char name[64];
    Show show = {0};
    raise_curtain(&show, *theme);
    stage_press(&show.stage, "button:Finish round");
    stage_press(&show.stage, "button:Finish now");
    stage_press(&show.stage, "button:Compare");
    for (int i = 0; i < 2; i++) { /* they are played one after the other */
        stage_settle_studies(&show.stage);
    }
    rest(&show.stage);
    snprintf(name, sizeof name, "compare-%s.png", *theme);
    compare(&show.stage, place_of(&show.stage, "dialog:Compare"), name);
    drop_curtain(&show);
}

/* The comparison itself: a badge that is missing is seen, noise is not. */
static void test_a_difference_is_seen(void **state) {
    (void)state;
    SDL_Surface *golden = load(GOLDEN "board-light.png"), *changed = load(GOLDEN "board-light.png");
    for (int i = 0; i < changed->w * changed->h; i++) {
        uint32_t *row =
            (uint32_t *)(void *)((char *)changed->pixels + i / changed->w * changed->pitch);
        row[i % changed->w] ^= (uint32_t)(i * 7 % 4) * 0x010101U;
    }
    assert_int_equal(count_different(golden, changed), 0);
    const SDL_Rect badge = {changed->w / 2, changed->h / 2, 36, 21};
    SDL_FillRect(changed, &badge, SDL_MapRGB(changed->format, 190, 42, 70));
    assert_true(count_different(golden, changed) > MOST_BLOCKS);
    SDL_FreeSurface(golden);
    SDL_FreeSurface(changed);
}

int main(void) {
    static const char *LIGHT = "light", *DARK = "dark", *CONTRAST = "contrast";
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(test_board, &LIGHT),
        cmocka_unit_test_prestate(test_board, &DARK),
        cmocka_unit_test_prestate(test_board, &CONTRAST),
        cmocka_unit_test(test_findings),
        cmocka_unit_test(test_inspector),
        cmocka_unit_test_prestate(test_stress, &LIGHT),
        cmocka_unit_test_prestate(test_stress, &DARK),
        cmocka_unit_test_prestate(test_compare, &LIGHT),
        cmocka_unit_test_prestate(test_compare, &DARK),
        cmocka_unit_test(test_a_difference_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
