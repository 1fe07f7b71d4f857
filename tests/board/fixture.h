/* What the tests of the board share: designs put together in a line or two, and input
 * events written as they are said. */
#ifndef FAULTLINE_TESTS_BOARD_FIXTURE_H
#define FAULTLINE_TESTS_BOARD_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "board/board.h"
#include "board/route.h"
#include "support/support.h"

/* For assertions about an Error: fails with its message. */
#define assert_ok(error) assert_ok_at((error), __FILE__, __LINE__)
void assert_ok_at(Error error, const char *file, int line);

Theme fixture_theme(const char *name);

/* These change a design as a loader would, and fail the test when it is refused. */
void fixture_component(Design *design, const char *id, KindId kind, int x, int y);
void fixture_connect(Design *design, const char *from, const char *to, ConnectionKind kind);
void fixture_area(Design *design, const char *id, int x, int y, int w, int h);
void fixture_note(Design *design, const char *id, int x, int y, int w, int h);

/* A grid of services, each connected to its right and its lower neighbour. */
Design *fixture_grid(const Catalog *catalog, int columns, int rows);

#endif
