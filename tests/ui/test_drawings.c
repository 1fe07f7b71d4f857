/* Drawings of other programs in the window: opened, dropped, imported, pasted; and the board
 * exported in every form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "ui/driver.h"

static const char CHART[] = "graph LR\nweb[API] --> db[(Postgres)]\n";
static const char DOUBTFUL[] = "graph LR\nPhotos --> Kafka\nKafka --> S3\n";

static void put_file(Driver *driver, const char *name, const char *text) {
    Error error = file_save_atomic(driver_path(driver, name), text, strlen(text));
    assert_int_equal(error.code, ERROR_NONE);
}

static void drop(Driver *driver, const char *name) {
    driver_event(driver, (InputEvent){.type = INPUT_DROP_FILE, .text = driver_path(driver, name)});
}

static void set_clipboard(Driver *driver, const char *text) {
    free(driver->clipboard);
    driver->clipboard = memory_copy_string(text);
}

/* By its words in the palette of commands. */
static void command(Driver *driver, const char *words) {
    driver_key(driver, 'k', MOD_CTRL);
    driver_type(driver, words);
    driver_key(driver, KEY_ENTER, 0);
}

static void type_path(Driver *driver, const char *name) {
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, driver_path(driver, name));
    driver_key(driver, KEY_ENTER, 0);
}

/* ---- In ---------------------------------------------------------------------------------------- */

static void a_dropped_chart_is_a_board_of_its_own(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_drag(driver, "palette:client", 500, 300);
    put_file(driver, "shop.mmd", CHART);
    drop(driver, "shop.mmd");
    assert_true(driver_has(driver, "component:web"));
    assert_true(driver_has(driver, "component:db"));
    assert_false(driver_has(driver, "component:client"));
    assert_true(driver_shows(driver, "The drawing was read whole"));
    assert_true(driver_shows(driver, "shop"));
}

static void guesses_and_losses_are_told(void **state) {
    Driver *driver = *state;
    driver_open(driver, NULL, NULL);
    put_file(driver, "shop.mmd", DOUBTFUL);
    drop(driver, "shop.mmd");
    assert_true(driver_has(driver, "dialog:Please look at what was read"));
    assert_true(driver_shows(driver, "Not read:"));
    assert_true(driver_shows(driver, "Guessed:"));
    driver_press(driver, "button:OK");
    assert_true(driver_has(driver, "component:photos"));
}

static void a_broken_chart_changes_nothing(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_drag(driver, "palette:client", 500, 300);
    put_file(driver, "broken.mmd", "graph LR\na[open\n");
    drop(driver, "broken.mmd");
    assert_true(driver_has(driver, "dialog:This file cannot be opened"));
    driver_press(driver, "button:OK");
    assert_true(driver_has(driver, "component:client"));
}

static void an_import_is_one_step_on_the_board(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_drag(driver, "palette:client", 500, 300);
    put_file(driver, "shop.mmd", CHART);
    put_file(driver, "design.json", "{}");
    driver_key(driver, 'i', MOD_CTRL);
    assert_true(driver_has(driver, "dialog:Import a drawing"));
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, driver_path(driver, ""));
    assert_true(driver_has(driver, "entry:shop.mmd"));
    assert_false(driver_has(driver, "entry:design.json"));
    type_path(driver, "missing.mmd");
    assert_true(driver_shows(driver, "missing.mmd"));
    type_path(driver, "shop.mmd");
    assert_true(driver_has(driver, "component:client"));
    assert_true(driver_shows(driver, "Postgres"));
    driver_key(driver, 'z', MOD_CTRL);
    assert_true(driver_has(driver, "component:client"));
    assert_false(driver_shows(driver, "Postgres"));
}

static void drawings_can_be_pasted(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    set_clipboard(driver, CHART);
    driver_key(driver, 'v', MOD_CTRL);
    assert_true(driver_shows(driver, "Postgres"));
    set_clipboard(driver,
                  "{\"type\":\"excalidraw/clipboard\",\"elements\":[{\"type\":\"rectangle\","
                  "\"id\":\"r\",\"x\":0,\"y\":0,\"width\":90,\"height\":90},{\"type\":\"text\","
                  "\"containerId\":\"r\",\"x\":0,\"y\":0,\"width\":9,\"height\":9,\"text\":"
                  "\"Redis\"}]}");
    driver_key(driver, 'v', MOD_CTRL);
    assert_true(driver_has(driver, "component:redis"));
    set_clipboard(driver, "graph LR\na[open");
    driver_key(driver, 'v', MOD_CTRL);
    assert_true(driver_shows(driver, "clipboard:2:"));
}

/* ---- Out --------------------------------------------------------------------------------------- */

