/* The pictures of two designs, byte for byte. When a picture is meant to change, run this
 * test once with FAULTLINE_RENEW_GOLDEN=1, look at what came of it, and say why in the commit. */
#include "export/picture_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

/* Takes the design over. */
static void check(PictureFixture *fixture, Design *design, const char *golden_path) {
    Arena arena = {0};
    char *svg = picture_svg(fixture, design);
    char *path = support_source_path(&arena, golden_path);
    if (getenv("FAULTLINE_RENEW_GOLDEN")) {
        Error error = file_save_atomic(path, svg, strlen(svg));
        assert_int_equal(error.code, ERROR_NONE);
    }
    char *golden;
    size_t length;
    Error error = file_read(path, LIMIT_FILE_BYTES, &golden, &length);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    size_t line = 1, at = 0;
    for (; svg[at] && svg[at] == golden[at]; at++) {
        line += svg[at] == '\n';
    }
    if (svg[at] != golden[at]) {
        fail_msg("%s:%zu: expected \"%.60s\", found \"%.60s\"", golden_path, line, golden + at,
                 svg + at);
    }
    free(golden);
    free(svg);
    design_free(design);
    arena_free(&arena);
}

static void the_first_sketch_of_short_links(void **state) {
    PictureFixture *fixture = *state;
    check(fixture, support_shipped_design(fixture->catalog, "url-shortener/naive.json"),
          "tests/export/golden/url-shortener-naive.svg");
}

static void every_kind_of_part(void **state) {
    PictureFixture *fixture = *state;
    Design *design = NULL;
    Error error = design_load(FAULTLINE_SOURCE_DIR "/tests/export/golden/every-part.json",
                              fixture->catalog, &design);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    check(fixture, design, "tests/export/golden/every-part.svg");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        picture_test(the_first_sketch_of_short_links),
        picture_test(every_kind_of_part),
    };
    return cmocka_run_group_tests_name("golden pictures", tests, NULL, NULL);
}
