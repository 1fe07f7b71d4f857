#include "platform/images.h"

#include <SDL_image.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "platform/coverage.h"
#include "platform/lru.h"
#include "platform/shadow.h"

enum {
    IMAGE_BUDGET = 64 << 20, /* bytes of textures */
    WIDEST_TEXT = 8192,      /* what every renderer takes */
    ICON_FILE_LIMIT = 1 << 20,
    STEPS = 16 /* places in a pixel that a point can have, so that a moved shape is found again */
};

typedef enum ImageType {
    IMAGE_RING,
    IMAGE_SHADOW,
    IMAGE_POLYGON,
    IMAGE_STROKE,
    IMAGE_TEXT,
    IMAGE_ICON
} ImageType;

struct Images {
    SDL_Renderer *renderer;
    Fonts *fonts;
    char *icon_folder;
    Lru *lru;
    TextBuffer key;
    Coverage coverage;
    ARRAY_OF(uint8_t) alpha;
    ARRAY_OF(uint32_t) pixels;
    ARRAY_OF(Point) points;
};

static void release_image(void *value) {
    Image *image = value;
    if (image->texture) {
        SDL_DestroyTexture(image->texture);
    }
    free(image);
}

Images *images_new(SDL_Renderer *renderer, Fonts *fonts, const char *icon_folder) {
    Images *images = memory_allocate(sizeof *images);
    images->renderer = renderer;
    images->fonts = fonts;
    images->icon_folder = memory_copy_string(icon_folder);
    images->lru = lru_new(IMAGE_BUDGET, release_image);
    return images;
}

void images_free(Images *images) {
    if (images) {
        lru_free(images->lru);
        text_free(&images->key);
        coverage_free(&images->coverage);
        array_free(&images->alpha);
        array_free(&images->pixels);
        array_free(&images->points);
        free(images->icon_folder);
        free(images);
    }
}

void images_forget(Images *images) {
    lru_clear(images->lru);
}

size_t images_count(const Images *images) {
    return lru_count(images->lru);
}

/* ---- Keys and textures ----------------------------------------------------------------------- */

static void key_add(Images *images, const void *bytes, size_t size) {
    text_append_bytes(&images->key, bytes, size);
}

static void key_start(Images *images, ImageType type) {
    text_clear(&images->key);
    key_add(images, &type, sizeof type);
}

static Image *find(Images *images) {
    return lru_find(images->lru, images->key.text, images->key.length);
}

static Image *keep(Images *images, Image image) {
    Image *kept = memory_allocate(sizeof *kept);
    *kept = image;
    size_t bytes = (size_t)image.width * (size_t)image.height * sizeof(uint32_t);
    lru_add(images->lru, images->key.text, images->key.length, kept, sizeof *kept + bytes);
    return kept;
}

static SDL_Texture *make_texture(Images *images, const uint32_t *pixels, int width, int height) {
    SDL_Texture *texture = SDL_CreateTexture(images->renderer, SDL_PIXELFORMAT_ARGB8888,
                                             SDL_TEXTUREACCESS_STATIC, width, height);
    if (texture) {
        SDL_UpdateTexture(texture, NULL, pixels, width * (int)sizeof *pixels);
        SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_BLEND);
    }
    return texture;
}

/* A white texture of the bytes in images->alpha. */
static SDL_Texture *make_mask(Images *images, int width, int height) {
    size_t count = (size_t)width * (size_t)height;
    array_reserve(&images->pixels, count);
    for (size_t i = 0; i < count; i++) {
        images->pixels.items[i] = (uint32_t)images->alpha.items[i] << 24 | 0xFFFFFF;
    }
    return make_texture(images, images->pixels.items, width, height);
}

static Image *keep_coverage(Images *images) {
    int width = images->coverage.width;
    int height = images->coverage.height;
    array_reserve(&images->alpha, (size_t)width * (size_t)height);
    coverage_take(&images->coverage, images->alpha.items);
    SDL_Texture *texture = make_mask(images, width, height);
    return keep(images, (Image){texture, 0, 0, width, height});
}

