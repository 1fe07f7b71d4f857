#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "history/entry_json.h"
#include "history/session_folder.h"
#include "history/stopwatch.h"

/* Phases, pauses and the finish are short lines. The longer ones are edits, which a summary can do
 * without; only the last is read whatever its length. */
enum { SHORT_LINE = 256 };

/* --- One session --- */

typedef struct Summariser {
    JsonReader reader;
    Arena arena; /* of the line at hand */
    SessionSummary summary;
    Stopwatch stopwatch;
    EntryType last; /* ENTRY_TYPE_COUNT: none yet, or none that is known */
    long long last_ms;
} Summariser;

static void read_header(Summariser *summariser, const JsonValue *root, Arena *texts) {
    JsonReader *reader = &summariser->reader;
    SessionSummary *summary = &summariser->summary;
    json_expect_format(reader, root, "faultline/session", 1);
    const JsonValue *design = json_read_object(reader, root, "design", JSON_REQUIRED);
    const char *started = json_read_text(reader, root, "started", JSON_REQUIRED);
    session_origin_read(reader, root, &summary->origin);
    if (reader->error.code) {
        return;
    }
    const char *title = json_read_text(reader, design, "title", JSON_OPTIONAL);
    json_read_id(reader, design, "scenario", JSON_OPTIONAL, summary->scenario);
    text_copy(summary->started, sizeof summary->started, started);
    summary->title = arena_copy_string(texts, title);
}

static void read_entry(Summariser *summariser, const JsonValue *value) {
    JsonReader *reader = &summariser->reader;
    const char *type = json_read_text(reader, value, "type", JSON_REQUIRED);
    const char *phase = json_read_text(reader, value, "phase", JSON_OPTIONAL);
    summariser->last_ms = json_read_integer(reader, value, "t_ms", JSON_REQUIRED, 0, LLONG_MAX, 0);
    summariser->last = ENTRY_TYPE_COUNT;
    for (size_t i = 0; i < ENTRY_TYPE_COUNT; i++) {
        if (strcmp(type, entry_type_name((EntryType)i)) == 0) {
            summariser->last = (EntryType)i;
        }
    }
    for (size_t i = 0; i < PHASE_COUNT; i++) {
        if (strcmp(phase, phase_name((PhaseId)i)) == 0) {
            summariser->summary.phase = (PhaseId)i;
        }
    }
    stopwatch_entry(&summariser->stopwatch, summariser->last, summariser->last_ms);
}

/* The whole lines that matter; true when a part of a line comes after them. */
static bool read_lines(Summariser *summariser, const char *bytes, size_t length, Arena *texts) {
    JsonReader *reader = &summariser->reader;
    const char *end = bytes + length, *start = bytes;
    for (int line = 1; start < end && !reader->error.code; line++) {
        const char *newline = memchr(start, '\n', (size_t)(end - start));
        if (!newline) {
            break;
        }
        bool last = !memchr(newline + 1, '\n', (size_t)(end - newline - 1));
        if (line == 1 || last || newline - start <= SHORT_LINE) {
            arena_clear(&summariser->arena);
            const JsonValue *value =
                json_parse(reader, start, (size_t)(newline - start), line, &summariser->arena);
            if (value && line == 1) {
                read_header(summariser, value, texts);
            } else if (value) {
                read_entry(summariser, value);
            }
        }
        start = newline + 1;
    }
    return start < end;
}

/* The title that the autosaved design has, if there is one that can be read. */
static void read_saved_title(const SessionSummary *summary, Arena *arena, Arena *texts,
                             char **title) {
    char *bytes;
    size_t length;
    if (file_read(summary->design, LIMIT_FILE_BYTES, &bytes, &length).code) {
        return;
    }
    JsonReader reader = {.file = summary->design};
    const JsonValue *root = json_parse(&reader, bytes, length, 1, arena);
    const char *saved = root ? json_read_text(&reader, root, "title", JSON_REQUIRED) : "";
    if (!reader.error.code) {
        *title = arena_copy_string(texts, saved);
    }
    free(bytes);
}

