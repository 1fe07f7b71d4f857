#include "ui/document.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

enum { RETRY_DELAY_MS = 10000 };

static const unsigned long long NO_REVISION = ULLONG_MAX; /* what the files have is not known */

/* ---- The design's own file -------------------------------------------------------------------- */

static char *copy_absolute(const char *path) {
    Arena arena = {0};
    char *copy = path ? memory_copy_string(path_absolute(&arena, path)) : NULL;
    arena_free(&arena);
    return copy;
}

static void set_path(Document *document, const char *path) {
    char *copy = copy_absolute(path);
    free(document->path);
    free(document->parted);
    document->path = copy;
    document->parted = NULL;
}

/* So that the session knows it when it is gone on with. */
static Error note_path(const Document *document) {
    return document->folder && document->path
               ? session_folder_note_document(document->folder, document->path)
               : error_none();
}

/* Whether the file says the same as what the session saved last. */
static bool is_as_saved(const char *path, const char *saved_path, const Catalog *catalog) {
    Design *design;
    if (design_load(path, catalog, &design).code) {
        return false;
    }
    TextBuffer canonical = {0};
    design_write(design, &canonical);
    design_free(design);
    char *saved;
    size_t length;
    bool same = false;
    if (!file_read(saved_path, LIMIT_FILE_BYTES, &saved, &length).code) {
        same = length == canonical.length && memcmp(saved, text_of(&canonical), length) == 0;
        free(saved);
    }
    text_free(&canonical);
    return same;
}

static void find_path(Document *document, const Catalog *catalog) {
    Arena arena = {0};
    const char *path = session_folder_document(document->folder, &arena);
    if (path && is_as_saved(path, session_folder_design(document->folder), catalog)) {
        document->path = memory_copy_string(path);
    } else if (path) {
        document->parted = memory_copy_string(path);
    }
    arena_free(&arena);
}

/* ---- Opening and closing --------------------------------------------------------------------- */

static Error make_session(Document *document) {
    const Design *design = document->initial;
    SessionFolder *folder;
    Error error = session_folder_create(document->store, design->scenario, &folder);
    if (error.code) {
        return error;
    }
    Journal *journal;
    error = journal_create_branch(session_folder_journal(folder), session_folder_id(folder),
                                  &document->origin, design, &journal);
    if (error.code) {
        session_folder_discard(folder);
        return error;
    }
    document->folder = folder;
    error = editor_set_journal(document->editor, journal);
    Error saved = design_save(design, session_folder_design(folder));
    design_free(document->initial);
    document->initial = NULL;
    saved = saved.code ? saved : note_path(document);
    return error.code ? error : saved;
}

void document_record(Document *document) {
    document->waiting = false;
    if (!document->recorded) {
        document->recorded = true;
        document->unrecorded = make_session(document);
        document->trouble = document->unrecorded;
    }
}

/* What was only in memory, once there is room again. */
static Error record_again(Document *document) {
    if (document->unrecorded.code) {
        document->unrecorded =
            document->folder ? editor_sync(document->editor) : make_session(document);
    }
    return document->unrecorded;
}

void document_start(Document *document, Design *design, const Scenario *scenario, const char *path,
                    const char *store, int64_t now_ms) {
    document_close(document);
    document->scenario = scenario;
    document->path = copy_absolute(path);
    document->store = memory_copy_string(store);
    document->opened_ms = now_ms;
    document->save_due_ms = -1;
    document->initial = design_copy(design);
    document->editor = editor_new(design, NULL);
    document->saved_revision = document->file_revision = editor_revision(document->editor);
    document->trouble = folder_check_writable(store); /* said before an hour's work, not after */
}

void document_branch(Document *document, const SessionOrigin *origin) {
    document->origin = *origin;
}

static Error resume_editor(SessionFolder *folder, const Catalog *catalog, SessionOrigin *origin,
                           Editor **editor) {
    const char *path = session_folder_journal(folder);
    Session *session;
    Error error = session_load(path, catalog, &session);
    if (error.code) {
        return error;
    }
    Journal *journal;
    error = journal_resume(path, session, &journal);
    if (!error.code) {
        error = editor_resume(session, journal, editor);
        if (error.code) {
            journal_close(journal);
        }
    }
    *origin = session->origin;
    session_free(session);
    return error;
}

Error document_resume(Document *document, const char *folder_path, const Catalog *catalog,
                      const ScenarioLibrary *scenarios, int64_t now_ms) {
    SessionFolder *folder;
    Error error = session_folder_open(folder_path, &folder);
    if (error.code) {
        return error;
    }
    Editor *editor;
    SessionOrigin origin;
    error = resume_editor(folder, catalog, &origin, &editor);
    if (error.code) {
        session_folder_close(folder);
        return error;
    }
    document_close(document);
    document->editor = editor;
    document->folder = folder;
    document->origin = origin;
    document->recorded = true;
    document->scenario = scenario_library_find(scenarios, editor_design(editor)->scenario);
    document->begun_ms = editor_time(editor);
    document->opened_ms = now_ms;
    document->saved_revision = document->file_revision = NO_REVISION;
    document->save_due_ms = now_ms;
    find_path(document, catalog);
    if (document_clock(document).state == ROUND_PAUSED) {
        error = document_after(document, round_resume(editor), now_ms);
    }
    return error;
}

