#include "cli/proof_report.h"
#include "cli/report.h"

static void write_text_or_null(JsonWriter *writer, const char *key, const char *text) {
    json_key(writer, key);
    if (text) {
        json_text(writer, text);
    } else {
        json_null(writer);
    }
}

static void write_finding(JsonWriter *writer, const Finding *finding) {
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "rule", finding->rule);
    json_text_member(writer, "severity", severity_name(finding->severity));
    json_text_member(writer, "subject", finding->subject);
    json_text_member(writer, "message", finding->message);
    json_text_member(writer, "question", finding->question);
    json_text_member(writer, "fix", finding->fix);
    write_text_or_null(writer, "accepted", finding->accepted);
    if (finding->proof) {
        proof_write_json(finding->proof, writer);
    }
    json_end_object(writer);
}

void report_write_json(const Report *report, JsonWriter *writer) {
    const Findings *findings = report->findings;
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "format", "faultline/findings");
    json_number_member(writer, "version", 1);
    json_text_member(writer, "design", report->design->title);
    write_text_or_null(writer, "scenario", report->scenario ? report->scenario->id : NULL);
    json_key(writer, "findings");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < findings->items.count; i++) {
        write_finding(writer, &findings->items.items[i]);
    }
    json_end_array(writer);
    json_key(writer, "summary");
    json_begin_object(writer, JSON_INLINE);
    for (size_t i = 0; i < SEVERITY_COUNT; i++) {
        json_number_member(writer, severity_name((Severity)i), findings->counts[i]);
    }
    json_end_object(writer);
    if (report->known > 0) {
        json_number_member(writer, "known", (double)report->known);
    }
    json_end_object(writer);
}
