#include "platform/events.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/macros.h"
#include "platform/keys.h"

static const InputEvent *only(const Events *events) {
    assert_int_equal(events->items.count, 1);
    return &events->items.items[0];
}

static void test_keys(void **state) {
    (void)state;
    static const struct {
        SDL_Keycode code;
        SDL_Scancode scancode;
        unsigned state;
        int key;
    } ROWS[] = {
        {SDLK_a, SDL_SCANCODE_A, 0, 'a'},
        {SDLK_z, SDL_SCANCODE_Y, 0, 'z'}, /* where the letter is does not matter */
        {SDLK_SLASH, SDL_SCANCODE_7, KMOD_SHIFT, '/'},
        {SDLK_RETURN, SDL_SCANCODE_RETURN, 0, KEY_ENTER},
        {SDLK_KP_ENTER, SDL_SCANCODE_KP_ENTER, 0, KEY_ENTER},
        {SDLK_ESCAPE, SDL_SCANCODE_ESCAPE, 0, KEY_ESCAPE},
        {SDLK_BACKSPACE, SDL_SCANCODE_BACKSPACE, 0, KEY_BACKSPACE},
        {SDLK_DELETE, SDL_SCANCODE_DELETE, 0, KEY_DELETE},
        {SDLK_TAB, SDL_SCANCODE_TAB, 0, KEY_TAB},
        {SDLK_SPACE, SDL_SCANCODE_SPACE, 0, KEY_SPACE},
        {SDLK_LEFT, SDL_SCANCODE_LEFT, 0, KEY_LEFT},
        {SDLK_PAGEDOWN, SDL_SCANCODE_PAGEDOWN, 0, KEY_PAGE_DOWN},
        {SDLK_F1, SDL_SCANCODE_F1, 0, KEY_F1},
        {SDLK_F12, SDL_SCANCODE_F12, 0, KEY_F12},
        {SDLK_KP_7, SDL_SCANCODE_KP_7, KMOD_NUM, '7'},
        {SDLK_KP_7, SDL_SCANCODE_KP_7, 0, KEY_HOME},
        {SDLK_KP_PLUS, SDL_SCANCODE_KP_PLUS, 0, '+'},
        {0x44F, SDL_SCANCODE_Z, KMOD_CTRL, 'z'}, /* of a Cyrillic keyboard */
        {0x445, SDL_SCANCODE_LEFTBRACKET, 0, '['},
        {0xE9, SDL_SCANCODE_2, 0, '2'}, /* of a French one, where digits need Shift */
        {'&', SDL_SCANCODE_1, 0, '1'},
        {'-', SDL_SCANCODE_6, KMOD_CTRL, '-'},
        {SDLK_LSHIFT, SDL_SCANCODE_LSHIFT, KMOD_SHIFT, KEY_NONE},
        {SDLK_F13, SDL_SCANCODE_F13, 0, KEY_NONE},
        {SDLK_VOLUMEUP, SDL_SCANCODE_VOLUMEUP, 0, KEY_NONE},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        SDL_Keysym key = {
            .sym = ROWS[i].code, .scancode = ROWS[i].scancode, .mod = (Uint16)ROWS[i].state};
        if (key_from_sdl(&key) != ROWS[i].key) {
            fail_msg("row %zu: key %d instead of %d", i, key_from_sdl(&key), ROWS[i].key);
        }
    }
}

static void test_modifiers(void **state) {
    (void)state;
    assert_int_equal(modifiers_from_sdl(KMOD_NONE), 0);
    assert_int_equal(modifiers_from_sdl(KMOD_RSHIFT), MOD_SHIFT);
    assert_int_equal(modifiers_from_sdl(KMOD_LCTRL), MOD_CTRL);
    assert_int_equal(modifiers_from_sdl(KMOD_RGUI), MOD_CTRL);
    assert_int_equal(modifiers_from_sdl(KMOD_LALT | KMOD_LSHIFT | KMOD_NUM | KMOD_CAPS),
                     MOD_ALT | MOD_SHIFT);
}

