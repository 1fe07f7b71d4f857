#include <stdlib.h>
#include <string.h>

#include "history/entry_json.h"
#include "history/log.h"

/* What a session may take to hold, with what it takes to go back: a short line can make a long
 * step ("all answers are gone"), so the size of the file says nothing about it. */
static const size_t MEMORY_MAX = (size_t)1 << 30;

typedef struct Loader {
    JsonReader reader;
    const Catalog *catalog;
    const char *rest, *end;
    int line; /* of what was read last */
    Arena arena;
    Session *session;
    Design *design; /* after the entries so far */
    Log log;
    size_t weight;
} Loader;

static void fail_line(Loader *loader, ErrorCode code, const char *message) {
    JsonValue line = {.line = loader->line};
    json_fail(&loader->reader, &line, code, "%s", message);
}

/* The next whole line as a tree; NULL at the end, and on an error. */
static const JsonValue *next_line(Loader *loader) {
    const char *newline = loader->rest == loader->end
                              ? NULL
                              : memchr(loader->rest, '\n', (size_t)(loader->end - loader->rest));
    if (!newline || loader->reader.error.code) {
        return NULL;
    }
    const char *start = loader->rest;
    loader->rest = newline + 1;
    loader->line++;
    if (newline - start > SESSION_LINE_MAX) {
        fail_line(loader, ERROR_LIMIT, "the line is longer than the 32 MiB that are allowed");
        return NULL;
    }
    arena_clear(&loader->arena);
    return json_parse(&loader->reader, start, (size_t)(newline - start), loader->line,
                      &loader->arena);
}

/* "2026-11-23T05:46:12Z" */
static bool is_utc(const char *text) {
    static const char SHAPE[] = "0000-00-00T00:00:00Z";
    for (size_t i = 0; i < sizeof SHAPE; i++) {
        bool fits = SHAPE[i] == '0' ? text[i] >= '0' && text[i] <= '9' : text[i] == SHAPE[i];
        if (!fits) {
            return false;
        }
    }
    return true;
}

static void read_header(Loader *loader) {
    static const char *const KEYS[] = {"format",  "version",       "id",
                                       "started", "branched_from", "design"};
    JsonReader *reader = &loader->reader;
    const JsonValue *root = next_line(loader);
    if (!root) {
        loader->line = 1;
        fail_line(loader, ERROR_INPUT,
                  "the first line is not whole; a session begins with a line that has its id and "
                  "the design at its start");
        return;
    }
    json_expect_format(reader, root, "faultline/session", 1);
    if (reader->error.code) {
        return;
    }
    json_expect_keys(reader, root, KEYS, COUNT_OF(KEYS));
    Session *session = loader->session;
    json_read_id(reader, root, "id", JSON_REQUIRED, session->id);
    const char *started = json_read_text(reader, root, "started", JSON_REQUIRED);
    if (!reader->error.code && !is_utc(started)) {
        json_fail(reader, json_member(root, "started"), ERROR_INPUT,
                  "expected a time such as \"2026-11-23T05:46:12Z\"");
    }
    session_origin_read(reader, root, &session->origin);
    const JsonValue *design = json_read_object(reader, root, "design", JSON_REQUIRED);
    if (reader->error.code) {
        return;
    }
    text_copy(session->started, sizeof session->started, started);
    session->initial = design_read_value(reader, design, loader->catalog);
    if (!reader->error.code) {
        text_copy(session->scenario, sizeof session->scenario, session->initial->scenario);
        session->title = memory_copy_string(session->initial->title);
    }
}

static void check_order(Loader *loader, const JsonValue *value, const Entry *entry) {
    size_t count = loader->log.entries.count;
    long long before_ms = count > 0 ? loader->log.entries.items[count - 1].t_ms : 0;
    if (entry->n != (long long)count + 1) {
        json_fail(&loader->reader, json_member(value, "n"), ERROR_INPUT,
                  "expected entry %zu, found %lld: entries are missing or out of order", count + 1,
                  entry->n);
    } else if (entry->t_ms < before_ms) {
        json_fail(&loader->reader, json_member(value, "t_ms"), ERROR_INPUT,
                  "%lld ms is before the entry above it, at %lld ms", entry->t_ms, before_ms);
    }
}

static void read_entry(Loader *loader, const JsonValue *value) {
    Entry entry;
    if (!entry_read(&loader->reader, value, loader->catalog, &entry)) {
        return;
    }
    check_order(loader, value, &entry);
    if (!loader->reader.error.code) {
        Error error = log_push(&loader->log, loader->design, &entry);
        if (error.code) {
            json_fail(&loader->reader, value, ERROR_INPUT, "this step does not fit the design: %s",
                      error.message);
        }
    }
    if (loader->reader.error.code) {
        entry_free(&entry);
        return;
    }
    const Entry *added = &loader->log.entries.items[loader->log.entries.count - 1];
    loader->weight += sizeof *added + command_weight(&added->command);
    if (loader->weight > MEMORY_MAX) {
        json_fail(&loader->reader, value, ERROR_LIMIT,
                  "up to here the session takes more than 1 GiB of memory");
    }
}

static void read_entries(Loader *loader) {
    loader->design = design_copy(loader->session->initial);
    for (const JsonValue *value = next_line(loader); value; value = next_line(loader)) {
        read_entry(loader, value);
    }
    loader->session->entries = loader->log.entries;
    loader->log.entries = (Entries){0};
    log_free(&loader->log);
    design_free(loader->design);
}

Error session_parse(const char *bytes, size_t length, const char *file, const Catalog *catalog,
                    Session **session) {
    if (length > SESSION_BYTES_MAX) {
        return error_make(ERROR_LIMIT, "%s: longer than the 256 MiB that are allowed", file);
    }
    Loader loader = {.reader = {.file = file},
                     .catalog = catalog,
                     .rest = bytes,
                     .end = bytes + length,
                     .session = memory_allocate(sizeof *loader.session)};
    read_header(&loader);
    if (!loader.reader.error.code) {
        read_entries(&loader);
    }
    arena_free(&loader.arena);
    if (loader.reader.error.code) {
        session_free(loader.session);
        return loader.reader.error;
    }
    loader.session->whole_bytes = (size_t)(loader.rest - bytes);
    loader.session->torn = loader.rest != loader.end;
    *session = loader.session;
    return error_none();
}

Error session_load(const char *path, const Catalog *catalog, Session **session) {
    char *bytes;
    size_t length;
    Error error = file_read(path, SESSION_BYTES_MAX, &bytes, &length);
    if (!error.code) {
        error = session_parse(bytes, length, path, catalog, session);
        free(bytes);
    }
    return error;
}

void session_free(Session *session) {
    if (session) {
        for (size_t i = 0; i < session->entries.count; i++) {
            entry_free(&session->entries.items[i]);
        }
        array_free(&session->entries);
        design_free(session->initial);
        free(session->title);
        free(session);
    }
}