void document_close(Document *document) {
    if (!document->editor) {
        return;
    }
    (void)document_flush(document);
    if (document->folder && document_clock(document).state == ROUND_RUNNING) {
        (void)round_pause(document->editor);
    }
    (void)editor_sync(document->editor);
    editor_free(document->editor);
    session_folder_close(document->folder);
    design_free(document->initial);
    free(document->path);
    free(document->parted);
    free(document->store);
    *document = (Document){.save_due_ms = -1};
}

/* ---- Editing ----------------------------------------------------------------------------------- */

Error document_after(Document *document, Error error, int64_t now_ms) {
    if (error.code == ERROR_IO) {
        document->unrecorded = document->trouble = error;
        error = error_none();
    }
    if ((!document_saved(document) || document->unrecorded.code) && document->save_due_ms < 0) {
        document->save_due_ms = now_ms + AUTOSAVE_DELAY_MS;
    }
    return error;
}

Error document_apply(Document *document, Command *command, int64_t now_ms) {
    document_record(document);
    return document_after(document, editor_apply(document->editor, command), now_ms);
}

void document_tick(Document *document, int64_t now_ms) {
    if (!document->editor) {
        return;
    }
    if (document->waiting) {
        document->opened_ms = now_ms;
    }
    editor_set_time(document->editor, document->begun_ms + (now_ms - document->opened_ms));
    if (document->trouble.code && document->save_due_ms < 0) {
        document->save_due_ms = now_ms + RETRY_DELAY_MS;
    }
    if (document->save_due_ms >= 0 && now_ms >= document->save_due_ms &&
        document_flush(document).code) {
        document->save_due_ms = now_ms + RETRY_DELAY_MS;
    }
}

/* ---- Saving ------------------------------------------------------------------------------------ */

bool document_saved(const Document *document) {
    return document->saved_revision == editor_revision(document->editor);
}

Error document_flush(Document *document) {
    if (!document->editor) {
        return error_none();
    }
    const Design *design = editor_design(document->editor);
    Error error = record_again(document);
    document->save_due_ms = -1;
    if (document->folder) {
        Error session = design_save(design, session_folder_design(document->folder));
        error = error.code ? error : session;
    }
    if (document->path && document->file_revision != editor_revision(document->editor)) {
        Error own = design_save(design, document->path);
        document->file_revision =
            own.code ? document->file_revision : editor_revision(document->editor);
        error = own.code ? own : error;
    }
    bool idle = !error.code && !document->recorded;
    document->trouble = idle ? folder_check_writable(document->store) : error;
    if (!error.code) {
        document->saved_revision = editor_revision(document->editor);
    }
    return error;
}

bool document_at_risk(const Document *document) {
    return document->editor && document->unrecorded.code &&
           (!document->path || document->file_revision != editor_revision(document->editor));
}

Error document_save(Document *document, const char *path) {
    const Design *design = editor_design(document->editor);
    const char *target = path ? path : document->path;
    document_record(document);
    Error error = design_save(design, target);
    if (error.code) {
        return error;
    }
    document->file_revision = editor_revision(document->editor);
    if (path) {
        set_path(document, path);
    }
    Error noted = note_path(document);
    error = editor_note(document->editor, ENTRY_SAVE, path_file_name(document->path), NULL);
    (void)document_after(document, error.code ? error : noted, document->opened_ms);
    (void)document_flush(document);
    return error_none();
}

/* ---- The clock --------------------------------------------------------------------------------- */

RoundClock document_clock(const Document *document) {
    RoundClock clock = round_clock(document->scenario, editor_entries(document->editor),
                                   editor_time(document->editor));
    if (document->waiting && clock.state == ROUND_RUNNING) {
        clock.state = ROUND_PAUSED;
    }
    return clock;
}

RoundFacts document_facts(const Document *document) {
    return round_facts(document->scenario, editor_entries(document->editor),
                       editor_time(document->editor));
}

void document_format_left(long long left_ms, char out[48]) {
    long long part = left_ms % 1000;
    long long whole = left_ms + (part > 0 ? 1000 - part : -part);
    char time[32];
    round_format_time(whole < 0 ? -whole : whole, time);
    snprintf(out, 48, "%s %s", time, whole < 0 ? "over" : "left");
}

bool document_finished(const Document *document) {
    return document_clock(document).state == ROUND_FINISHED;
}

PhaseId document_next_phase(const Document *document) {
    RoundClock clock = document_clock(document);
    bool has_next = clock.timed && clock.state != ROUND_FINISHED && clock.phase + 1 < PHASE_COUNT;
    return has_next ? (PhaseId)(clock.phase + 1) : PHASE_COUNT;
}