static void test_key_events_carry_their_modifiers(void **state) {
    (void)state;
    Events events = {0};
    SDL_Event press = {.key = {.type = SDL_KEYDOWN,
                               .repeat = 1,
                               .keysym = {.sym = SDLK_v, .mod = KMOD_LCTRL | KMOD_LSHIFT}}};
    events_add(&events, &press, 1, KMOD_NONE);
    const InputEvent *event = only(&events);
    assert_int_equal(event->type, INPUT_KEY_DOWN);
    assert_int_equal(event->key, 'v');
    assert_int_equal(event->modifiers, MOD_CTRL | MOD_SHIFT);
    assert_true(events_want_clipboard(&events));
    events_clear(&events);
    assert_false(events_want_clipboard(&events));

    press.key.type = SDL_KEYUP;
    events_add(&events, &press, 1, KMOD_NONE);
    assert_int_equal(only(&events)->type, INPUT_KEY_UP);
    assert_false(events_want_clipboard(&events));
    events_free(&events);
}

static SDL_Event motion(int x, int y) {
    return (SDL_Event){.motion = {.type = SDL_MOUSEMOTION, .x = x, .y = y}};
}

static SDL_Event button(uint32_t type, uint8_t which, int x, int y, uint8_t clicks) {
    return (SDL_Event){.button = {.type = type, .button = which, .x = x, .y = y, .clicks = clicks}};
}

static void add(Events *events, SDL_Event event) {
    events_add(events, &event, 2, KMOD_SHIFT);
}

static void test_moves_become_one_and_presses_stay_between_them(void **state) {
    (void)state;
    Events events = {0};
    add(&events, motion(10, 10));
    add(&events, motion(20, 20));
    add(&events, motion(30, 40));
    const InputEvent *move = only(&events);
    assert_int_equal(move->type, INPUT_POINTER_MOVE);
    assert_true(move->x == 15 && move->y == 20); /* in logical pixels */
    assert_int_equal(move->modifiers, MOD_SHIFT);

    add(&events, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 30, 40, 2));
    add(&events, motion(50, 60));
    add(&events, motion(52, 60));
    add(&events, button(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, 52, 62, 2));
    assert_int_equal(events.items.count, 4);
    const InputEvent *press = &events.items.items[1];
    assert_int_equal(press->type, INPUT_POINTER_DOWN);
    assert_int_equal(press->button, BUTTON_LEFT);
    assert_int_equal(press->clicks, 2);
    assert_true(events.items.items[2].x == 26);
    assert_int_equal(events.items.items[3].type, INPUT_POINTER_UP);
    assert_true(events.items.items[3].y == 31);
    events_free(&events);
}

static void test_buttons(void **state) {
    (void)state;
    Events events = {0};
    add(&events, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_MIDDLE, 1, 1, 1));
    assert_int_equal(only(&events)->button, BUTTON_MIDDLE);
    events_clear(&events);
    add(&events, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_RIGHT, 1, 1, 1));
    assert_int_equal(only(&events)->button, BUTTON_RIGHT);
    events_clear(&events);
    add(&events, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_X1, 1, 1, 1));
    assert_int_equal(events.items.count, 0);
    events_free(&events);
}

static void test_the_wheel_turns_where_the_pointer_is(void **state) {
    (void)state;
    Events events = {0};
    add(&events, motion(100, 60));
    events_clear(&events);
    SDL_Event wheel = {.wheel = {.type = SDL_MOUSEWHEEL, .preciseX = 0.5F, .preciseY = -1.5F}};
    add(&events, wheel);
    const InputEvent *turn = only(&events);
    assert_int_equal(turn->type, INPUT_WHEEL);
    assert_true(turn->x == 50 && turn->y == 30);
    assert_true(turn->dx == 0.5F && turn->dy == -1.5F);
    events_clear(&events);
    wheel.wheel.direction = SDL_MOUSEWHEEL_FLIPPED;
    add(&events, wheel);
    assert_true(only(&events)->dy == 1.5F);
    events_free(&events);
}