/* ---- Corners and shadows --------------------------------------------------------------------- */

const Image *images_ring(Images *images, int side, int width) {
    key_start(images, IMAGE_RING);
    key_add(images, &side, sizeof side);
    key_add(images, &width, sizeof width);
    const Image *known = find(images);
    if (known) {
        return known;
    }
    Rect outer = {0, 0, (float)side, (float)side};
    coverage_start(&images->coverage, side, side);
    coverage_add_rounded(&images->coverage, outer, outer.w / 2, DIRECTION_ADD);
    if (2 * width < side) {
        Rect hole = rect_inset(outer, (float)width);
        coverage_add_rounded(&images->coverage, hole, hole.w / 2, DIRECTION_CUT);
    }
    return keep_coverage(images);
}

const Image *images_disc(Images *images, int side) {
    return images_ring(images, side, side);
}

const Image *images_shadow(Images *images, int width, int height, float radius, float blur,
                           int *reach, int *corner) {
    ShadowShape shape = shadow_shape(width, height, radius, blur);
    *reach = shape.reach;
    *corner = shape.corner;
    key_start(images, IMAGE_SHADOW);
    key_add(images, &shape, sizeof shape);
    const Image *known = find(images);
    if (known) {
        return known;
    }
    array_reserve(&images->alpha, (size_t)shape.width * (size_t)shape.height);
    shadow_paint(&shape, &images->coverage, images->alpha.items);
    SDL_Texture *texture = make_mask(images, shape.width, shape.height);
    return keep(images, (Image){texture, -shape.reach, -shape.reach, shape.width, shape.height});
}

/* ---- Polygons and lines ---------------------------------------------------------------------- */

/* Copies the points to images->points in pixels, rounded, and from the corner of the part that is
 * seen, which is given back. `margin` is how far the shape reaches beyond its points. */
static SDL_Rect localise(Images *images, const Point *points, size_t count, float scale,
                         float margin, SDL_Rect view) {
    Point low = points[0];
    Point high = points[0];
    for (size_t i = 1; i < count; i++) {
        low = (Point){fminf(low.x, points[i].x), fminf(low.y, points[i].y)};
        high = (Point){fmaxf(high.x, points[i].x), fmaxf(high.y, points[i].y)};
    }
    float left = fmaxf(floorf(low.x * scale - margin), (float)view.x);
    float top = fmaxf(floorf(low.y * scale - margin), (float)view.y);
    float right = fminf(ceilf(high.x * scale + margin), (float)(view.x + view.w));
    float bottom = fminf(ceilf(high.y * scale + margin), (float)(view.y + view.h));
    if (!(left < right && top < bottom)) {
        return (SDL_Rect){0};
    }
    array_reserve(&images->points, count);
    for (size_t i = 0; i < count; i++) {
        images->points.items[i] = (Point){roundf((points[i].x * scale - left) * STEPS) / STEPS,
                                          roundf((points[i].y * scale - top) * STEPS) / STEPS};
    }
    return (SDL_Rect){(int)left, (int)top, (int)(right - left), (int)(bottom - top)};
}

/* The shape that localise() left in images->points, in the part that it gave. */
static const Image *get_shape(Images *images, ImageType type, size_t count, float width,
                              SDL_Rect seen) {
    static const Image NOTHING = {0};
    if (seen.w == 0) {
        return &NOTHING;
    }
    const Point *points = images->points.items;
    key_start(images, type);
    key_add(images, &seen.w, sizeof seen.w);
    key_add(images, &seen.h, sizeof seen.h);
    key_add(images, &width, sizeof width);
    key_add(images, points, count * sizeof *points);
    Image *image = find(images);
    if (!image) {
        coverage_start(&images->coverage, seen.w, seen.h);
        if (type == IMAGE_POLYGON) {
            coverage_add_polygon(&images->coverage, points, count, DIRECTION_ADD);
        } else {
            coverage_add_stroke(&images->coverage, points, count, width);
        }
        image = keep_coverage(images);
    }
    image->left = seen.x; /* the same shape may have been seen elsewhere before */
    image->top = seen.y;
    return image;
}

