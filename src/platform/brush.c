#include "platform/brush.h"

#include <math.h>

int brush_pixel(float at) {
    static const float FAR = 1e6F;
    return (int)roundf(fmaxf(-FAR, fminf(FAR, at)));
}

int brush_length(const Brush *brush, float length) {
    int pixels = brush_pixel(length * brush->scale);
    return pixels > 0 ? pixels : 1;
}

void brush_fill(const Brush *brush, SDL_Rect rect, Color color) {
    SDL_Rect seen;
    if (color.a == 0 || !SDL_IntersectRect(&rect, &brush->clip, &seen)) {
        return;
    }
    SDL_SetRenderDrawBlendMode(brush->renderer,
                               color.a == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    SDL_SetRenderDrawColor(brush->renderer, color.r, color.g, color.b, color.a);
    SDL_RenderFillRect(brush->renderer, &seen);
}

void brush_part(const Brush *brush, const Image *image, SDL_Rect part, SDL_Rect target,
                Color color) {
    if (!image->texture || color.a == 0 || !SDL_HasIntersection(&target, &brush->clip)) {
        return;
    }
    SDL_SetTextureColorMod(image->texture, color.r, color.g, color.b);
    SDL_SetTextureAlphaMod(image->texture, color.a);
    SDL_RenderCopy(brush->renderer, image->texture, &part, &target);
}

void brush_image(const Brush *brush, const Image *image, int x, int y, Color color) {
    SDL_Rect part = {0, 0, image->width, image->height};
    SDL_Rect target = {x + image->left, y + image->top, image->width, image->height};
    brush_part(brush, image, part, target, color);
}
