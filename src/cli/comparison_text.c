#include "cli/comparison_report.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { INDENT = 2, SUB_INDENT = 4, FIGURE_WIDTH = 14, KEY_WIDTH = 34, STATE_WIDTH = 10 };

/* ---- Figures in two columns ------------------------------------------------------------------ */

static void append_right(TextBuffer *out, const Screen *screen, Paint paint, const char *text) {
    columns_spaces(out, FIGURE_WIDTH - columns_count(text));
    columns_paint(out, screen, paint, text);
}

/* Better and worse are seen at once; `better`: 1 when this is, -1 when the other one is. */
static void write_row(const Screen *screen, TextBuffer *out, int indent, const char *key,
                      const char *other, const char *now, int better) {
    columns_spaces(out, indent);
    columns_pad(out, key, KEY_WIDTH - indent);
    append_right(out, screen, PAINT_PLAIN, other);
    append_right(out, screen, better > 0 ? PAINT_GOOD : better < 0 ? PAINT_HIGH : PAINT_PLAIN, now);
    text_append_char(out, '\n');
}

static int fewer(size_t other, size_t now) {
    return (now < other) - (now > other);
}

static void write_counts(const Screen *screen, TextBuffer *out, int indent, const char *key,
                         size_t other, size_t now, bool fewer_is_better) {
    char a[32], b[32];
    text_format_number(a, (double)other);
    text_format_number(b, (double)now);
    write_row(screen, out, indent, key, a, b, fewer_is_better ? fewer(other, now) : 0);
}

static void write_shares(const Screen *screen, TextBuffer *out, const char *key,
                         const size_t part[ATTEMPT_COUNT], const size_t of[ATTEMPT_COUNT],
                         int better) {
    char text[ATTEMPT_COUNT][48];
    for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT; side++) {
        snprintf(text[side], sizeof text[side], "%zu of %zu", part[side], of[side]);
    }
    write_row(screen, out, INDENT, key, text[ATTEMPT_OTHER], text[ATTEMPT_THIS], better);
}

static size_t open_in(const PartScore *part, AttemptSide side) {
    size_t count = 0;
    for (int severity = 0; severity < SEVERITY_PRAISE; severity++) {
        count += (size_t)part->open[side][severity];
    }
    return count;
}

static void write_parts(const Comparison *comparison, const Screen *screen, TextBuffer *out) {
    for (size_t i = 0; i < comparison->parts.count; i++) {
        const PartScore *part = &comparison->parts.items[i];
        size_t other = open_in(part, ATTEMPT_OTHER), now = open_in(part, ATTEMPT_THIS);
        if (other > 0 || now > 0) {
            write_counts(screen, out, SUB_INDENT, part->area, other, now, true);
        }
    }
}

static void write_runs(const Comparison *comparison, const Screen *screen, TextBuffer *out) {
    const LevelTally *levels = comparison->levels;
    const LevelTally *a = &levels[ATTEMPT_OTHER], *b = &levels[ATTEMPT_THIS];
    size_t kept[] = {a->asked - a->missed, b->asked - b->missed}, asked[] = {a->asked, b->asked};
    size_t breaking[] = {a->breaking, b->breaking}, struck[] = {a->struck, b->struck};
    write_shares(screen, out, "Service levels kept, no faults", kept, asked,
                 fewer(a->missed, b->missed));
    write_shares(screen, out, "Faults that break a level", breaking, struck,
                 fewer(a->breaking, b->breaking));
    size_t missed[] = {a->missed_in_all, b->missed_in_all};
    size_t all[] = {a->asked_in_all, b->asked_in_all};
    write_shares(screen, out, "Levels missed, over all runs", missed, all,
                 fewer(a->missed_in_all, b->missed_in_all));
    char cost[ATTEMPT_COUNT][32];
    for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT; side++) {
        text_format_number(cost[side], (double)(long long)comparison->cost_usd_month[side]);
    }
    write_row(screen, out, INDENT, "Cost, USD a month", cost[ATTEMPT_OTHER], cost[ATTEMPT_THIS], 0);
}