static void test_a_pinch_is_a_factor(void **state) {
    (void)state;
    Events events = {0};
    SDL_Event pinch = {.mgesture = {.type = SDL_MULTIGESTURE, .numFingers = 2, .dDist = 0.1F}};
    add(&events, pinch);
    assert_int_equal(only(&events)->type, INPUT_PINCH);
    assert_true(only(&events)->dy > 1);
    events_clear(&events);
    pinch.mgesture.numFingers = 3;
    add(&events, pinch);
    assert_int_equal(events.items.count, 0);
    events_free(&events);
}

static void test_texts_outlive_their_event(void **state) {
    (void)state;
    Events events = {0};
    SDL_Event text = {.text = {.type = SDL_TEXTINPUT, .text = "\xC3\xBC"}};
    add(&events, text);
    SDL_Event compose = {.edit = {.type = SDL_TEXTEDITING, .text = "ni"}};
    add(&events, compose);
    char path[] = "/tmp/design.json";
    SDL_Event drop = {.drop = {.type = SDL_DROPFILE, .file = path}};
    add(&events, drop);
    memset(&text, 0, sizeof text);
    memset(&compose, 0, sizeof compose);
    memset(path, 0, sizeof path);
    assert_int_equal(events.items.count, 3);
    assert_int_equal(events.items.items[0].type, INPUT_TEXT);
    assert_string_equal(events.items.items[0].text, "\xC3\xBC");
    assert_int_equal(events.items.items[1].type, INPUT_COMPOSE);
    assert_string_equal(events.items.items[1].text, "ni");
    assert_int_equal(events.items.items[2].type, INPUT_DROP_FILE);
    assert_string_equal(events.items.items[2].text, "/tmp/design.json");
    events_free(&events);
}

static SDL_Event window_event(uint8_t what) {
    return (SDL_Event){.window = {.type = SDL_WINDOWEVENT, .event = what}};
}

static void test_the_window_loses_the_pointer_and_the_focus(void **state) {
    (void)state;
    Events events = {0};
    add(&events, window_event(SDL_WINDOWEVENT_LEAVE));
    assert_int_equal(only(&events)->type, INPUT_POINTER_MOVE);
    assert_true(only(&events)->x < 0);
    events_clear(&events);

    add(&events, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 1, 1, 1));
    add(&events, window_event(SDL_WINDOWEVENT_LEAVE)); /* a drag goes on outside */
    assert_int_equal(only(&events)->type, INPUT_POINTER_DOWN);
    events_clear(&events);

    add(&events, window_event(SDL_WINDOWEVENT_FOCUS_LOST));
    assert_int_equal(only(&events)->type, INPUT_FOCUS_LOST);
    add(&events, window_event(SDL_WINDOWEVENT_LEAVE)); /* the button was let go elsewhere */
    assert_int_equal(events.items.count, 2);
    events_clear(&events);

    add(&events, window_event(SDL_WINDOWEVENT_CLOSE)); /* SDL_QUIT follows it */
    assert_int_equal(events.items.count, 0);
    add(&events, (SDL_Event){.type = SDL_QUIT});
    assert_int_equal(only(&events)->type, INPUT_CLOSE);
    events_free(&events);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_modifiers),
        cmocka_unit_test(test_key_events_carry_their_modifiers),
        cmocka_unit_test(test_moves_become_one_and_presses_stay_between_them),
        cmocka_unit_test(test_buttons),
        cmocka_unit_test(test_the_wheel_turns_where_the_pointer_is),
        cmocka_unit_test(test_a_pinch_is_a_factor),
        cmocka_unit_test(test_texts_outlive_their_event),
        cmocka_unit_test(test_the_window_loses_the_pointer_and_the_focus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
