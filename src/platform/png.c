#include "platform/png.h"

#include <SDL_image.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "platform/painter.h"

enum { SIDE_LIMIT = 16384, PIXEL_LIMIT = 1 << 27 };

/* ---- A stream that collects what is written to it -------------------------------------------- */

static TextBuffer *buffer_of(SDL_RWops *stream) {
    return stream->hidden.unknown.data1;
}

static size_t SDLCALL collect(SDL_RWops *stream, const void *bytes, size_t size, size_t count) {
    text_append_bytes(buffer_of(stream), bytes, size * count);
    return count;
}

static Sint64 SDLCALL tell(SDL_RWops *stream, Sint64 offset, int from) {
    return offset == 0 && from == RW_SEEK_CUR ? (Sint64)buffer_of(stream)->length : -1;
}

static Error encode_png(SDL_Surface *surface, TextBuffer *bytes) {
    SDL_RWops *stream = SDL_AllocRW();
    if (!stream) {
        return error_make(ERROR_IO, "%s", SDL_GetError());
    }
    stream->type = SDL_RWOPS_UNKNOWN;
    stream->write = collect;
    stream->seek = tell;
    stream->hidden.unknown.data1 = bytes;
    int failed = IMG_SavePNG_RW(surface, stream, 0);
    SDL_FreeRW(stream);
    return failed ? error_make(ERROR_IO, "the picture cannot be encoded: %s", IMG_GetError())
                  : error_none();
}

/* ---------------------------------------------------------------------------------------------- */

static Error paint(const Png *png, SDL_Surface *surface) {
    SDL_Renderer *renderer = SDL_CreateSoftwareRenderer(surface);
    if (!renderer) {
        return error_make(ERROR_IO, "no picture can be painted: %s", SDL_GetError());
    }
    Arena arena = {0};
    const char *icons = path_join(&arena, png->data_folder, "assets/icons");
    Painter *painter = painter_new(renderer, png->fonts, icons);
    painter_paint(painter, png->list, png->scale);
    SDL_RenderFlush(renderer);
    painter_free(painter);
    SDL_DestroyRenderer(renderer);
    arena_free(&arena);
    return error_none();
}

Error png_write(const Png *png, const char *path) {
    double width = (double)png->width * (double)png->scale + 0.5;
    double height = (double)png->height * (double)png->scale + 0.5;
    if (!(width >= 1 && height >= 1 && width <= SIDE_LIMIT && height <= SIDE_LIMIT &&
          width * height <= PIXEL_LIMIT)) {
        return error_make(ERROR_LIMIT,
                          "a picture of %.0f by %.0f pixels cannot be made; choose another scale",
                          width, height);
    }
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, (int)width, (int)height, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!surface) {
        return error_make(ERROR_IO, "no picture can be made: %s", SDL_GetError());
    }
    TextBuffer bytes = {0};
    Error error = paint(png, surface);
    if (!error.code) {
        error = encode_png(surface, &bytes);
    }
    if (!error.code) {
        error = file_save_atomic(path, text_of(&bytes), bytes.length);
    }
    text_free(&bytes);
    SDL_FreeSurface(surface);
    return error;
}
