#include "platform/events.h"

#include <stdlib.h>

#include "platform/keys.h"

void events_clear(Events *events) {
    events->items.count = 0;
    arena_clear(&events->texts);
}

void events_free(Events *events) {
    array_free(&events->items);
    arena_free(&events->texts);
}

static void add_move(Events *events, float x, float y, unsigned modifiers) {
    events->x = x;
    events->y = y;
    InputEvent move = {.type = INPUT_POINTER_MOVE, .x = x, .y = y, .modifiers = modifiers};
    size_t count = events->items.count;
    if (count > 0 && events->items.items[count - 1].type == INPUT_POINTER_MOVE) {
        events->items.items[count - 1] = move;
    } else {
        array_push(&events->items, move);
    }
}

static PointerButton button_from_sdl(uint8_t button) {
    switch (button) {
    case SDL_BUTTON_LEFT:
        return BUTTON_LEFT;
    case SDL_BUTTON_MIDDLE:
        return BUTTON_MIDDLE;
    case SDL_BUTTON_RIGHT:
        return BUTTON_RIGHT;
    default:
        return BUTTON_NONE;
    }
}

static void add_button(Events *events, const SDL_MouseButtonEvent *event, float scale,
                       unsigned modifiers) {
    PointerButton button = button_from_sdl(event->button);
    if (button == BUTTON_NONE) {
        return;
    }
    bool down = event->type == SDL_MOUSEBUTTONDOWN;
    unsigned bit = 1U << button;
    events->buttons = down ? events->buttons | bit : events->buttons & ~bit;
    events->x = (float)event->x / scale;
    events->y = (float)event->y / scale;
    array_push(&events->items, ((InputEvent){.type = down ? INPUT_POINTER_DOWN : INPUT_POINTER_UP,
                                             .x = events->x,
                                             .y = events->y,
                                             .button = button,
                                             .clicks = event->clicks,
                                             .modifiers = modifiers}));
}

static void add_wheel(Events *events, const SDL_MouseWheelEvent *event, unsigned modifiers) {
    float sign = event->direction == SDL_MOUSEWHEEL_FLIPPED ? -1.0F : 1.0F;
    array_push(&events->items, ((InputEvent){.type = INPUT_WHEEL,
                                             .x = events->x,
                                             .y = events->y,
                                             .dx = sign * event->preciseX,
                                             .dy = sign * event->preciseY,
                                             .modifiers = modifiers}));
}

static void add_pinch(Events *events, const SDL_MultiGestureEvent *event) {
    static const float STRENGTH = 3; /* dDist is a share of the touched surface */
    if (event->numFingers == 2 && event->dDist != 0) {
        array_push(&events->items, ((InputEvent){.type = INPUT_PINCH,
                                                 .x = events->x,
                                                 .y = events->y,
                                                 .dy = 1 + STRENGTH * event->dDist}));
    }
}

static void add_key(Events *events, const SDL_KeyboardEvent *event) {
    int key = key_from_sdl(&event->keysym);
    if (key != KEY_NONE) {
        array_push(&events->items,
                   ((InputEvent){.type = event->type == SDL_KEYDOWN ? INPUT_KEY_DOWN : INPUT_KEY_UP,
                                 .x = events->x,
                                 .y = events->y,
                                 .key = key,
                                 .modifiers = modifiers_from_sdl(event->keysym.mod)}));
    }
}

static void add_text(Events *events, InputType type, const char *text) {
    array_push(&events->items, ((InputEvent){.type = type,
                                             .x = events->x,
                                             .y = events->y,
                                             .text = arena_copy_string(&events->texts, text)}));
}

static void add_plain(Events *events, InputType type) {
    array_push(&events->items, ((InputEvent){.type = type, .x = events->x, .y = events->y}));
}

static void add_window(Events *events, const SDL_WindowEvent *event, unsigned modifiers) {
    if (event->event == SDL_WINDOWEVENT_FOCUS_LOST) {
        events->buttons = 0;
        add_plain(events, INPUT_FOCUS_LOST);
    } else if (event->event == SDL_WINDOWEVENT_LEAVE && events->buttons == 0) {
        add_move(events, -1, -1, modifiers); /* over nothing */
    }
}

void events_add(Events *events, const SDL_Event *event, float scale, unsigned modifiers) {
    unsigned held = modifiers_from_sdl(modifiers);
    switch (event->type) {
    case SDL_MOUSEMOTION:
        add_move(events, (float)event->motion.x / scale, (float)event->motion.y / scale, held);
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        add_button(events, &event->button, scale, held);
        break;
    case SDL_MOUSEWHEEL:
        add_wheel(events, &event->wheel, held);
        break;
    case SDL_MULTIGESTURE:
        add_pinch(events, &event->mgesture);
        break;
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        add_key(events, &event->key);
        break;
    case SDL_TEXTINPUT:
        add_text(events, INPUT_TEXT, event->text.text);
        break;
    case SDL_TEXTEDITING:
        add_text(events, INPUT_COMPOSE, event->edit.text);
        break;
    case SDL_DROPFILE:
        add_text(events, INPUT_DROP_FILE, event->drop.file);
        break;
    case SDL_WINDOWEVENT:
        add_window(events, &event->window, held);
        break;
    case SDL_QUIT: /* the close button of the only window, or a signal */
        add_plain(events, INPUT_CLOSE);
        break;
    default:
        break;
    }
}

bool events_want_clipboard(const Events *events) {
    for (size_t i = 0; i < events->items.count; i++) {
        const InputEvent *event = &events->items.items[i];
        if (event->type == INPUT_KEY_DOWN && event->key == 'v' && event->modifiers & MOD_CTRL) {
            return true;
        }
    }
    return false;
}