static void write_figures(const Comparison *comparison, const Screen *screen, TextBuffer *out) {
    const Attempt *other = comparison->attempts[ATTEMPT_OTHER];
    const Attempt *now = comparison->attempts[ATTEMPT_THIS];
    columns_spaces(out, KEY_WIDTH);
    append_right(out, screen, PAINT_BOLD, "the other");
    append_right(out, screen, PAINT_BOLD, "this");
    text_append_char(out, '\n');
    write_counts(screen, out, INDENT, "Findings", (size_t)comparison->open[ATTEMPT_OTHER],
                 (size_t)comparison->open[ATTEMPT_THIS], true);
    write_parts(comparison, screen, out);
    if (comparison->played) {
        write_runs(comparison, screen, out);
    }
    write_counts(screen, out, INDENT, "Components", other->design->components.count,
                 now->design->components.count, false);
    write_counts(screen, out, INDENT, "Connections", other->design->connections.count,
                 now->design->connections.count, false);
}

/* ---- Lists ----------------------------------------------------------------------------------- */

static void write_heading(const Screen *screen, TextBuffer *out, const char *heading) {
    text_append_char(out, '\n');
    columns_paint(out, screen, PAINT_BOLD, heading);
    text_append_char(out, '\n');
}

static Paint paint_of(Severity severity) {
    static const Paint PAINTS[SEVERITY_COUNT] = {PAINT_CRITICAL, PAINT_HIGH, PAINT_MEDIUM,
                                                 PAINT_LOW, PAINT_GOOD};
    return PAINTS[severity];
}

/* What stayed is only counted: nothing is to be learned from it here. */
static void write_findings(const Comparison *comparison, const Screen *screen, TextBuffer *out) {
    static const char *const HEADINGS[] = {"New findings", "Findings that are gone"};
    TextBuffer line = {0};
    for (ChangeState state = CHANGE_NEW; state < CHANGE_KEPT; state++) {
        if (comparison->counts[state] > 0) {
            write_heading(screen, out, HEADINGS[state]);
        }
        for (size_t i = 0; i < comparison->findings.count; i++) {
            const FindingChange *change = &comparison->findings.items[i];
            const Finding *finding = change->finding;
            if (change->state != state) {
                continue;
            }
            const char *severity = severity_name(finding->severity);
            columns_spaces(out, INDENT);
            columns_paint(out, screen, paint_of(finding->severity), severity);
            columns_spaces(out, STATE_WIDTH - columns_count(severity));
            text_append_format(&line, "%s%s%s", finding->title, finding->label[0] ? ": " : "",
                               finding->label);
            columns_wrap(out, screen, INDENT + STATE_WIDTH, INDENT + STATE_WIDTH + 2,
                         text_of(&line));
            text_clear(&line);
        }
    }
    if (comparison->counts[CHANGE_KEPT] > 0) {
        text_append_char(&line, '\n');
        columns_quantity(&line, comparison->counts[CHANGE_KEPT], "finding is", "findings are");
        text_append(&line, " in both.\n");
        text_append(out, text_of(&line));
    }
    text_free(&line);
}

static void append_figure(const LevelChange *level, AttemptSide side, TextBuffer *line) {
    level_append_measured(&level->calm[side], line);
    if (level->broken[side] > 0) {
        text_append_format(line, " (missed under %zu fault%s)", level->broken[side],
                           level->broken[side] == 1 ? "" : "s");
    }
}

/* A level that is kept in both, always, is left out. */
static bool is_worth_telling(const LevelChange *level) {
    bool kept = true;
    for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT; side++) {
        kept = kept && level->calm[side].met && level->broken[side] == 0;
    }
    return !kept;
}

static void write_levels(const Comparison *comparison, const Screen *screen, TextBuffer *out) {
    const Scenario *scenario = comparison->attempts[ATTEMPT_THIS]->scenario;
    size_t operation = SIZE_MAX;
    TextBuffer line = {0};
    for (size_t i = 0; i < comparison->level_changes.count; i++) {
        const LevelChange *level = &comparison->level_changes.items[i];
        if (!is_worth_telling(level)) {
            continue;
        }
        if (operation == SIZE_MAX) {
            write_heading(screen, out, "Service levels that one of them misses");
        }
        if (operation != level->operation) {
            operation = level->operation;
            columns_spaces(out, INDENT);
            columns_append(out, scenario->operations[operation].title);
            text_append_char(out, '\n');
        }
        text_append_format(&line, "%s, ", level_title(level->calm[ATTEMPT_THIS].slo));
        level_append_target(&level->calm[ATTEMPT_THIS], &line);
        text_append(&line, ": ");
        append_figure(level, ATTEMPT_OTHER, &line);
        text_append(&line, " → ");
        append_figure(level, ATTEMPT_THIS, &line);
        columns_spaces(out, SUB_INDENT);
        columns_wrap(out, screen, SUB_INDENT, SUB_INDENT + 2, text_of(&line));
        text_clear(&line);
    }
    text_free(&line);
}

