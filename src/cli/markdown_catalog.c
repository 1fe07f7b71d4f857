#include <string.h>

#include "cli/markdown.h"

enum { VALUE_SIZE = 256 };

static void write_cell(TextBuffer *out, const char *text) {
    markdown_append(out, text);
    text_append(out, " | ");
}

/* What the setting may be, and where its default comes from ("default": from nowhere else). */
static void write_setting(const SettingSpec *setting, TextBuffer *out) {
    char value[VALUE_SIZE];
    text_append_format(out, "| `%s` | ", setting->id);
    setting_format(setting, &setting->fallback, value, sizeof value);
    write_cell(out, value);
    setting_describe(setting, value, sizeof value);
    write_cell(out, value);
    write_cell(out, setting->meaning);
    write_cell(out, strcmp(setting->source, "default") == 0 ? "our choice" : setting->source);
    out->length--; /* the space after the last bar */
    out->text[out->length] = '\0';
    text_append_char(out, '\n');
}

static void write_settings(const SettingSpec *settings, size_t count, TextBuffer *out) {
    if (count == 0) {
        return;
    }
    text_append(out, "\n| setting | default | may be | meaning | source of the default |\n"
                     "|---|---|---|---|---|\n");
    for (size_t i = 0; i < count; i++) {
        write_setting(&settings[i], out);
    }
}

/* What it is called on drawings (docs/FORMATS.md, "Catalogue"). */
static void write_words(const char *intro, const WordList *words, TextBuffer *out) {
    for (size_t i = 0; i < words->count; i++) {
        text_append(out, i == 0 ? intro : ", ");
        markdown_append(out, words->items[i]);
    }
    text_append(out, words->count > 0 ? "\n" : "");
}

static void write_kind(const KindSpec *kind, TextBuffer *out) {
    text_append(out, "\n### ");
    markdown_append(out, kind->title);
    text_append_format(out, " (`%s`)\n\n", kind->name);
    markdown_paragraph(out, kind->purpose);
    text_append(out, "\n- Use it when: ");
    markdown_append(out, kind->use_when);
    text_append(out, "\n- Leave it when: ");
    markdown_append(out, kind->avoid_when);
    text_append_char(out, '\n');
    write_words("- Words on a drawing: ", &kind->words, out);
    write_words("- And where none of the others is there: ", &kind->vague_words, out);
    write_settings(kind->settings, kind->setting_count, out);
}

static void write_connection(const ConnectionSpec *connection, TextBuffer *out) {
    text_append(out, "\n### ");
    markdown_append(out, connection->title);
    text_append_format(out, " (`%s`)\n\n", connection->name);
    markdown_paragraph(out, connection->purpose);
    write_words("\n- Words on a drawing: ", &connection->words, out);
    write_settings(connection->settings, connection->setting_count, out);
}

void markdown_write_catalog(const Catalog *catalog, TextBuffer *out) {
    text_append(out, "# Catalogue\n\n");
    markdown_paragraph(out, "This page is made from assets/catalog.json by `./dev docs`: the kinds "
                            "of components and connections, their settings, and where each default "
                            "comes from.");
    for (size_t group = 0; group < GROUP_COUNT; group++) {
        text_append(out, "\n## ");
        markdown_append(out, catalog->group_titles[group]);
        text_append_char(out, '\n');
        for (size_t i = 0; i < KIND_COUNT; i++) {
            if (catalog->kinds[i].group == (GroupId)group) {
                write_kind(&catalog->kinds[i], out);
            }
        }
    }
    text_append(out, "\n## Connections\n");
    for (size_t i = 0; i < CONNECTION_KIND_COUNT; i++) {
        write_connection(&catalog->connections[i], out);
    }
}
