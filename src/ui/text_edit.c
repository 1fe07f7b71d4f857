#include "ui/text_edit.h"

#include <stdlib.h>
#include <string.h>

enum { UNDO_STEPS = 200 };

static void clear_snapshots(TextSnapshot *items, size_t *count) {
    for (size_t i = 0; i < *count; i++) {
        free(items[i].text);
    }
    *count = 0;
}

static TextSnapshot take_snapshot(const TextEdit *edit) {
    return (TextSnapshot){memory_copy_string(text_of(&edit->text)), edit->caret, edit->anchor};
}

static void restore(TextEdit *edit, TextSnapshot snapshot) {
    text_clear(&edit->text);
    text_append(&edit->text, snapshot.text);
    edit->caret = snapshot.caret;
    edit->anchor = snapshot.anchor;
    edit->run = RUN_NONE;
    free(snapshot.text);
}

/* Before a change: keeps what it takes to undo it, unless the change continues the last one. */
static void begin_change(TextEdit *edit, TextEditRun run) {
    clear_snapshots(edit->redo.items, &edit->redo.count);
    if (run != RUN_NONE && run == edit->run && edit->undo.count > 0) {
        return;
    }
    if (edit->undo.count == UNDO_STEPS) {
        free(edit->undo.items[0].text);
        memmove(edit->undo.items, edit->undo.items + 1,
                (edit->undo.count - 1) * sizeof *edit->undo.items);
        edit->undo.count--;
    }
    TextSnapshot snapshot = take_snapshot(edit);
    array_push(&edit->undo, snapshot);
    edit->run = run;
}

static void splice(TextEdit *edit, size_t start, size_t end, const char *text, size_t length) {
    size_t tail_length = edit->text.length - end;
    char *tail = memory_allocate(tail_length + 1);
    if (tail_length > 0) {
        memcpy(tail, edit->text.text + end, tail_length);
    }
    edit->text.length = start;
    text_append_bytes(&edit->text, text, length);
    text_append_bytes(&edit->text, tail, tail_length);
    free(tail);
    edit->caret = edit->anchor = start + length;
}

void text_edit_start(TextEdit *edit, const char *text, size_t limit, bool multiline) {
    clear_snapshots(edit->undo.items, &edit->undo.count);
    clear_snapshots(edit->redo.items, &edit->redo.count);
    text_clear(&edit->text);
    text_append(&edit->text, text);
    edit->limit = limit;
    edit->multiline = multiline;
    edit->run = RUN_NONE;
    text_edit_select_all(edit);
}

void text_edit_free(TextEdit *edit) {
    clear_snapshots(edit->undo.items, &edit->undo.count);
    clear_snapshots(edit->redo.items, &edit->redo.count);
    array_free(&edit->undo);
    array_free(&edit->redo);
    text_free(&edit->text);
}

const char *text_edit_text(const TextEdit *edit) {
    return text_of(&edit->text);
}

size_t text_edit_selection_start(const TextEdit *edit) {
    return edit->caret < edit->anchor ? edit->caret : edit->anchor;
}

size_t text_edit_selection_end(const TextEdit *edit) {
    return edit->caret < edit->anchor ? edit->anchor : edit->caret;
}

static void append_clean(const TextEdit *edit, const char *text, size_t room, TextBuffer *clean) {
    size_t length = strlen(text);
    for (size_t at = 0; at < length;) {
        size_t start = at;
        uint32_t codepoint = utf8_next(text, length, &at);
        bool is_break = codepoint == '\n';
        if (is_break && !edit->multiline) {
            codepoint = ' ';
        } else if ((codepoint < 32 && !is_break) || codepoint == 127) {
            continue;
        }
        char bytes[4];
        size_t size = utf8_encode(codepoint, bytes);
        bool broken = codepoint == 0xFFFD && at - start == 1;
        if (broken) {
            continue;
        }
        if (clean->length + size > room) {
            return;
        }
        text_append_bytes(clean, bytes, size);
    }
}

