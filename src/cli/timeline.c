#include "cli/timeline.h"

#include "history/stopwatch.h"

enum { TIME_SIZE = 32, TIME_COLUMNS = 8, STEP_SIZE = 256 };

typedef struct Tally {
    size_t by_type[ENTRY_TYPE_COUNT];
    size_t last_check; /* its position; SIZE_MAX: there was none */
    long long end_ms, played_ms;
} Tally;

static Tally count_entries(const Timeline *timeline) {
    Tally tally = {.last_check = SIZE_MAX};
    Stopwatch stopwatch = {0};
    const Entries *entries = &timeline->session->entries;
    for (size_t i = 0; i < replay_position(timeline->replay); i++) {
        const Entry *entry = &entries->items[i];
        tally.by_type[entry->type]++;
        tally.end_ms = entry->t_ms;
        stopwatch_entry(&stopwatch, entry->type, entry->t_ms);
        if (entry->type == ENTRY_CHECK) {
            tally.last_check = i;
        }
    }
    tally.played_ms = stopwatch_read(&stopwatch, tally.end_ms);
    return tally;
}

/* ---- For programs ---------------------------------------------------------------------------- */

static void write_entry(JsonWriter *writer, const Entries *entries, size_t position) {
    const Entry *entry = &entries->items[position];
    char step[STEP_SIZE];
    entry_describe(entries, position, step, sizeof step);
    json_begin_object(writer, JSON_INLINE);
    json_number_member(writer, "n", (double)entry->n);
    json_number_member(writer, "t_ms", (double)entry->t_ms);
    json_text_member(writer, "type", entry_type_name(entry->type));
    json_text_member(writer, "what", step);
    json_end_object(writer);
}

void timeline_write_json(const Timeline *timeline, JsonWriter *writer) {
    const Session *session = timeline->session;
    Tally tally = count_entries(timeline);
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "format", "faultline/replay");
    json_number_member(writer, "version", 1);
    json_text_member(writer, "session", session->id);
    json_text_member(writer, "started", session->started);
    if (session->origin.session[0]) {
        json_key(writer, "branched_from");
        json_begin_object(writer, JSON_INLINE);
        json_text_member(writer, "session", session->origin.session);
        json_number_member(writer, "t_ms", (double)session->origin.t_ms);
        json_end_object(writer);
    }
    json_boolean_member(writer, "torn", session->torn);
    json_number_member(writer, "at_ms",
                       (double)(timeline->at_ms < 0 ? tally.end_ms : timeline->at_ms));
    json_number_member(writer, "duration_ms", (double)replay_duration_ms(timeline->replay));
    json_number_member(writer, "played_ms", (double)tally.played_ms);
    json_key(writer, "entries");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < replay_position(timeline->replay); i++) {
        write_entry(writer, &session->entries, i);
    }
    json_end_array(writer);
    json_key(writer, "design");
    design_write_value(writer, replay_design(timeline->replay), JSON_BLOCK);
    json_end_object(writer);
}

/* ---- For people ------------------------------------------------------------------------------ */

static void format_time(long long t_ms, char out[TIME_SIZE]) {
    long long seconds = t_ms / 1000;
    if (seconds >= 3600) {
        snprintf(out, TIME_SIZE, "%lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60,
                 seconds % 60);
    } else {
        snprintf(out, TIME_SIZE, "%lld:%02lld", seconds / 60, seconds % 60);
    }
}

static Paint paint_of(EntryType type) {
    switch (type) {
    case ENTRY_PHASE:
    case ENTRY_CHECK:
    case ENTRY_FINISH:
        return PAINT_BOLD;
    case ENTRY_PAUSE:
    case ENTRY_RESUME:
    case ENTRY_SAVE:
        return PAINT_FAINT;
    case ENTRY_COMMAND:
    case ENTRY_UNDO:
    case ENTRY_REDO:
    case ENTRY_TYPE_COUNT:
        break;
    }
    return PAINT_PLAIN;
}

static void write_step(const Entries *entries, size_t position, const Screen *screen,
                       TextBuffer *out) {
    const Entry *entry = &entries->items[position];
    char time[TIME_SIZE], step[STEP_SIZE];
    format_time(entry->t_ms, time);
    entry_describe(entries, position, step, sizeof step);
    columns_spaces(out, TIME_COLUMNS - columns_count(time));
    columns_paint(out, screen, PAINT_FAINT, time);
    text_append(out, "  ");
    columns_paint(out, screen, paint_of(entry->type), step);
    text_append_char(out, '\n');
}

static void write_summary(const Timeline *timeline, const Screen *screen, TextBuffer *out) {
    Tally tally = count_entries(timeline);
    char end[TIME_SIZE], played[TIME_SIZE];
    format_time(tally.end_ms, end);
    format_time(tally.played_ms, played);
    TextBuffer line = {0};
    columns_quantity(&line, tally.by_type[ENTRY_COMMAND], "change", "changes");
    text_append(&line, ", ");
    columns_quantity(&line, tally.by_type[ENTRY_UNDO], "undo", "undos");
    text_append(&line, ", ");
    columns_quantity(&line, tally.by_type[ENTRY_REDO], "redo", "redos");
    text_append(&line, ", ");
    columns_quantity(&line, tally.by_type[ENTRY_CHECK], "check", "checks");
    text_append_format(&line, " in %s, %s of it played.", end, played);
    if (tally.last_check != SIZE_MAX) {
        char check[STEP_SIZE];
        entry_describe(&timeline->session->entries, tally.last_check, check, sizeof check);
        text_append_format(&line, " Last %s.", check);
    }
    columns_wrap(out, screen, 0, 0, text_of(&line));
    text_clear(&line);

    const Design *design = replay_design(timeline->replay);
    columns_quantity(&line, design->components.count, "component", "components");
    text_append(&line, ", ");
    columns_quantity(&line, design->connections.count, "connection", "connections");
    text_append_format(&line, " %s.", timeline->at_ms < 0 ? "at the end" : "at that moment");
    columns_wrap(out, screen, 0, 0, text_of(&line));
    text_free(&line);
}

void timeline_write_text(const Timeline *timeline, const Screen *screen, TextBuffer *out) {
    const Session *session = timeline->session;
    columns_paint(out, screen, PAINT_BOLD, session->title[0] ? session->title : "A session");
    TextBuffer line = {0};
    text_append_format(&line, "Started %s; %s%s", session->started,
                       session->scenario[0] ? "scenario " : "an empty board", session->scenario);
    text_append_char(out, '\n');
    if (session->origin.session[0]) {
        char from[TIME_SIZE];
        format_time(session->origin.t_ms, from);
        text_append_format(&line, "; branched from %s at %s", session->origin.session, from);
    }
    columns_wrap(out, screen, 0, 0, text_of(&line));
    text_free(&line);

    text_append_char(out, '\n');
    for (size_t i = 0; i < replay_position(timeline->replay); i++) {
        write_step(&session->entries, i, screen, out);
    }
    text_append_char(out, '\n');
    write_summary(timeline, screen, out);
}
