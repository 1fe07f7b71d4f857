#include "cli/sim_text.h"

#include <math.h>
#include <string.h>

enum { NAME_INDENT = 2, LINE_INDENT = 4, NAME_WIDTH = 20, CHART_MOST = 60, BUSY_SHOWN = 5 };

void sim_text_append_number(TextBuffer *out, double number) {
    char text[32];
    text_format_number(text, number);
    text_append(out, text);
}

void sim_text_append_ms(TextBuffer *out, double ms) {
    if (ms >= 10000.0) {
        text_append_format(out, "%.1f s", ms / 1000.0);
    } else {
        text_append_format(out, ms >= 100.0 ? "%.0f ms" : ms >= 10.0 ? "%.1f ms" : "%.2f ms", ms);
    }
}

static void end_line(const Screen *screen, TextBuffer *out, int indent, TextBuffer *line) {
    columns_spaces(out, indent);
    columns_wrap(out, screen, indent, indent + 2, text_of(line));
    text_clear(line);
}

void sim_text_heading(const Screen *screen, TextBuffer *out, const char *heading) {
    text_append_char(out, '\n');
    columns_paint(out, screen, PAINT_BOLD, heading);
    text_append_char(out, '\n');
}

/* ---- The verdict ----------------------------------------------------------------------------- */

static void append_warmup(const SimReport *report, TextBuffer *line) {
    if (!report->settled) {
        text_append(line, "It did not settle within half of the load. ");
    }
    if (report->warmup_s > 0.0) {
        text_append(line, "Measured from ");
        sim_text_append_number(line, round(report->warmup_s * 100.0) / 100.0);
        text_append(line, " s on");
        if (report->settling) {
            text_append_format(line, ", when the latency of %s had settled", report->settling);
        } else if (report->warmup_found) {
            text_append(line, ", when the number of requests inside had settled");
        }
        text_append(line, ".");
    }
}

void sim_text_head(const SimReport *report, const Screen *screen, TextBuffer *out) {
    TextBuffer line = {0};
    const Design *design = report->design;
    columns_paint(out, screen, PAINT_BOLD, design->title[0] ? design->title : "A design");
    text_append_format(&line, "\nscenario %s, ", report->scenario->title);
    sim_text_append_number(&line, report->seconds);
    text_append_format(&line, " s of load, seed %llu", (unsigned long long)report->seed);
    if (report->replications > 1) {
        text_append_format(&line, ", %u replications", report->replications);
    }
    text_append(out, "\n");
    columns_wrap(out, screen, 0, 0, text_of(&line) + 1);
    text_clear(&line);
    append_warmup(report, &line);
    if (line.length > 0) {
        columns_wrap(out, screen, 0, 0, text_of(&line));
    }
    text_free(&line);
}

size_t sim_text_count_slos(const SimReport *report, size_t *missed) {
    size_t all = 0;
    *missed = 0;
    for (size_t i = 0; i < report->operation_count; i++) {
        for (size_t s = 0; s < report->operations[i].slo_count; s++) {
            all++;
            *missed += !report->operations[i].slo[s].met;
        }
    }
    return all;
}

static void write_verdict(const SimReport *report, const Screen *screen, TextBuffer *out) {
    size_t missed = 0;
    size_t all = sim_text_count_slos(report, &missed);
    TextBuffer verdict = {0};
    text_append_char(out, '\n');
    if (report->cut_short) {
        text_append(&verdict, "Cut short, so these figures are of a part of the run. ");
    }
    if (all == 0) {
        text_append(&verdict, "The scenario asks for no service level.");
    } else if (missed == 0) {
        text_append_format(&verdict, "Meets all %zu service levels.", all);
    } else {
        text_append_format(&verdict, "Misses %zu of %zu service levels.", missed, all);
    }
    columns_paint(out, screen, missed > 0 ? PAINT_HIGH : PAINT_GOOD, text_of(&verdict));
    text_append_char(out, '\n');
    text_free(&verdict);
}

/* ---- Operations ------------------------------------------------------------------------------ */