void text_edit_insert(TextEdit *edit, const char *text) {
    size_t start = text_edit_selection_start(edit);
    size_t end = text_edit_selection_end(edit);
    size_t kept = edit->text.length - (end - start);
    TextBuffer clean = {0};
    append_clean(edit, text, edit->limit > kept ? edit->limit - kept : 0, &clean);
    if (clean.length > 0 || end > start) {
        bool ends_word = clean.length != 1 || clean.text[0] == ' ';
        begin_change(edit, start == end && !ends_word ? RUN_TYPING : RUN_NONE);
        splice(edit, start, end, text_of(&clean), clean.length);
    }
    text_free(&clean);
}

static bool is_word_byte(char c) {
    unsigned char byte = (unsigned char)c;
    return byte >= 128 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') || byte == '_';
}

static size_t word_left(const char *text, size_t at) {
    while (at > 0 && !is_word_byte(text[at - 1])) {
        at--;
    }
    while (at > 0 && is_word_byte(text[at - 1])) {
        at--;
    }
    return at;
}

static size_t word_right(const char *text, size_t length, size_t at) {
    while (at < length && is_word_byte(text[at])) {
        at++;
    }
    while (at < length && !is_word_byte(text[at])) {
        at++;
    }
    return at;
}

static size_t target_of(const TextEdit *edit, TextMove move) {
    const char *text = text_of(&edit->text);
    size_t length = edit->text.length;
    size_t at = edit->caret;
    switch (move) {
    case TEXT_LEFT:
        return at > 0 ? utf8_previous(text, at) : 0;
    case TEXT_RIGHT:
        if (at < length) {
            (void)utf8_next(text, length, &at);
        }
        return at;
    case TEXT_WORD_LEFT:
        return word_left(text, at);
    case TEXT_WORD_RIGHT:
        return word_right(text, length, at);
    case TEXT_LINE_START:
        while (at > 0 && text[at - 1] != '\n') {
            at--;
        }
        return at;
    case TEXT_LINE_END:
        while (at < length && text[at] != '\n') {
            at++;
        }
        return at;
    case TEXT_START:
        return 0;
    case TEXT_END:
        return length;
    }
    return at;
}

void text_edit_delete(TextEdit *edit, TextMove move) {
    size_t start = text_edit_selection_start(edit);
    size_t end = text_edit_selection_end(edit);
    TextEditRun run = RUN_NONE;
    if (start == end) {
        size_t target = target_of(edit, move);
        start = target < start ? target : start;
        end = target > end ? target : end;
        run = move == TEXT_LEFT || move == TEXT_RIGHT ? RUN_DELETING : RUN_NONE;
    }
    if (start < end) {
        begin_change(edit, run);
        splice(edit, start, end, "", 0);
    }
}

void text_edit_place(TextEdit *edit, size_t offset, bool select) {
    edit->caret = offset < edit->text.length ? offset : edit->text.length;
    if (!select) {
        edit->anchor = edit->caret;
    }
    edit->run = RUN_NONE;
}

void text_edit_move(TextEdit *edit, TextMove move, bool select) {
    bool selected = edit->caret != edit->anchor;
    size_t target = target_of(edit, move);
    if (selected && !select && move == TEXT_LEFT) {
        target = text_edit_selection_start(edit);
    } else if (selected && !select && move == TEXT_RIGHT) {
        target = text_edit_selection_end(edit);
    }
    text_edit_place(edit, target, select);
}

void text_edit_select_all(TextEdit *edit) {
    edit->anchor = 0;
    edit->caret = edit->text.length;
    edit->run = RUN_NONE;
}

void text_edit_select_word(TextEdit *edit, size_t offset) {
    const char *text = text_of(&edit->text);
    size_t start = offset, end = offset;
    while (start > 0 && is_word_byte(text[start - 1])) {
        start--;
    }
    while (end < edit->text.length && is_word_byte(text[end])) {
        end++;
    }
    edit->anchor = start;
    text_edit_place(edit, end, true);
}

bool text_edit_undo(TextEdit *edit) {
    if (edit->undo.count == 0) {
        return false;
    }
    TextSnapshot now = take_snapshot(edit);
    array_push(&edit->redo, now);
    restore(edit, edit->undo.items[--edit->undo.count]);
    return true;
}

bool text_edit_redo(TextEdit *edit) {
    if (edit->redo.count == 0) {
        return false;
    }
    TextSnapshot now = take_snapshot(edit);
    array_push(&edit->undo, now);
    restore(edit, edit->redo.items[--edit->redo.count]);
    return true;
}
