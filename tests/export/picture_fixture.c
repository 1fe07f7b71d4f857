#include "export/picture_fixture.h"

#include <stdlib.h>

int picture_set_up(void **state) {
    PictureFixture *fixture = memory_allocate(sizeof *fixture);
    Arena arena = {0};
    fixture->catalog = support_catalog();
    fixture->metrics = text_metrics_plain();
    char *path = support_source_path(&arena, "assets/themes/light.json");
    Error error = theme_load(path, &fixture->theme);
    assert_int_equal(error.code, ERROR_NONE);
    arena_free(&arena);
    fixture->options =
        (PictureOptions){.theme = &fixture->theme, .metrics = &fixture->metrics, .scale = 1};
    *state = fixture;
    return 0;
}

int picture_tear_down(void **state) {
    PictureFixture *fixture = *state;
    picture_free(&fixture->picture);
    catalog_free(fixture->catalog);
    free(fixture);
    return 0;
}

char *picture_svg(PictureFixture *fixture, const Design *design) {
    Error error = picture_make(design, &fixture->options, &fixture->picture);
    assert_int_equal(error.code, ERROR_NONE);
    SvgOptions options = {.width = fixture->picture.width,
                          .height = fixture->picture.height,
                          .scale = 1,
                          .title = design->title,
                          .icon_folder = FAULTLINE_SOURCE_DIR "/assets/icons"};
    TextBuffer svg = {0};
    error = svg_write(&fixture->picture.list, &options, &svg);
    assert_int_equal(error.code, ERROR_NONE);
    return svg.text;
}
