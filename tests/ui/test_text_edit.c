/* Editing text: characters, words, selections, undo. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "ui/text_edit.h"

enum { LIMIT = 100 };

static TextEdit start(const char *text) {
    TextEdit edit = {0};
    text_edit_start(&edit, text, LIMIT, false);
    return edit;
}

static void expect(TextEdit *edit, const char *text, size_t caret, size_t anchor) {
    assert_string_equal(text_edit_text(edit), text);
    assert_int_equal(edit->caret, caret);
    assert_int_equal(edit->anchor, anchor);
}

static void test_starts_selected(void **state) {
    (void)state;
    TextEdit edit = start("queue");
    expect(&edit, "queue", 5, 0);
    text_edit_insert(&edit, "stream");
    expect(&edit, "stream", 6, 6);
    text_edit_free(&edit);
}

static void test_moves_by_characters(void **state) {
    (void)state;
    TextEdit edit = start("aé→z");
    text_edit_move(&edit, TEXT_END, false);
    expect(&edit, "aé→z", 7, 7);
    text_edit_move(&edit, TEXT_LEFT, false);
    text_edit_move(&edit, TEXT_LEFT, false);
    assert_int_equal(edit.caret, 3);
    text_edit_move(&edit, TEXT_LEFT, false);
    assert_int_equal(edit.caret, 1);
    text_edit_delete(&edit, TEXT_RIGHT);
    expect(&edit, "a→z", 1, 1);
    text_edit_move(&edit, TEXT_RIGHT, true);
    expect(&edit, "a→z", 4, 1);
    text_edit_delete(&edit, TEXT_LEFT);
    expect(&edit, "az", 1, 1);
    text_edit_move(&edit, TEXT_START, false);
    text_edit_delete(&edit, TEXT_LEFT);
    expect(&edit, "az", 0, 0);
    text_edit_free(&edit);
}

static void test_a_plain_move_collapses_the_selection(void **state) {
    (void)state;
    TextEdit edit = start("link service");
    text_edit_move(&edit, TEXT_LEFT, false);
    expect(&edit, "link service", 0, 0);
    text_edit_select_all(&edit);
    text_edit_move(&edit, TEXT_RIGHT, false);
    expect(&edit, "link service", 12, 12);
    text_edit_free(&edit);
}

static void test_words(void **state) {
    (void)state;
    TextEdit edit = start("read, write_ms été 9");
    text_edit_place(&edit, 0, false);
    text_edit_move(&edit, TEXT_WORD_RIGHT, false);
    assert_int_equal(edit.caret, 6);
    text_edit_move(&edit, TEXT_WORD_RIGHT, true);
    assert_int_equal(edit.caret, 15);
    assert_int_equal(edit.anchor, 6);
    text_edit_move(&edit, TEXT_END, false);
    text_edit_move(&edit, TEXT_WORD_LEFT, false);
    text_edit_move(&edit, TEXT_WORD_LEFT, false);
    assert_int_equal(edit.caret, 15);
    text_edit_delete(&edit, TEXT_WORD_LEFT);
    assert_string_equal(text_edit_text(&edit), "read, été 9");
    text_edit_select_word(&edit, 7);
    assert_int_equal(text_edit_selection_start(&edit), 6);
    assert_int_equal(text_edit_selection_end(&edit), 11);
    text_edit_free(&edit);
}

static void test_lines(void **state) {
    (void)state;
    TextEdit edit = {0};
    text_edit_start(&edit, "one\ntwo\nthree", LIMIT, true);
    text_edit_place(&edit, 5, false);
    text_edit_move(&edit, TEXT_LINE_START, false);
    assert_int_equal(edit.caret, 4);
    text_edit_move(&edit, TEXT_LINE_END, false);
    assert_int_equal(edit.caret, 7);
    text_edit_insert(&edit, "\n2½");
    assert_string_equal(text_edit_text(&edit), "one\ntwo\n2½\nthree");
    text_edit_free(&edit);
}

static void test_what_is_no_text_is_left_out(void **state) {
    (void)state;
    TextEdit edit = start("");
    text_edit_insert(&edit, "a\tb\x7f"
                            "c\xff"
                            "d\ne");
    assert_string_equal(text_edit_text(&edit), "abcd e");
    text_edit_free(&edit);
}

static void test_the_limit_cuts_no_character(void **state) {
    (void)state;
    TextEdit edit = {0};
    text_edit_start(&edit, "abc", 6, false);
    text_edit_move(&edit, TEXT_END, false);
    text_edit_insert(&edit, "éé");
    assert_string_equal(text_edit_text(&edit), "abcé");
    text_edit_insert(&edit, "xy");
    assert_string_equal(text_edit_text(&edit), "abcéx");
    text_edit_select_all(&edit);
    text_edit_insert(&edit, "123456789");
    assert_string_equal(text_edit_text(&edit), "123456");
    text_edit_free(&edit);
}

static void test_undo_takes_a_word_at_a_time(void **state) {
    (void)state;
    TextEdit edit = start("");
    const char *typed = "at least once";
    for (const char *c = typed; *c; c++) {
        char text[2] = {*c, '\0'};
        text_edit_insert(&edit, text);
    }
    assert_true(text_edit_undo(&edit));
    assert_string_equal(text_edit_text(&edit), "at least ");
    assert_true(text_edit_undo(&edit));
    assert_true(text_edit_undo(&edit));
    assert_string_equal(text_edit_text(&edit), "at ");
    assert_true(text_edit_redo(&edit));
    assert_true(text_edit_redo(&edit));
    assert_true(text_edit_redo(&edit));
    assert_string_equal(text_edit_text(&edit), typed);
    assert_false(text_edit_redo(&edit));
    while (text_edit_undo(&edit)) {
    }
    assert_string_equal(text_edit_text(&edit), "");
    text_edit_insert(&edit, "new");
    assert_false(text_edit_redo(&edit));
    text_edit_free(&edit);
}

/* Whatever is done, the text stays within the limit and the offsets at the edges of characters. */
static void test_random_edits(void **state) {
    (void)state;
    static const char *const PIECES[] = {"a", "é", "→", "x y", "\n", "\xf0\x9f\x8c\x8d", " ", ""};
    Random random = random_seed(11);
    TextEdit edit = {0};
    text_edit_start(&edit, "start", 40, true);
    for (int i = 0; i < 20000; i++) {
        TextMove move = (TextMove)random_below(&random, TEXT_END + 1);
        switch (random_below(&random, 7)) {
        case 0:
        case 1:
            text_edit_insert(&edit, PIECES[random_below(&random, COUNT_OF(PIECES))]);
            break;
        case 2:
            text_edit_delete(&edit, move);
            break;
        case 3:
        case 4:
            text_edit_move(&edit, move, random_below(&random, 2) == 1);
            break;
        case 5:
            (void)text_edit_undo(&edit);
            break;
        default:
            (void)text_edit_redo(&edit);
            break;
        }
        const char *text = text_edit_text(&edit);
        size_t length = strlen(text);
        assert_true(length <= 40);
        assert_int_equal(utf8_check(text, length), length);
        assert_true(edit.caret <= length && edit.anchor <= length);
        assert_int_equal(utf8_check(text, edit.caret), edit.caret);
        assert_int_equal(utf8_check(text, edit.anchor), edit.anchor);
    }
    text_edit_free(&edit);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_starts_selected),
        cmocka_unit_test(test_moves_by_characters),
        cmocka_unit_test(test_a_plain_move_collapses_the_selection),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_what_is_no_text_is_left_out),
        cmocka_unit_test(test_the_limit_cuts_no_character),
        cmocka_unit_test(test_undo_takes_a_word_at_a_time),
        cmocka_unit_test(test_random_edits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