static void the_board_is_exported_in_every_form(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "url-shortener/naive.json");
    command(driver, "export as mermaid");
    assert_true(driver_has(driver, "dialog:Export"));
    assert_true(driver_shows(driver, ".mmd"));
    type_path(driver, "a.mmd");
    assert_true(driver_shows(driver, "Exported to"));
    assert_non_null(strstr(driver_file(driver, driver_path(driver, "a.mmd")), "flowchart LR"));
    command(driver, "export as excalidraw");
    type_path(driver, "a.excalidraw");
    assert_non_null(strstr(driver_file(driver, driver_path(driver, "a.excalidraw")), "customData"));
    command(driver, "export as svg");
    type_path(driver, "a.svg");
    assert_non_null(strstr(driver_file(driver, driver_path(driver, "a.svg")), "Link service"));
    command(driver, "export as svg");
    type_path(driver, "a.gif");
    assert_true(driver_shows(driver, "the name must end in"));
}

static void an_export_asks_before_it_replaces(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "url-shortener/naive.json");
    put_file(driver, "mine.mmd", "precious");
    command(driver, "export as mermaid");
    type_path(driver, "mine.mmd");
    assert_true(driver_shows(driver, "Replace it?"));
    assert_string_equal(driver_file(driver, driver_path(driver, "mine.mmd")), "precious");
    driver_key(driver, KEY_ENTER, 0);
    assert_non_null(strstr(driver_file(driver, driver_path(driver, "mine.mmd")), "flowchart"));
}

static void a_design_is_not_saved_as_a_drawing(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_drag(driver, "palette:client", 500, 300);
    driver_key(driver, 's', MOD_CTRL);
    type_path(driver, "mine.mmd");
    assert_true(driver_shows(driver, "a design ends in .json"));
    assert_false(file_exists(driver_path(driver, "mine.mmd")));
}

typedef struct Pictures {
    size_t items;
    double scale;
    char copied[256];
    Error error; /* of the clipboard */
} Pictures;

static Error open_fonts(void *context, double scale, TextMetrics *metrics) {
    Pictures *pictures = context;
    pictures->scale = scale;
    *metrics = text_metrics_plain();
    return error_none();
}

static Error write_png(void *context, const DrawingPng *png, const char *path) {
    Pictures *pictures = context;
    pictures->items = png->list->items.count;
    return file_save_atomic(path, "png", 3);
}

static Error copy_png(void *context, const char *path) {
    Pictures *pictures = context;
    text_copy(pictures->copied, sizeof pictures->copied, path);
    return pictures->error;
}

static void open_with_pictures(Driver *driver, Pictures *pictures) {
    driver->tools =
        (DrawingTools){.context = pictures, .open_fonts = open_fonts, .write_png = write_png};
    driver->copy_png = copy_png;
    driver_open_shipped(driver, "url-shortener/naive.json");
}

static void what_is_selected_is_a_picture_of_its_own(void **state) {
    Driver *driver = *state;
    Pictures pictures = {0};
    open_with_pictures(driver, &pictures);
    driver_key(driver, 'e', MOD_CTRL | MOD_SHIFT);
    type_path(driver, "all.png");
    assert_string_equal(driver_file(driver, driver_path(driver, "all.png")), "png");
    size_t all = pictures.items;
    assert_true(pictures.scale == 2);
    driver_press(driver, "component:api");
    command(driver, "export what is selected");
    type_path(driver, "part.png");
    assert_true(pictures.items > 0 && pictures.items < all / 2);
}

static void a_picture_goes_to_the_clipboard(void **state) {
    Driver *driver = *state;
    Pictures pictures = {0};
    open_with_pictures(driver, &pictures);
    driver_key(driver, 'c', MOD_SHIFT | MOD_ALT);
    assert_string_equal(pictures.copied, driver_path(driver, "clipboard.png"));
    assert_true(driver_shows(driver, "Copied the board as a picture"));
    driver_press(driver, "component:api");
    pictures.error = error_make(ERROR_IO, "install a program");
    driver_key(driver, 'c', MOD_SHIFT | MOD_ALT);
    assert_true(driver_has(driver, "dialog:The picture is a file"));
    assert_true(driver_shows(driver, "install a program"));
}

static void without_a_platform_there_are_no_pixels(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "url-shortener/naive.json");
    driver_key(driver, 'e', MOD_CTRL | MOD_SHIFT);
    type_path(driver, "all.png");
    assert_true(driver_shows(driver, "cannot be made here"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(a_dropped_chart_is_a_board_of_its_own),
        DRIVER_TEST(guesses_and_losses_are_told),
        DRIVER_TEST(a_broken_chart_changes_nothing),
        DRIVER_TEST(an_import_is_one_step_on_the_board),
        DRIVER_TEST(drawings_can_be_pasted),
        DRIVER_TEST(the_board_is_exported_in_every_form),
        DRIVER_TEST(an_export_asks_before_it_replaces),
        DRIVER_TEST(a_design_is_not_saved_as_a_drawing),
        DRIVER_TEST(what_is_selected_is_a_picture_of_its_own),
        DRIVER_TEST(a_picture_goes_to_the_clipboard),
        DRIVER_TEST(without_a_platform_there_are_no_pixels),
    };
    return cmocka_run_group_tests_name("drawings", tests, NULL, NULL);
}