/* The bins as a line of blocks; the highest is a full one. */
static void append_chart(TextBuffer *line, const double *bins, size_t count, int width) {
    static const char *const BLOCKS[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    size_t columns = count < (size_t)width ? count : (size_t)width;
    double means[CHART_MOST], highest = 0.0;
    for (size_t c = 0; c < columns; c++) {
        size_t first = c * count / columns;
        size_t end = (c + 1) * count / columns;
        means[c] = 0.0;
        for (size_t i = first; i < end; i++) {
            means[c] += bins[i] / (double)(end - first);
        }
        highest = fmax(highest, means[c]);
    }
    for (size_t c = 0; c < columns; c++) {
        int level = highest > 0.0 ? (int)ceil(means[c] / highest * 8.0) - 1 : 0;
        text_append(line, BLOCKS[level < 0 ? 0 : level > 7 ? 7 : level]);
    }
}

static void write_chart(const SimReport *report, const Screen *screen, TextBuffer *out,
                        const char *name, const double *bins) {
    double highest = 0.0;
    for (size_t i = 0; i < report->bin_count; i++) {
        highest = fmax(highest, bins[i]);
    }
    if (highest <= 0.0) {
        return;
    }
    int width = screen->width - LINE_INDENT - NAME_WIDTH - 12;
    TextBuffer line = {0};
    columns_spaces(out, LINE_INDENT);
    columns_pad(out, name, NAME_WIDTH);
    append_chart(&line, bins, report->bin_count,
                 width < 8            ? 8
                 : width > CHART_MOST ? CHART_MOST
                                      : width);
    text_append(&line, " up to ");
    sim_text_append_number(&line, round(highest * 10.0) / 10.0);
    text_append(out, text_of(&line));
    text_append_char(out, '\n');
    text_free(&line);
}

static void write_slo(const SloVerdict *verdict, const Screen *screen, TextBuffer *out) {
    TextBuffer line = {0};
    columns_spaces(out, LINE_INDENT);
    columns_paint(out, screen, verdict->met ? PAINT_GOOD : PAINT_HIGH,
                  verdict->met ? "met   " : "missed");
    text_append_char(out, ' ');
    text_append_format(&line, "%s: ", slo_name(verdict->slo));
    if (verdict->has_measured) {
        sim_text_append_number(&line, verdict->measured);
    } else {
        text_append(&line, "nothing to measure");
    }
    text_append(&line, verdict->slo == SLO_AVAILABILITY_PCT ? ", at least " : ", at most ");
    sim_text_append_number(&line, verdict->target);
    text_append(&line, " was asked");
    columns_wrap(out, screen, LINE_INDENT + 7, LINE_INDENT + 9, text_of(&line));
    text_free(&line);
}

static void append_failures(const OperationReport *operation, TextBuffer *line) {
    const char *separator = "; failed: ";
    for (int cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++) {
        if (operation->failed[cause] > 0) {
            text_append_format(line, "%s", separator);
            sim_text_append_number(line, (double)operation->failed[cause]);
            text_append_format(line, " %s", cause_name((Cause)cause));
            separator = ", ";
        }
    }
    if (operation->unfinished > 0) {
        text_append(line, "; ");
        sim_text_append_number(line, (double)operation->unfinished);
        text_append(line, " unfinished");
    }
}

static void append_effects(const EffectCounts *effects, TextBuffer *line) {
    const struct {
        const char *name;
        uint64_t count;
    } PARTS[] = {{"done once", effects->done},
                 {"duplicated", effects->duplicated},
                 {"lost", effects->lost},
                 {"parked", effects->parked},
                 {"late", effects->late}};
    text_append(line, "effects: ");
    for (size_t i = 0; i < COUNT_OF(PARTS); i++) {
        if (i == 0 || PARTS[i].count > 0) {
            text_append(line, i > 0 ? ", " : "");
            sim_text_append_number(line, (double)PARTS[i].count);
            text_append_format(line, " %s", PARTS[i].name);
        }
    }
}

static void write_operation(const SimReport *report, const OperationReport *operation,
                            const Screen *screen, TextBuffer *out) {
    TextBuffer line = {0};
    columns_spaces(out, NAME_INDENT);
    columns_paint(out, screen, PAINT_BOLD, operation->id);
    text_append_char(out, '\n');
    sim_text_append_number(&line, (double)operation->offered);
    text_append(&line, " offered, ");
    sim_text_append_number(&line, (double)operation->ok);
    text_append(&line, " ok");
    append_failures(operation, &line);
    end_line(screen, out, LINE_INDENT, &line);
    if (operation->measured > 0) {
        text_append(&line, "mean ");
        sim_text_append_ms(&line, operation->mean_ms);
        if (operation->ci_low_ms <= operation->ci_high_ms) {
            text_append(&line, " (95 % interval ");
            sim_text_append_ms(&line, operation->ci_low_ms);
            text_append(&line, " to ");
            sim_text_append_ms(&line, operation->ci_high_ms);
            text_append(&line, ")");
        }
        text_append(&line, ", p50 ");
        sim_text_append_ms(&line, operation->p50_ms);
        text_append(&line, ", p99 ");
        sim_text_append_ms(&line, operation->p99_ms);
        text_append(&line, ", p99.9 ");
        sim_text_append_ms(&line, operation->p999_ms);
        end_line(screen, out, LINE_INDENT, &line);
    }
    if (operation->has_effect) {
        append_effects(&operation->effects, &line);
        end_line(screen, out, LINE_INDENT, &line);
    }
    if (operation->stale + operation->lost_updates > 0) {
        sim_text_append_number(&line, (double)operation->stale);
        text_append(&line, " stale reads, ");
        sim_text_append_number(&line, (double)operation->lost_updates);
        text_append(&line, " lost updates");
        end_line(screen, out, LINE_INDENT, &line);
    }
    for (size_t i = 0; i < operation->slo_count; i++) {
        write_slo(&operation->slo[i], screen, out);
    }
    write_chart(report, screen, out, "ok a second", operation->series_ok);
    write_chart(report, screen, out, "failed a second", operation->series_failed);
    write_chart(report, screen, out, "mean ms", operation->series_mean_ms);
    text_free(&line);
}

/* ---- Components and faults ------------------------------------------------------------------- */

static void write_component(const ComponentReport *component, const Screen *screen,
                            TextBuffer *out) {
    TextBuffer line = {0};
    columns_spaces(out, NAME_INDENT);
    columns_pad(out, component->id, NAME_WIDTH);
    text_append_format(&line, "%.0f %% busy, ", component->utilisation * 100.0);
    sim_text_append_number(&line, round(component->arrivals_per_s));
    text_append(&line, " a second, wait ");
    sim_text_append_ms(&line, component->wait_mean_ms);
    if (component->hit_ratio >= 0.0) {
        text_append_format(&line, ", hits %.1f %%", component->hit_ratio * 100.0);
    }
    if (component->partition_heat >= 1.05) {
        text_append_format(&line, ", busiest partition %.0f %%, asked %.1f times the mean",
                           component->peak_utilisation * 100.0, component->partition_heat);
    }
    columns_wrap(out, screen, NAME_INDENT + NAME_WIDTH, NAME_INDENT + NAME_WIDTH, text_of(&line));
    text_free(&line);
}

/* The busiest ones; the first of them is the bottleneck. */
static void write_components(const SimReport *report, const Screen *screen, TextBuffer *out) {
    double below = 2.0;
    size_t shown = 0;
    sim_text_heading(screen, out, "The busiest, the bottleneck first");
    while (shown < BUSY_SHOWN) {
        double next = -1.0;
        for (size_t i = 0; i < report->component_count; i++) {
            double busy = report->components[i].peak_utilisation;
            next = busy < below && busy > next ? busy : next;
        }
        if (next < 0.0) {
            return;
        }
        for (size_t i = 0; i < report->component_count; i++) {
            if (report->components[i].peak_utilisation == next) {
                write_component(&report->components[i], screen, out);
                shown++;
            }
        }
        below = next;
    }
}

static void write_faults(const SimReport *report, const Screen *screen, TextBuffer *out) {
    TextBuffer line = {0};
    sim_text_heading(screen, out, "Faults");
    for (size_t i = 0; i < report->fault_count; i++) {
        const FaultReport *fault = &report->faults[i];
        text_append_format(&line, "%s (%s): ", fault->title, fault->id);
        if (!fault->applied) {
            text_append(&line, fault->why ? fault->why : "not applied");
        } else {
            text_append_format(&line, "from %g to %g s, while ", fault->at_s,
                               fault->at_s + fault->for_s);
            sim_text_append_number(&line, (double)fault->failed);
            text_append(&line, " requests failed and ");
            sim_text_append_number(&line, (double)fault->offered);
            text_append(&line, " came");
        }
        end_line(screen, out, NAME_INDENT, &line);
    }
    text_free(&line);
}

void sim_text_story(const SimReport *report, const Screen *screen, TextBuffer *out) {
    if (report->story_number == 0) {
        return;
    }
    TextBuffer line = {0};
    text_append_format(&line, "The story of request %llu, %s",
                       (unsigned long long)report->story_number, report->story_operation);
    sim_text_heading(screen, out, text_of(&line));
    text_clear(&line);
    for (size_t i = 0; i < report->story_count; i++) {
        const StoryLine *step = &report->story[i];
        text_append_format(&line, "%12.3f ms  ", step->at_ms);
        if (step->component) {
            text_append_format(&line, "%s: ", step->component);
        }
        text_append(&line, step->what);
        if (step->value >= 0.0) {
            text_append(&line, " (");
            sim_text_append_number(&line, round(step->value * 1000.0) / 1000.0);
            text_append(&line, " ms)");
        }
        if (step->connection) {
            text_append_format(&line, " over %s", step->connection);
        }
        columns_wrap(out, screen, 0, 17, text_of(&line));
        text_clear(&line);
    }
    text_free(&line);
}

/* ---------------------------------------------------------------------------------------------- */

void sim_text_body(const SimReport *report, const Screen *screen, TextBuffer *out) {
    sim_text_heading(screen, out, "Operations");
    for (size_t i = 0; i < report->operation_count; i++) {
        write_operation(report, &report->operations[i], screen, out);
    }
    write_components(report, screen, out);
}

void sim_text_write(const SimReport *report, const Screen *screen, TextBuffer *out) {
    sim_text_head(report, screen, out);
    write_verdict(report, screen, out);
    sim_text_body(report, screen, out);
    if (report->fault_count > 0) {
        write_faults(report, screen, out);
    }
    sim_text_story(report, screen, out);
}
