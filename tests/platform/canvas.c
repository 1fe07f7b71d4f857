#include "platform/canvas.h"

#include <stdlib.h>

Canvas canvas_open(int width, int height, Fonts *fonts) {
    Canvas canvas = {0};
    canvas.surface = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
    assert_non_null(canvas.surface);
    canvas.renderer = SDL_CreateSoftwareRenderer(canvas.surface);
    assert_non_null(canvas.renderer);
    canvas.painter = painter_new(canvas.renderer, fonts, FAULTLINE_SOURCE_DIR "/assets/icons");
    return canvas;
}

void canvas_close(Canvas *canvas) {
    painter_free(canvas->painter);
    SDL_DestroyRenderer(canvas->renderer);
    SDL_FreeSurface(canvas->surface);
    draw_free(&canvas->list);
}

void canvas_paint(Canvas *canvas, float scale) {
    painter_paint(canvas->painter, &canvas->list, scale);
    SDL_RenderFlush(canvas->renderer);
    draw_clear(&canvas->list);
}

Color canvas_at(const Canvas *canvas, int x, int y) {
    const char *row = (const char *)canvas->surface->pixels + y * canvas->surface->pitch;
    uint32_t pixel = ((const uint32_t *)(const void *)row)[x];
    return (Color){(uint8_t)(pixel >> 16), (uint8_t)(pixel >> 8), (uint8_t)pixel,
                   (uint8_t)(pixel >> 24)};
}

double canvas_red(const Canvas *canvas, SDL_Rect rect) {
    double sum = 0;
    for (int y = rect.y; y < rect.y + rect.h; y++) {
        for (int x = rect.x; x < rect.x + rect.w; x++) {
            sum += (double)canvas_at(canvas, x, y).r / 255;
        }
    }
    return sum;
}

void canvas_assert_color(const Canvas *canvas, int x, int y, Color expected, const char *file,
                         int line) {
    enum { ROUNDING = 2 }; /* of blending in bytes */
    Color found = canvas_at(canvas, x, y);
    bool same = abs(found.r - expected.r) <= ROUNDING && abs(found.g - expected.g) <= ROUNDING &&
                abs(found.b - expected.b) <= ROUNDING;
    if (!same) {
        print_error("at %d, %d: %d %d %d instead of %d %d %d\n", x, y, found.r, found.g, found.b,
                    expected.r, expected.g, expected.b);
    }
    _assert_true(same, "the colour expected", file, line);
}
