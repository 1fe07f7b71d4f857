#include <math.h>

#include "board/draw.h"

bool rect_contains(Rect rect, float x, float y) {
    return x >= rect.x && x < rect.x + rect.w && y >= rect.y && y < rect.y + rect.h;
}

bool rect_overlaps(Rect a, Rect b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

Rect rect_inset(Rect rect, float by) {
    return (Rect){rect.x + by, rect.y + by, rect.w - 2 * by, rect.h - 2 * by};
}

Rect rect_union(Rect a, Rect b) {
    float left = fminf(a.x, b.x);
    float top = fminf(a.y, b.y);
    float right = fmaxf(a.x + a.w, b.x + b.w);
    float bottom = fmaxf(a.y + a.h, b.y + b.h);
    return (Rect){left, top, right - left, bottom - top};
}

Rect rect_intersection(Rect a, Rect b) {
    float left = fmaxf(a.x, b.x);
    float top = fmaxf(a.y, b.y);
    float right = fminf(a.x + a.w, b.x + b.w);
    float bottom = fminf(a.y + a.h, b.y + b.h);
    return (Rect){left, top, fmaxf(right - left, 0), fmaxf(bottom - top, 0)};
}

Color color_with_alpha(Color color, uint8_t alpha) {
    color.a = alpha;
    return color;
}

static uint8_t mix_channel(uint8_t a, uint8_t b, float share_of_b) {
    return (uint8_t)lrintf((float)a + ((float)b - (float)a) * share_of_b);
}

Color color_mix(Color a, Color b, float share_of_b) {
    return (Color){
        mix_channel(a.r, b.r, share_of_b),
        mix_channel(a.g, b.g, share_of_b),
        mix_channel(a.b, b.b, share_of_b),
        mix_channel(a.a, b.a, share_of_b),
    };
}