const Image *images_polygon(Images *images, const Point *points, size_t count, float scale,
                            SDL_Rect view) {
    SDL_Rect seen = localise(images, points, count, scale, 0, view);
    return get_shape(images, IMAGE_POLYGON, count, 0, seen);
}

const Image *images_stroke(Images *images, const Point *points, size_t count, float scale,
                           float width, SDL_Rect view) {
    SDL_Rect seen = localise(images, points, count, scale, width / 2 + 1, view);
    return get_shape(images, IMAGE_STROKE, count, width, seen);
}

/* ---- Text and icons -------------------------------------------------------------------------- */

/* Makes every pixel white and keeps its alpha. Takes the surface, which may be NULL. */
static Image image_from_surface(Images *images, SDL_Surface *surface) {
    SDL_Surface *plain =
        surface ? SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
    SDL_FreeSurface(surface);
    if (!plain) {
        return (Image){0};
    }
    Image image = {NULL, 0, 0, plain->w, plain->h};
    array_reserve(&images->alpha, (size_t)plain->w * (size_t)plain->h);
    for (int y = 0; y < plain->h; y++) {
        const uint32_t *row = (const uint32_t *)(const void *)((const char *)plain->pixels +
                                                               (ptrdiff_t)y * plain->pitch);
        for (int x = 0; x < plain->w; x++) {
            images->alpha.items[(size_t)y * (size_t)plain->w + (size_t)x] = (uint8_t)(row[x] >> 24);
        }
    }
    SDL_FreeSurface(plain);
    image.texture = make_mask(images, image.width, image.height);
    return image;
}

const Image *images_text(Images *images, Font font, float pixels, const char *text) {
    size_t length = strlen(text);
    key_start(images, IMAGE_TEXT);
    key_add(images, &font, sizeof font);
    key_add(images, &pixels, sizeof pixels);
    key_add(images, text, length);
    const Image *known = find(images);
    if (known) {
        return known;
    }
    while (fonts_width(images->fonts, font, pixels, text, length) > WIDEST_TEXT) {
        length = utf8_previous(text, length / 2 + 1);
    }
    int left = 0;
    int ascent = 0;
    SDL_Surface *surface = fonts_render(images->fonts, font, pixels, text, length, &left, &ascent);
    Image image = image_from_surface(images, surface);
    image.left = left;
    image.top = -ascent;
    return keep(images, image);
}

static SDL_Surface *load_icon(const Images *images, const char *name, int width, int height) {
    Arena arena = {0};
    TextBuffer file_name = {0};
    text_append_format(&file_name, "%s.svg", name);
    char *bytes = NULL;
    size_t length = 0;
    Error error = file_read(path_join(&arena, images->icon_folder, text_of(&file_name)),
                            ICON_FILE_LIMIT, &bytes, &length);
    SDL_Surface *surface = NULL;
    if (!error.code) {
        SDL_RWops *stream = SDL_RWFromConstMem(bytes, (int)length);
#if SDL_IMAGE_VERSION_ATLEAST(2, 6, 0)
        surface = IMG_LoadSizedSVG_RW(stream, width, height);
#else
        surface = IMG_LoadSVG_RW(stream); /* at its own size; the painter stretches it */
        (void)width, (void)height;
#endif
        SDL_RWclose(stream);
        free(bytes);
    }
    text_free(&file_name);
    arena_free(&arena);
    return surface;
}

const Image *images_icon(Images *images, const char *name, int width, int height) {
    key_start(images, IMAGE_ICON);
    key_add(images, &width, sizeof width);
    key_add(images, &height, sizeof height);
    key_add(images, name, strlen(name));
    const Image *known = find(images);
    if (known) {
        return known;
    }
    bool plain_name = !strpbrk(name, "/\\");
    SDL_Surface *surface = plain_name ? load_icon(images, name, width, height) : NULL;
    return keep(images, image_from_surface(images, surface));
}