static void write_changes(const Comparison *comparison, const Screen *screen, TextBuffer *out) {
    static const char *const SIGNS[] = {
        [PART_ADDED] = "+", [PART_REMOVED] = "-", [PART_CHANGED] = "~"};
    static const Paint PAINTS[] = {
        [PART_ADDED] = PAINT_GOOD, [PART_REMOVED] = PAINT_HIGH, [PART_CHANGED] = PAINT_PLAIN};
    TextBuffer line = {0};
    if (comparison->changes.count > 0) {
        write_heading(screen, out, "Drawn differently");
    }
    for (size_t i = 0; i < comparison->changes.count; i++) {
        const PartChange *change = &comparison->changes.items[i];
        columns_spaces(out, INDENT);
        columns_paint(out, screen, PAINTS[change->state], SIGNS[change->state]);
        columns_spaces(out, 1);
        text_append_format(&line, "%s: %s", change->name, change->what);
        columns_wrap(out, screen, INDENT + 2, SUB_INDENT, text_of(&line));
        text_clear(&line);
    }
    text_free(&line);
}

static void write_phases(const Comparison *comparison, const Screen *screen, TextBuffer *out) {
    const Attempt *other = comparison->attempts[ATTEMPT_OTHER];
    const Attempt *now = comparison->attempts[ATTEMPT_THIS];
    if (!now->clock.timed) {
        return;
    }
    write_heading(screen, out, "Time played, of what was planned");
    for (int phase = 0; phase < PHASE_COUNT; phase++) {
        char planned[32], key[64], a[32] = "-", b[32];
        round_format_time(now->clock.phase_planned[phase], planned);
        round_format_time(now->clock.phase_played[phase], b);
        if (other->is_round) {
            round_format_time(other->clock.phase_played[phase], a);
        }
        snprintf(key, sizeof key, "%s, %s", phase_title((PhaseId)phase), planned);
        write_row(screen, out, INDENT, key, a, b, 0);
    }
}

/* ---------------------------------------------------------------------------------------------- */

static void write_head(const Comparison *comparison, const Screen *screen, TextBuffer *out) {
    const Attempt *other = comparison->attempts[ATTEMPT_OTHER];
    const Attempt *now = comparison->attempts[ATTEMPT_THIS];
    const char *title = now->design->title[0] ? now->design->title : "A session";
    columns_paint(out, screen, PAINT_BOLD, title);
    text_append_char(out, '\n');
    TextBuffer line = {0};
    text_append_format(&line, "%s, compared with %s", now->name, other->name);
    if (strcmp(other->design->title, now->design->title) != 0 && other->design->title[0]) {
        text_append_format(&line, " (%s)", other->design->title);
    }
    columns_wrap(out, screen, 0, 0, text_of(&line));
    text_free(&line);
}

static void write_verdict(const Comparison *comparison, const Screen *screen, TextBuffer *out) {
    static const char *const WORDS[] = {"Worse", "Neither better nor worse", "Better"};
    static const Paint PAINTS[] = {PAINT_HIGH, PAINT_BOLD, PAINT_GOOD};
    int at = comparison_balance(comparison) + 1;
    TextBuffer line = {0};
    text_append_char(out, '\n');
    columns_paint(out, screen, PAINTS[at], WORDS[at]);
    text_append_format(&line, ": %s.", comparison->verdict);
    columns_wrap(out, screen, columns_count(WORDS[at]), 0, text_of(&line));
    text_free(&line);
    text_append_char(out, '\n');
}

void comparison_write_text(const Comparison *comparison, const Screen *screen, TextBuffer *out) {
    write_head(comparison, screen, out);
    write_verdict(comparison, screen, out);
    write_figures(comparison, screen, out);
    write_findings(comparison, screen, out);
    if (comparison->played) {
        write_levels(comparison, screen, out);
    }
    write_changes(comparison, screen, out);
    write_phases(comparison, screen, out);
}
