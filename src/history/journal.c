#include <stdlib.h>

#include "base/clock.h"
#include "history/entry_json.h"
#include "history/journal.h"

struct Journal {
    char *path;
    AppendFile *file;
    long long n, last_ms;
    size_t length;      /* of the file */
    TextBuffer pending; /* whole lines that could not be written yet */
    Error ended;        /* the limit that was reached, or no error */
};

static void write_header(JsonWriter *writer, const char *id, const SessionOrigin *origin,
                         const Design *initial) {
    char started[32];
    clock_format_utc(clock_unix_s(), started);
    json_begin_object(writer, JSON_INLINE);
    json_text_member(writer, "format", "faultline/session");
    json_number_member(writer, "version", 1);
    json_text_member(writer, "id", id);
    json_text_member(writer, "started", started);
    session_origin_write(writer, origin);
    json_key(writer, "design");
    design_write_value(writer, initial, JSON_INLINE);
    json_end_object(writer);
    text_append_char(&writer->out, '\n');
}

static Error open_journal(const char *path, long long n, long long last_ms, size_t length,
                          Journal **journal) {
    AppendFile *file;
    Error error = append_file_open(path, &file);
    if (error.code) {
        return error;
    }
    error = append_file_truncate(file, length);
    if (error.code) {
        append_file_close(file);
        return error;
    }
    Journal *opened = memory_allocate(sizeof *opened);
    *opened = (Journal){.path = memory_copy_string(path),
                        .file = file,
                        .n = n,
                        .last_ms = last_ms,
                        .length = length};
    *journal = opened;
    return error;
}

Error journal_create(const char *path, const char *id, const Design *initial, Journal **journal) {
    const SessionOrigin none = {.t_ms = 0};
    return journal_create_branch(path, id, &none, initial, journal);
}

Error journal_create_branch(const char *path, const char *id, const SessionOrigin *origin,
                            const Design *initial, Journal **journal) {
    if (file_exists(path)) {
        return error_make(ERROR_IO, "%s: is there already; a session is not written over", path);
    }
    JsonWriter writer = {0};
    write_header(&writer, id, origin, initial);
    Error error = file_save_atomic(path, writer.out.text, writer.out.length);
    if (!error.code) {
        error = open_journal(path, 0, 0, writer.out.length, journal);
    }
    json_writer_free(&writer);
    return error;
}

Error journal_resume(const char *path, const Session *session, Journal **journal) {
    if (!file_exists(path)) {
        return error_make(ERROR_IO, "%s: is gone; save the design under another name", path);
    }
    size_t count = session->entries.count;
    long long last_ms = count > 0 ? session->entries.items[count - 1].t_ms : 0;
    return open_journal(path, (long long)count, last_ms, session->whole_bytes, journal);
}

static Error flush(Journal *journal) {
    if (journal->pending.length == 0) {
        return error_none();
    }
    Error error = append_file_write(journal->file, journal->pending.text, journal->pending.length);
    if (!error.code) {
        journal->length += journal->pending.length;
        text_clear(&journal->pending);
    }
    return error;
}

/* Without this line the next ones could not be replayed, so the journal ends before it. */
static Error end_journal(Journal *journal, const char *what, int limit) {
    journal->ended = error_make(ERROR_IO,
                                "%s: %s is longer than the %d MiB that a session may have; what "
                                "you do from now on is not recorded. Save the design, and go on in "
                                "a new session",
                                journal->path, what, limit / (1024 * 1024));
    return journal->ended;
}

Error journal_append(Journal *journal, const Entry *entry) {
    if (journal->ended.code) {
        return journal->ended;
    }
    Entry numbered = *entry;
    numbered.n = journal->n + 1;
    JsonWriter writer = {0};
    entry_write(&writer, &numbered);
    text_append_char(&writer.out, '\n');
    size_t length = writer.out.length;
    Error error;
    if (length > SESSION_LINE_MAX) {
        error = end_journal(journal, "this step", SESSION_LINE_MAX);
    } else if (journal->length + journal->pending.length + length > SESSION_BYTES_MAX) {
        error = end_journal(journal, "the file", SESSION_BYTES_MAX);
    } else {
        journal->n = numbered.n;
        journal->last_ms = entry->t_ms;
        text_append_bytes(&journal->pending, writer.out.text, length);
        error = flush(journal);
    }
    json_writer_free(&writer);
    return error;
}

Error journal_sync(Journal *journal) {
    Error error = flush(journal);
    return error.code ? error : append_file_sync(journal->file);
}

long long journal_last_ms(const Journal *journal) {
    return journal->last_ms;
}

const char *journal_path(const Journal *journal) {
    return journal->path;
}

void journal_close(Journal *journal) {
    if (journal) {
        flush(journal);
        append_file_close(journal->file);
        text_free(&journal->pending);
        free(journal->path);
        free(journal);
    }
}
