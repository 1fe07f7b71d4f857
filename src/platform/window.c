#include "platform/window.h"

#include <SDL_image.h>
#include <langinfo.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_WIDTH = 1440, FIRST_HEIGHT = 900, LEAST_WIDTH = 1024, LEAST_HEIGHT = 640 };

static Error read_scale(float *scale) {
    const char *text = getenv("FAULTLINE_SCALE");
    *scale = 1;
    if (!text || text[0] == '\0') {
        return error_none();
    }
    char *end = NULL;
    float read = strtof(text, &end);
    if (*end != '\0' || !(read >= 0.5F && read <= 4)) {
        return error_make(ERROR_USAGE,
                          "FAULTLINE_SCALE is '%s', but should be a number from 0.5 to 4", text);
    }
    *scale = read;
    return error_none();
}

static bool wants_software(void) {
    const char *asked = getenv("FAULTLINE_RENDERER");
    return asked && strcmp(asked, "software") == 0;
}

static void create_window(Window *window) {
    int width = (int)(FIRST_WIDTH * window->units);
    int height = (int)(FIRST_HEIGHT * window->units);
    SDL_Rect usable;
    if (SDL_GetDisplayUsableBounds(0, &usable) == 0) {
        width = SDL_min(width, usable.w);
        height = SDL_min(height, usable.h);
    }
    window->window =
        SDL_CreateWindow("Faultline", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width, height,
                         SDL_WINDOW_HIDDEN | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (window->window) {
        SDL_SetWindowMinimumSize(window->window, SDL_min(width, (int)(LEAST_WIDTH * window->units)),
                                 SDL_min(height, (int)(LEAST_HEIGHT * window->units)));
    }
}

static void destroy_window(Window *window) {
    if (window->renderer) {
        SDL_DestroyRenderer(window->renderer);
        window->renderer = NULL;
    }
    if (window->window) {
        SDL_DestroyWindow(window->window);
        window->window = NULL;
    }
}

/* Some systems offer OpenGL without a graphics card to run it. SDL's own painting is quicker. */
static bool is_pretended(SDL_Renderer *renderer) {
    enum { GL_RENDERER_NAME = 0x1F01 };
    typedef const char *GetString(unsigned name);
    SDL_RendererInfo info;
    if (SDL_GetRendererInfo(renderer, &info) != 0 || !strstr(info.name, "opengl")) {
        return false;
    }
    union {
        void *object;
        GetString *function;
    } get_string = {SDL_GL_GetProcAddress("glGetString")};
    const char *name = get_string.object ? get_string.function(GL_RENDERER_NAME) : NULL;
    return name && (strstr(name, "llvmpipe") || strstr(name, "softpipe") ||
                    strstr(name, "Software Rasterizer") || strstr(name, "SwiftShader"));
}

static void create_renderer(Window *window) {
    if (!wants_software()) {
        window->renderer = SDL_CreateRenderer(window->window, -1,
                                              SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC);
        if (window->renderer && is_pretended(window->renderer)) {
            destroy_window(window); /* the next renderer wants a window of another sort */
            create_window(window);
        }
    }
    if (window->window && !window->renderer) {
        window->renderer = SDL_CreateRenderer(window->window, -1, SDL_RENDERER_SOFTWARE);
    }
}

/* Where there is no display SDL may draw for nobody, which is of use only when it was asked for. */
static bool is_for_nobody(void) {
    const char *driver = SDL_GetCurrentVideoDriver();
    return !getenv("SDL_VIDEODRIVER") && driver &&
           (strcmp(driver, "offscreen") == 0 || strcmp(driver, "dummy") == 0);
}

/* Without its folder there is no Wayland, and its library would say so on standard error. */
static bool is_without_wayland(void) {
    return strcmp(SDL_GetPlatform(), "Linux") == 0 && !getenv("SDL_VIDEODRIVER") &&
           !getenv("XDG_RUNTIME_DIR") && !getenv("WAYLAND_DISPLAY");
}

static Error open_display(void) {
    static const char NO_DISPLAY[] = "neither DISPLAY nor WAYLAND_DISPLAY leads to one";
    const char *reason = NULL;
    bool only_x11 = is_without_wayland();
    if (only_x11) {
        SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11");
    }
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        reason = only_x11 ? NO_DISPLAY : SDL_GetError();
    } else if (is_for_nobody()) {
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        reason = NO_DISPLAY;
    }
    return reason ? error_make(ERROR_IO,
                               "there is no display for a window (%s); `faultline check DESIGN` "
                               "and `faultline render DESIGN -o FILE` need none",
                               reason)
                  : error_none();
}

