#include "platform/fonts.h"

#include <SDL_ttf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "platform/font_files.h"
#include "platform/lru.h"

enum {
    FACE_LIMIT = FONT_COUNT + FONT_FALLBACK_LIMIT,
    OPEN_LIMIT = 64,     /* fonts that are open at once, each at one size */
    WIDTH_LIMIT = 32768, /* widths that are remembered */
    POINT_DPI = 18       /* at which a point is a quarter of a pixel */
};

typedef struct Width {
    int pixels;
} Width;

/* How far a line of text of size 1 reaches from its baseline; 0 until it was asked for. */
typedef struct Line {
    float ascent, descent;
} Line;

struct Fonts {
    Arena arena;
    const char *paths[FACE_LIMIT]; /* the main fonts in their order, then the fallbacks */
    size_t face_count;
    Lru *open;   /* OpenKey -> TTF_Font */
    Lru *widths; /* OpenKey, text -> Width */
    TextBuffer key, text;
    float scale; /* of the metrics */
    Line lines[FONT_COUNT];
};

typedef struct OpenKey {
    int face, quarters;
} OpenKey;

/* A stretch of text that one face can show. */
typedef struct Run {
    int face;
    size_t start, end;
} Run;

static void release_font(void *value) {
    TTF_CloseFont(value);
}

Error fonts_open(Fonts **fonts) {
    if (TTF_Init() != 0) {
        return error_make(ERROR_IO, "the font library does not start: %s", TTF_GetError());
    }
    Arena arena = {0};
    FontFiles files = {0};
    Error error = font_files_find(&arena, &files);
    if (error.code) {
        arena_free(&arena);
        TTF_Quit();
        return error;
    }
    Fonts *made = memory_allocate(sizeof *made);
    made->arena = arena;
    for (size_t i = 0; i < FONT_COUNT; i++) {
        made->paths[made->face_count++] = files.main[i];
    }
    for (size_t i = 0; i < files.fallback_count; i++) {
        made->paths[made->face_count++] = files.fallback[i];
    }
    made->open = lru_new(OPEN_LIMIT, release_font);
    made->widths = lru_new(WIDTH_LIMIT, free);
    made->scale = 1;
    *fonts = made;
    return error_none();
}

void fonts_close(Fonts *fonts) {
    if (fonts) {
        lru_free(fonts->open);
        lru_free(fonts->widths);
        text_free(&fonts->key);
        text_free(&fonts->text);
        arena_free(&fonts->arena);
        free(fonts);
        TTF_Quit();
    }
}

static OpenKey open_key(int face, float pixels) {
    return (OpenKey){face, (int)fmaxf(4, roundf(pixels * 4))};
}

/* Good until the next call. NULL when the file cannot be read: then its text is not shown. */
static TTF_Font *open_face(Fonts *fonts, OpenKey key) {
    TTF_Font *font = lru_find(fonts->open, &key, sizeof key);
    if (font) {
        return font;
    }
    font = TTF_OpenFontDPI(fonts->paths[key.face], key.quarters, POINT_DPI, POINT_DPI);
    if (font) {
        TTF_SetFontHinting(font, TTF_HINTING_LIGHT_SUBPIXEL);
        lru_add(fonts->open, &key, sizeof key, font, 1);
    }
    return font;
}

static bool face_provides(Fonts *fonts, OpenKey key, uint32_t codepoint) {
    TTF_Font *font = open_face(fonts, key);
    return font && TTF_GlyphIsProvided32(font, codepoint);
}

static int face_for(Fonts *fonts, OpenKey key, uint32_t codepoint) {
    if (codepoint < 0x80 || face_provides(fonts, key, codepoint)) {
        return key.face;
    }
    for (int face = FONT_COUNT; face < (int)fonts->face_count; face++) {
        if (face_provides(fonts, (OpenKey){face, key.quarters}, codepoint)) {
            return face;
        }
    }
    return key.face; /* it shows its sign for a missing character */
}

/* The run that starts at `start`. */
static Run next_run(Fonts *fonts, OpenKey key, const char *text, size_t length, size_t start) {
    size_t at = start;
    Run run = {face_for(fonts, key, utf8_next(text, length, &at)), start, at};
    while (run.end < length) {
        at = run.end;
        if (face_for(fonts, key, utf8_next(text, length, &at)) != run.face) {
            break;
        }
        run.end = at;
    }
    return run;
}

/* The run's text with a NUL, as the library wants it; valid until the next call. */
static const char *run_text(Fonts *fonts, const char *text, Run run) {
    text_clear(&fonts->text);
    text_append_bytes(&fonts->text, text + run.start, run.end - run.start);
    return text_of(&fonts->text);
}

