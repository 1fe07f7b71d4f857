#include <string.h>

#include "cli/markdown.h"
#include "rules/fact_tables.h"

static void write_list(const RuleSet *rules, TextBuffer *out) {
    text_append(out, "| rule | severity | what it finds |\n|---|---|---|\n");
    for (size_t i = 0; i < rules->items.count; i++) {
        const Rule *rule = &rules->items.items[i];
        text_append_format(out, "| `%s` | %s | ", rule->id, severity_name(rule->severity));
        markdown_append(out, rule->title);
        text_append(out, " |\n");
    }
}

static void write_labelled(TextBuffer *out, const char *label, const char *text) {
    if (!text[0]) {
        return;
    }
    TextBuffer paragraph = {0};
    text_append_format(&paragraph, "%s: %s", label, text);
    text_append_char(out, '\n');
    markdown_paragraph(out, text_of(&paragraph));
    text_free(&paragraph);
}

static void write_rule(const Rule *rule, TextBuffer *out) {
    text_append(out, "\n### ");
    markdown_append(out, rule->title);
    text_append_format(out, "\n\n`%s`, %s\n", rule->id, severity_name(rule->severity));
    write_labelled(out, "An interviewer asks", rule->question);
    if (rule->why[0]) {
        text_append_char(out, '\n');
        markdown_paragraph(out, rule->why);
    }
    write_labelled(out, "To mend it", rule->fix);
    write_labelled(out, "Sources", rule->sources);
}

static void write_row(TextBuffer *out, const char *name, const char *type, const char *meaning) {
    text_append_format(out, "| `%s` | %s | ", name, type);
    markdown_append(out, meaning);
    text_append(out, " |\n");
}

static void write_table(FactTableId id, const Catalog *catalog, TextBuffer *out) {
    const FactTable *table = fact_table(id);
    text_append_format(out, "\n### `%s`\n\n", table->name);
    markdown_paragraph(out, table->meaning);
    text_append(out, "\n| column | type | meaning |\n|---|---|---|\n");
    for (size_t i = 0; i < table->column_count; i++) {
        const FactColumn *column = &table->columns[i];
        write_row(out, column->name, column->type, column->meaning);
    }
    for (size_t i = 0; table->has_settings && i < catalog->setting_count; i++) {
        const SettingSpec *setting = &catalog->settings[i];
        if (fact_table_has_setting(id, catalog, setting)) {
            write_row(out, setting->id, fact_setting_type(setting), setting->meaning);
        }
    }
}

static void write_how_to(TextBuffer *out) {
    text_append(out, "\n## A rule file\n\n");
    markdown_paragraph(out,
                       "A rule is a file `<area>/<name>.sql`, and so is its id. It begins with "
                       "a head of comment lines, `-- name: text`; a line that is indented by "
                       "three blanks goes on with the one before it. `title`, `severity` "
                       "(critical, high, medium, low or praise), `question`, `why` and `fix` "
                       "are required; `sources` is not. Then comes one SELECT.");
    text_append(out, "\n```sql\n"
                     "-- title: Service that cannot grow\n"
                     "-- severity: low\n"
                     "-- question: Traffic doubles within an hour. What happens?\n"
                     "-- why: Somebody has to notice and to act, and until then requests wait\n"
                     "--   or are refused.\n"
                     "-- fix: Let it scale out.\n"
                     "SELECT id AS subject,\n"
                     "       label || ' stays at ' || replicas || ' replicas.' AS message\n"
                     "FROM components\n"
                     "WHERE kind = 'service' AND autoscale_max = 0\n"
                     "```\n\n");
    markdown_paragraph(out,
                       "Each row that the query selects is a finding: `subject` is the id of a "
                       "component, a connection or an operation, `message` the sentence that "
                       "people read, with labels and numbers. A rule only reads. Anything "
                       "but a SELECT over the tables below is refused, and so are functions "
                       "whose answer changes, such as `random()` or `date()`; a query that "
                       "takes too many steps is stopped. `faultline validate FILE.sql` tries "
                       "a rule.");
}

void markdown_write_rules(const RuleSet *rules, const Catalog *catalog, TextBuffer *out) {
    text_append(out, "# Rules\n\n");
    markdown_paragraph(out, "This page is made from the rule files in assets/rules by `./dev "
                            "docs`. Each rule is one SQL query over the facts of a design, which "
                            "are listed below; CONTRIBUTING.md tells how to add one.");
    text_append_char(out, '\n');
    write_list(rules, out);

    const char *area = "";
    for (size_t i = 0; i < rules->items.count; i++) {
        const Rule *rule = &rules->items.items[i];
        size_t length = strcspn(rule->id, "/");
        if (strlen(area) < length || strncmp(area, rule->id, length + 1) != 0) {
            area = rule->id;
            text_append_format(out, "\n## %c%.*s\n", area[0] - 'a' + 'A', (int)length - 1,
                               area + 1);
        }
        write_rule(rule, out);
    }

    write_how_to(out);
    text_append(out, "\n## The facts\n\n");
    markdown_paragraph(out, "The tables that a rule may read. What is estimated comes from flow "
                            "balance, as docs/MODEL.md tells.");
    for (size_t i = 0; i < FACT_TABLE_COUNT; i++) {
        write_table((FactTableId)i, catalog, out);
    }
}
