/* A design made into a picture and SVG, with the guessed text widths: the same on every machine. */
#ifndef FAULTLINE_TESTS_EXPORT_PICTURE_FIXTURE_H
#define FAULTLINE_TESTS_EXPORT_PICTURE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "export/picture.h"
#include "export/svg.h"
#include "support/support.h"

typedef struct PictureFixture {
    Catalog *catalog;
    Theme theme;
    TextMetrics metrics;
    PictureOptions options;
    Picture picture;
} PictureFixture;

int picture_set_up(void **state);
int picture_tear_down(void **state);
#define picture_test(function) \
    cmocka_unit_test_setup_teardown(function, picture_set_up, picture_tear_down)

/* The SVG of the design; release it with free. */
char *picture_svg(PictureFixture *fixture, const Design *design);

#endif