static int measure(Fonts *fonts, OpenKey key, const char *text, size_t length) {
    int width = 0;
    for (size_t start = 0; start < length;) {
        Run run = next_run(fonts, key, text, length, start);
        TTF_Font *font = open_face(fonts, (OpenKey){run.face, key.quarters});
        int run_width = 0;
        if (font && TTF_SizeUTF8(font, run_text(fonts, text, run), &run_width, NULL) == 0) {
            width += run_width;
        }
        start = run.end;
    }
    return width;
}

int fonts_width(Fonts *fonts, Font font, float pixels, const char *text, size_t length) {
    if (length == 0) {
        return 0;
    }
    OpenKey key = open_key((int)font, pixels);
    text_clear(&fonts->key);
    text_append_bytes(&fonts->key, (const char *)&key, sizeof key);
    text_append_bytes(&fonts->key, text, length);
    const Width *known = lru_find(fonts->widths, fonts->key.text, fonts->key.length);
    if (known) {
        return known->pixels;
    }
    Width *width = memory_allocate(sizeof *width);
    width->pixels = measure(fonts, key, text, length);
    lru_add(fonts->widths, fonts->key.text, fonts->key.length, width, 1);
    return width->pixels;
}

typedef struct Piece {
    SDL_Surface *surface;
    int left, ascent;
} Piece;

static Piece render_run(Fonts *fonts, OpenKey key, const char *text, Run run) {
    TTF_Font *font = open_face(fonts, (OpenKey){run.face, key.quarters});
    if (!font) {
        return (Piece){0};
    }
    static const SDL_Color WHITE = {255, 255, 255, 255};
    Piece piece = {TTF_RenderUTF8_Blended(font, run_text(fonts, text, run), WHITE), 0,
                   TTF_FontAscent(font)};
    size_t at = run.start;
    int first = 0;
    if (TTF_GlyphMetrics32(font, utf8_next(text, run.end, &at), &first, NULL, NULL, NULL, NULL) ==
            0 &&
        first < 0) {
        piece.left = first;
    }
    return piece;
}

/* Takes both pieces and gives one with the second to the right of the first. */
static Piece join_pieces(Piece first, Piece second) {
    if (!first.surface || !second.surface) {
        return first.surface ? first : second;
    }
    int ascent = first.ascent > second.ascent ? first.ascent : second.ascent;
    int first_top = ascent - first.ascent;
    int second_top = ascent - second.ascent;
    int height = first.surface->h + first_top;
    if (height < second.surface->h + second_top) {
        height = second.surface->h + second_top;
    }
    Piece joined = {SDL_CreateRGBSurfaceWithFormat(0, first.surface->w + second.surface->w, height,
                                                   32, SDL_PIXELFORMAT_ARGB8888),
                    first.left, ascent};
    if (joined.surface) {
        SDL_Rect place = {0, first_top, 0, 0};
        SDL_SetSurfaceBlendMode(first.surface, SDL_BLENDMODE_NONE);
        SDL_BlitSurface(first.surface, NULL, joined.surface, &place);
        place = (SDL_Rect){first.surface->w, second_top, 0, 0};
        SDL_SetSurfaceBlendMode(second.surface, SDL_BLENDMODE_NONE);
        SDL_BlitSurface(second.surface, NULL, joined.surface, &place);
    }
    SDL_FreeSurface(first.surface);
    SDL_FreeSurface(second.surface);
    return joined;
}

SDL_Surface *fonts_render(Fonts *fonts, Font font, float pixels, const char *text, size_t length,
                          int *left, int *ascent) {
    OpenKey key = open_key((int)font, pixels);
    Piece line = {0};
    for (size_t start = 0; start < length;) {
        Run run = next_run(fonts, key, text, length, start);
        line = join_pieces(line, render_run(fonts, key, text, run));
        start = run.end;
    }
    *left = line.left;
    *ascent = line.ascent;
    return line.surface;
}

/* ---- For layout ------------------------------------------------------------------------------ */

static float metrics_width(void *context, Font font, float size, const char *text, size_t length) {
    Fonts *fonts = context;
    return (float)fonts_width(fonts, font, size * fonts->scale, text, length) / fonts->scale;
}

/* The font library rounds these to pixels, which puts small text off the middle of its line: they
 * are taken from a large size. */
static Line line_of(Fonts *fonts, Font font) {
    enum { LARGE = 512 };
    Line *line = &fonts->lines[font];
    if (line->ascent == 0) {
        TTF_Font *open = open_face(fonts, open_key((int)font, LARGE));
        *line = open ? (Line){(float)TTF_FontAscent(open) / LARGE,
                              (float)-TTF_FontDescent(open) / LARGE}
                     : (Line){1, 0};
    }
    return *line;
}

static float metrics_ascent(void *context, Font font, float size) {
    return size * line_of(context, font).ascent;
}

static float metrics_descent(void *context, Font font, float size) {
    return size * line_of(context, font).descent;
}

TextMetrics fonts_metrics(Fonts *fonts, float scale) {
    fonts->scale = scale;
    return (TextMetrics){fonts, metrics_width, metrics_ascent, metrics_descent};
}