static void summarise(SessionSummary *summary, Arena *texts) {
    Summariser summariser = {
        .reader = {.file = summary->journal}, .summary = *summary, .last = ENTRY_TYPE_COUNT};
    char *bytes;
    size_t length;
    summary->problem = file_read(summary->journal, SESSION_BYTES_MAX, &bytes, &length);
    if (summary->problem.code) {
        return;
    }
    bool torn = read_lines(&summariser, bytes, length, texts);
    free(bytes);
    if (!summariser.reader.error.code && !summariser.summary.started[0]) {
        summariser.reader.error =
            error_make(ERROR_INPUT, "%s:1: the first line is not whole", summary->journal);
    }
    summary->problem = summariser.reader.error;
    if (!summary->problem.code) {
        const Stopwatch *stopwatch = &summariser.stopwatch;
        bool idle = summariser.last == ENTRY_TYPE_COUNT || summariser.last == ENTRY_PAUSE;
        *summary = summariser.summary;
        summary->played_ms = stopwatch_read(stopwatch, summariser.last_ms);
        summary->finished = stopwatch->finished;
        summary->closed = idle && !torn;
        summary->in_use = session_folder_in_use(summary->folder);
        read_saved_title(summary, &summariser.arena, texts, &summary->title);
    }
    arena_free(&summariser.arena);
}

/* --- All of them --- */

static int by_age(const void *a, const void *b) {
    const SessionSummary *one = a, *other = b;
    if (one->modified_s != other->modified_s) {
        return one->modified_s > other->modified_s ? -1 : 1;
    }
    return strcmp(other->folder, one->folder); /* the name begins with the time of the start */
}

/* Where the journal of each session is and how old, which is all that sorting takes. */
static void find_journals(const char *store, const FolderEntries *folders, SessionList *list) {
    for (size_t i = 0; i < folders->count; i++) {
        if (!folders->items[i].is_folder) {
            continue;
        }
        SessionSummary found = {0};
        found.folder = path_join(&list->arena, store, folders->items[i].name);
        found.title = folders->items[i].name;
        found.journal = path_join(&list->arena, found.folder, SESSION_JOURNAL_NAME);
        found.design = path_join(&list->arena, found.folder, SESSION_DESIGN_NAME);
        FolderEntries files = {0};
        if (folder_list(found.folder, &list->arena, &files).code) {
            continue;
        }
        for (size_t k = 0; k < files.count; k++) {
            if (strcmp(files.items[k].name, SESSION_JOURNAL_NAME) == 0) {
                found.modified_s = files.items[k].modified_s;
                array_push(&list->items, found);
            }
        }
        array_free(&files);
    }
}

Error session_list_load(SessionList *list, const char *store, size_t limit) {
    if (!folder_exists(store)) {
        return error_none();
    }
    FolderEntries folders = {0};
    Error error = folder_list(store, &list->arena, &folders);
    if (error.code) {
        return error;
    }
    find_journals(store, &folders, list);
    array_free(&folders);
    if (list->items.count > 0) {
        qsort(list->items.items, list->items.count, sizeof *list->items.items, by_age);
    }
    list->items.count = list->items.count < limit ? list->items.count : limit;
    for (size_t i = 0; i < list->items.count; i++) {
        summarise(&list->items.items[i], &list->arena);
    }
    return error;
}

void session_list_free(SessionList *list) {
    array_free(&list->items);
    arena_free(&list->arena);
}

const SessionSummary *session_list_crashed(const SessionList *list) {
    for (size_t i = 0; i < list->items.count; i++) {
        const SessionSummary *summary = &list->items.items[i];
        if (!summary->problem.code && !summary->finished && !summary->closed && !summary->in_use) {
            return summary;
        }
    }
    return NULL;
}
