#include "ui/layout.h"

static float at_most(float value, float limit) {
    return value < limit ? value : limit;
}

Rect cut_top(Rect *from, float height) {
    Rect strip = {from->x, from->y, from->w, at_most(height, from->h)};
    from->y += strip.h;
    from->h -= strip.h;
    return strip;
}

Rect cut_bottom(Rect *from, float height) {
    float h = at_most(height, from->h);
    from->h -= h;
    return (Rect){from->x, from->y + from->h, from->w, h};
}

Rect cut_left(Rect *from, float width) {
    Rect strip = {from->x, from->y, at_most(width, from->w), from->h};
    from->x += strip.w;
    from->w -= strip.w;
    return strip;
}

Rect cut_right(Rect *from, float width) {
    float w = at_most(width, from->w);
    from->w -= w;
    return (Rect){from->x + from->w, from->y, w, from->h};
}

Rect rect_center(Rect in, float width, float height) {
    return (Rect){in.x + (in.w - width) / 2, in.y + (in.h - height) / 2, width, height};
}

Rect rect_intersect(Rect a, Rect b) {
    float left = a.x > b.x ? a.x : b.x;
    float top = a.y > b.y ? a.y : b.y;
    float right = at_most(a.x + a.w, b.x + b.w);
    float bottom = at_most(a.y + a.h, b.y + b.h);
    return (Rect){left, top, right > left ? right - left : 0, bottom > top ? bottom - top : 0};
}

Rect rect_shrink(Rect rect, float horizontal, float vertical) {
    float w = rect.w - 2 * horizontal, h = rect.h - 2 * vertical;
    return (Rect){rect.x + horizontal, rect.y + vertical, w > 0 ? w : 0, h > 0 ? h : 0};
}
