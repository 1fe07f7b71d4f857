#include "cli/proof_report.h"
#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

enum { MESSAGE_INDENT = 4, LABEL_INDENT = 8 };

static Paint severity_paint(Severity severity) {
    static const Paint PAINTS[SEVERITY_COUNT] = {
        [SEVERITY_CRITICAL] = PAINT_CRITICAL, [SEVERITY_HIGH] = PAINT_HIGH,
        [SEVERITY_MEDIUM] = PAINT_MEDIUM,     [SEVERITY_LOW] = PAINT_LOW,
        [SEVERITY_PRAISE] = PAINT_GOOD,
    };
    return PAINTS[severity];
}

static void write_head(const Report *report, const Screen *screen, TextBuffer *out) {
    const Design *design = report->design;
    columns_paint(out, screen, PAINT_BOLD, design->title[0] ? design->title : "A design");
    text_append_char(out, '\n');
    TextBuffer line = {0};
    columns_quantity(&line, design->components.count, "component", "components");
    text_append(&line, ", ");
    columns_quantity(&line, design->connections.count, "connection", "connections");
    if (report->scenario) {
        text_append_format(&line, "; scenario %s", report->scenario->title);
    } else {
        text_append(&line, "; no scenario, so nothing is known of its load");
    }
    columns_wrap(out, screen, 0, 0, text_of(&line));
    text_free(&line);
}

/* The rule's title, and its id at the right edge where there is room. */
static void write_rule_line(const Finding *finding, const Screen *screen, TextBuffer *out) {
    int title = columns_count(finding->title) + 2;
    int space = screen->width - title - columns_count(finding->rule);
    text_append(out, "  ");
    columns_paint(out, screen, PAINT_BOLD, finding->title);
    columns_spaces(out, space < 2 ? 2 : space);
    columns_paint(out, screen, PAINT_FAINT, finding->rule);
    text_append_char(out, '\n');
}

static void write_labelled(const Screen *screen, TextBuffer *out, const char *label,
                           const char *text) {
    if (!text[0]) {
        return;
    }
    columns_spaces(out, MESSAGE_INDENT);
    columns_paint(out, screen, PAINT_FAINT, label);
    columns_spaces(out, LABEL_INDENT - MESSAGE_INDENT - columns_count(label));
    columns_wrap(out, screen, LABEL_INDENT, LABEL_INDENT, text);
}

/* The next finding of this severity that is not accepted, from *at on; NULL when there is none. */
static const Finding *next_open(const Findings *findings, Severity severity, size_t *at) {
    while (*at < findings->items.count) {
        const Finding *finding = &findings->items.items[(*at)++];
        if (finding->severity == severity && !finding->accepted) {
            return finding;
        }
    }
    return NULL;
}

static void write_severity(const Report *report, Severity severity, const Screen *screen,
                           TextBuffer *out) {
    const Findings *findings = report->findings;
    char heading[16];
    text_copy(heading, sizeof heading, severity_name(severity));
    heading[0] = (char)(heading[0] - 'a' + 'A');
    text_append_char(out, '\n');
    columns_paint(out, screen, severity_paint(severity), heading);
    text_append_char(out, '\n');

    size_t at = 0;
    const Finding *finding = next_open(findings, severity, &at);
    const size_t first = at;
    while (finding) {
        const Finding *rule = finding;
        bool told = false; /* one story of each rule is enough */
        text_append(out, at > first ? "\n" : "");
        write_rule_line(rule, screen, out);
        while (finding && strcmp(finding->rule, rule->rule) == 0) {
            columns_spaces(out, MESSAGE_INDENT);
            text_append(out, "- ");
            columns_wrap(out, screen, MESSAGE_INDENT + 2, MESSAGE_INDENT + 2, finding->message);
            if (finding->proof) {
                proof_write_text(finding->proof, report->design, report->scenario, !told, screen,
                                 out);
                told = told || finding->proof->story_count > 0;
            }
            finding = next_open(findings, severity, &at);
        }
        if (severity != SEVERITY_PRAISE) {
            write_labelled(screen, out, "Ask", rule->question);
            write_labelled(screen, out, "Fix", rule->fix);
        }
    }
}

static void write_accepted(const Findings *findings, const Screen *screen, TextBuffer *out) {
    text_append_char(out, '\n');
    columns_paint(out, screen, PAINT_BOLD, "Accepted as trade-offs");
    text_append_char(out, '\n');
    for (size_t i = 0; i < findings->items.count; i++) {
        const Finding *finding = &findings->items.items[i];
        if (finding->accepted) {
            write_rule_line(finding, screen, out);
            columns_spaces(out, MESSAGE_INDENT);
            text_append(out, "- ");
            columns_wrap(out, screen, MESSAGE_INDENT + 2, MESSAGE_INDENT + 2, finding->message);
            write_labelled(screen, out, "Why", finding->accepted);
        }
    }
}

static void write_counts(const Report *report, const Screen *screen, TextBuffer *out) {
    const Findings *findings = report->findings;
    TextBuffer line = {0};
    const char *separator = "";
    for (size_t i = 0; i < SEVERITY_COUNT; i++) {
        if (findings->counts[i] > 0) {
            text_append_format(&line, "%s%d %s", separator, findings->counts[i],
                               severity_name((Severity)i));
            separator = ", ";
        }
    }
    if (line.length == 0) {
        text_append(&line, report->known > 0 ? "Nothing new" : "Nothing found");
    }
    if (findings->accepted > 0) {
        text_append_format(&line, "; %d accepted", findings->accepted);
    }
    if (report->known > 0) {
        text_append_format(&line, "; %zu known from the baseline", report->known);
    }
    text_append_char(out, '\n');
    columns_paint(out, screen, severity_paint(findings_worst(findings)), text_of(&line));
    text_append(out, ".\n");
    text_free(&line);
}

void report_write_text(const Report *report, const Screen *screen, TextBuffer *out) {
    const Findings *findings = report->findings;
    write_head(report, screen, out);
    for (size_t i = 0; i < SEVERITY_COUNT; i++) {
        if (findings->counts[i] > 0) {
            write_severity(report, (Severity)i, screen, out);
        }
    }
    if (findings->accepted > 0) {
        write_accepted(findings, screen, out);
    }
    write_counts(report, screen, out);
}
