#include "export/picture.h"

#include <math.h>
#include <string.h>

static const float MARGIN = 40;
static const float TITLE_SIZE = 20, TITLE_HEIGHT = 44, WIDEST_TITLE = 1200;
static const char EMPTY[] = "Nothing is drawn yet";

void picture_free(Picture *picture) {
    draw_free(&picture->list);
    picture->width = picture->height = 0;
}

static Error check_size(double width, double height, double scale) {
    double longest = fmax(width, height);
    if (longest * scale <= PICTURE_LARGEST_SIDE) {
        return error_none();
    }
    double fitting = floor(PICTURE_LARGEST_SIDE / longest * 100) / 100;
    if (fitting <= 0) {
        return error_make(ERROR_LIMIT,
                          "the drawing spans %.0f units, too far for a picture of %d pixels; move "
                          "its parts closer together",
                          longest, PICTURE_LARGEST_SIDE);
    }
    return error_make(ERROR_LIMIT,
                      "the picture would be %.0f by %.0f pixels, and at most %d a side are drawn; "
                      "ask for a smaller one with --scale %g",
                      ceil(width * scale), ceil(height * scale), PICTURE_LARGEST_SIDE, fitting);
}

static void add_title(const Design *design, const PictureOptions *options, Picture *picture) {
    float room = (float)picture->width - 2 * MARGIN;
    draw_text(&picture->list, MARGIN, MARGIN + TITLE_SIZE * 0.8F, FONT_SEMIBOLD, TITLE_SIZE,
              options->theme->text,
              text_fit(options->metrics, &picture->list.arena, FONT_SEMIBOLD, TITLE_SIZE,
                       design->title, room));
}

static void add_empty(const PictureOptions *options, Picture *picture) {
    const float size = 14;
    float width = text_width(options->metrics, FONT_REGULAR, size, EMPTY);
    draw_text(&picture->list, ((float)picture->width - width) / 2, (float)picture->height / 2,
              FONT_REGULAR, size, options->theme->text_muted, EMPTY);
}

Error picture_make(const Design *design, const PictureOptions *options, Picture *picture) {
    Board *board = board_new();
    Rect bounds = {0, 0, 400, 120};
    bool drawn = board_bounds(board, design, &bounds);
    float title_height = design->title[0] ? TITLE_HEIGHT : 0;
    float title_width =
        fminf(text_width(options->metrics, FONT_SEMIBOLD, TITLE_SIZE, design->title), WIDEST_TITLE);
    double width = ceil((double)fmaxf(bounds.w, title_width) + 2 * (double)MARGIN);
    double height = ceil((double)bounds.h + 2 * (double)MARGIN + (double)title_height);
    Error error = check_size(width, height, options->scale);
    if (!error.code) {
        draw_clear(&picture->list);
        picture->width = (int)width;
        picture->height = (int)height;
        BoardScene scene = {
            .design = design,
            .marks = options->marks,
            .metrics = options->metrics,
            .viewport = {0, 0, (float)width, (float)height},
            .read_only = true,
        };
        board_set_camera(board, (Camera){bounds.x - MARGIN, bounds.y - MARGIN - title_height, 1});
        board_draw(board, &scene, options->theme, &picture->list);
        add_title(design, options, picture);
        if (!drawn) {
            add_empty(options, picture);
        }
    }
    board_free(board);
    return error;
}