/* X11 takes no title with characters that the locale has not, and titles are people's own words. */
static void choose_characters(void) {
    if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
        setlocale(LC_CTYPE, "C.UTF-8");
    }
}

Error window_open(Window *window) {
    Window made = {0};
    Error error = read_scale(&made.units);
    if (error.code) {
        return error;
    }
    choose_characters();
    SDL_SetMainReady();
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1"); /* the press that raises it also acts */
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0"); /* software goes straight to the window */
    error = open_display();
    if (error.code) {
        return error;
    }
    SDL_StopTextInput();
    create_window(&made);
    if (made.window) {
        create_renderer(&made);
    }
    if (!made.renderer) {
        error = error_make(ERROR_IO, "the window cannot be made: %s", SDL_GetError());
        window_close(&made);
        return error;
    }
    SDL_ShowWindow(made.window);
    *window = made;
    return error_none();
}

void window_close(Window *window) {
    for (size_t i = 0; i < CURSOR_COUNT; i++) {
        SDL_FreeCursor(window->cursors[i]);
    }
    destroy_window(window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    *window = (Window){0};
}

void window_set_icon(Window *window, const char *svg_path) {
    SDL_Surface *icon = IMG_Load(svg_path);
    if (icon) {
        SDL_SetWindowIcon(window->window, icon);
        SDL_FreeSurface(icon);
    }
}

void window_measure(const Window *window, float *width, float *height, float *scale) {
    int units_wide = 0;
    int units_high = 0;
    int pixels_wide = 0;
    int pixels_high = 0;
    SDL_GetWindowSize(window->window, &units_wide, &units_high);
    SDL_GetRendererOutputSize(window->renderer, &pixels_wide, &pixels_high);
    float density = units_wide > 0 ? (float)pixels_wide / (float)units_wide : 1;
    *width = (float)units_wide / window->units;
    *height = (float)units_high / window->units;
    *scale = density * window->units;
}

static void show_cursor(Window *window, Cursor cursor) {
    static const SDL_SystemCursor SYSTEM[CURSOR_COUNT] = {
        [CURSOR_ARROW] = SDL_SYSTEM_CURSOR_ARROW,     [CURSOR_HAND] = SDL_SYSTEM_CURSOR_HAND,
        [CURSOR_TEXT] = SDL_SYSTEM_CURSOR_IBEAM,      [CURSOR_GRAB] = SDL_SYSTEM_CURSOR_SIZEALL,
        [CURSOR_MOVE] = SDL_SYSTEM_CURSOR_SIZEALL,    [CURSOR_CROSS] = SDL_SYSTEM_CURSOR_CROSSHAIR,
        [CURSOR_RESIZE] = SDL_SYSTEM_CURSOR_SIZENWSE,
    };
    if (cursor == window->cursor) {
        return;
    }
    if (!window->cursors[cursor]) {
        window->cursors[cursor] = SDL_CreateSystemCursor(SYSTEM[cursor]);
    }
    SDL_SetCursor(window->cursors[cursor]);
    window->cursor = cursor;
}

static void take_text(Window *window, const AppOutput *output) {
    if (output->wants_text) {
        Rect rect = output->text_rect;
        float units = window->units * output->zoom;
        SDL_Rect place = {(int)(rect.x * units), (int)(rect.y * units), (int)(rect.w * units),
                          (int)(rect.h * units)};
        SDL_SetTextInputRect(&place);
    }
    if (output->wants_text != window->takes_text) {
        if (output->wants_text) {
            SDL_StartTextInput();
        } else {
            SDL_StopTextInput();
        }
        window->takes_text = output->wants_text;
    }
}

void window_obey(Window *window, const AppOutput *output) {
    if (output->title && strcmp(output->title, SDL_GetWindowTitle(window->window)) != 0) {
        SDL_SetWindowTitle(window->window, output->title);
    }
    if (output->clipboard) {
        SDL_SetClipboardText(output->clipboard);
    }
    show_cursor(window, output->cursor);
    take_text(window, output);
}
