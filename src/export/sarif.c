#include "export/sarif.h"

#include <ctype.h>
#include <string.h>

#include "base/version.h"

static const char *level_of(Severity severity) {
    switch (severity) {
    case SEVERITY_CRITICAL:
    case SEVERITY_HIGH:
        return "error";
    case SEVERITY_MEDIUM:
        return "warning";
    case SEVERITY_LOW:
        return "note";
    case SEVERITY_PRAISE:
    case SEVERITY_COUNT:
        break;
    }
    return "none";
}

static void write_message(JsonWriter *writer, const char *key, const char *text) {
    json_key(writer, key);
    json_begin_object(writer, JSON_INLINE);
    json_text_member(writer, "text", text);
    json_end_object(writer);
}

/* "no-dead-letter-queue" is NoDeadLetterQueue: the form in which SARIF asks for a rule's name. */
static void write_rule_name(const char *id, JsonWriter *writer) {
    const char *slash = strrchr(id, '/');
    TextBuffer name = {0};
    bool upper = true;
    for (const char *c = slash ? slash + 1 : id; *c; c++) {
        if (*c != '-') {
            text_append_char(&name, upper ? (char)toupper((unsigned char)*c) : *c);
        }
        upper = *c == '-';
    }
    json_text_member(writer, "name", text_of(&name));
    text_free(&name);
}

static void write_rule(const Rule *rule, JsonWriter *writer) {
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "id", rule->id);
    write_rule_name(rule->id, writer);
    write_message(writer, "shortDescription", rule->title);
    write_message(writer, "fullDescription", rule->why);
    write_message(writer, "help", rule->fix);
    json_key(writer, "defaultConfiguration");
    json_begin_object(writer, JSON_INLINE);
    json_text_member(writer, "level", level_of(rule->severity));
    json_end_object(writer);
    json_key(writer, "properties");
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "severity", severity_name(rule->severity));
    json_text_member(writer, "question", rule->question);
    json_end_object(writer);
    json_end_object(writer);
}

static void write_driver(const RuleSet *rules, JsonWriter *writer) {
    json_key(writer, "tool");
    json_begin_object(writer, JSON_BLOCK);
    json_key(writer, "driver");
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "name", "Faultline");
    json_text_member(writer, "semanticVersion", version_text());
    json_key(writer, "rules");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < rules->items.count; i++) {
        write_rule(&rules->items.items[i], writer);
    }
    json_end_array(writer);
    json_end_object(writer);
    json_end_object(writer);
}

/* A path as a URI reference (RFC 3986): what is not unreserved, but for '/', is escaped. */
static void write_uri(const char *path, JsonWriter *writer) {
    TextBuffer uri = {0};
    if (path[0] == '/') {
        text_append(&uri, "file://");
    }
    for (const char *c = path; *c; c++) {
        unsigned char byte = (unsigned char)*c;
        if (isalnum(byte) || strchr("-._~/", byte)) {
            text_append_char(&uri, *c);
        } else {
            text_append_format(&uri, "%%%02X", byte);
        }
    }
    json_text_member(writer, "uri", text_of(&uri));
    text_free(&uri);
}

static void write_location(const Sarif *sarif, const Finding *finding, JsonWriter *writer) {
    json_key(writer, "locations");
    json_begin_array(writer, JSON_BLOCK);
    json_begin_object(writer, JSON_BLOCK);
    json_key(writer, "physicalLocation");
    json_begin_object(writer, JSON_BLOCK);
    json_key(writer, "artifactLocation");
    json_begin_object(writer, JSON_INLINE);
    write_uri(sarif->file, writer);
    json_end_object(writer);
    json_key(writer, "region");
    json_begin_object(writer, JSON_INLINE);
    json_number_member(writer, "startLine", design_lines_of(sarif->lines, finding->subject));
    json_end_object(writer);
    json_end_object(writer);
    if (finding->subject[0]) {
        json_key(writer, "logicalLocations");
        json_begin_array(writer, JSON_BLOCK);
        json_begin_object(writer, JSON_INLINE);
        json_text_member(writer, "name", finding->label);
        json_text_member(writer, "fullyQualifiedName", finding->subject);
        json_end_object(writer);
        json_end_array(writer);
    }
    json_end_object(writer);
    json_end_array(writer);
}

/* By rule and subject, so that a finding stays the same one when its numbers change. */
static void write_fingerprint(const Finding *finding, JsonWriter *writer) {
    TextBuffer print = {0};
    text_append_format(&print, "%s:%s", finding->rule, finding->subject);
    json_key(writer, "partialFingerprints");
    json_begin_object(writer, JSON_INLINE);
    json_text_member(writer, "ruleAndSubject/v1", text_of(&print));
    json_end_object(writer);
    text_free(&print);
}

static void write_suppression(const Finding *finding, JsonWriter *writer) {
    json_key(writer, "suppressions");
    json_begin_array(writer, JSON_BLOCK);
    json_begin_object(writer, JSON_INLINE);
    json_text_member(writer, "kind", "inSource");
    json_text_member(writer, "status", "accepted");
    json_text_member(writer, "justification", finding->accepted);
    json_end_object(writer);
    json_end_array(writer);
}

static void write_result(const Sarif *sarif, const Finding *finding, JsonWriter *writer) {
    const Rule *rule = rules_find(sarif->rules, finding->rule);
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "ruleId", finding->rule);
    if (rule) {
        json_number_member(writer, "ruleIndex", (double)(rule - sarif->rules->items.items));
    }
    json_text_member(writer, "kind",
                     finding->severity == SEVERITY_PRAISE ? "informational" : "fail");
    json_text_member(writer, "level", level_of(finding->severity));
    write_message(writer, "message", finding->message);
    write_location(sarif, finding, writer);
    write_fingerprint(finding, writer);
    if (finding->accepted) {
        write_suppression(finding, writer);
    }
    json_end_object(writer);
}

void sarif_write(const Sarif *sarif, JsonWriter *writer) {
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json_text_member(writer, "version", "2.1.0");
    json_key(writer, "runs");
    json_begin_array(writer, JSON_BLOCK);
    json_begin_object(writer, JSON_BLOCK);
    write_driver(sarif->rules, writer);
    json_key(writer, "results");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < sarif->findings->items.count; i++) {
        write_result(sarif, &sarif->findings->items.items[i], writer);
    }
    json_end_array(writer);
    json_end_object(writer);
    json_end_array(writer);
    json_end_object(writer);
}
