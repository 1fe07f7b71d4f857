#include "model/catalog.h"

#include <string.h>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/markdown.h"

enum { INDENT = 4, VALUE_SIZE = 256 };

static const OptionSpec OPTIONS[] = {
    {.name = "--format",
     .value = "text|json|markdown",
     .help = "For people (text), for programs, or for the documentation.",
     .words = FORMATS_TEXT_JSON_MARKDOWN},
};

/* ---- For programs ---------------------------------------------------------------------------- */

static const char *type_name(SettingType type) {
    switch (type) {
    case SETTING_NUMBER:
        return "number";
    case SETTING_INTEGER:
        return "integer";
    case SETTING_BOOLEAN:
        return "boolean";
    case SETTING_CHOICE:
        return "choice";
    case SETTING_KEY:
        break;
    }
    return "key";
}

static void write_default(const SettingSpec *setting, JsonWriter *writer) {
    json_key(writer, "default");
    switch (setting->type) {
    case SETTING_NUMBER:
    case SETTING_INTEGER:
        json_number(writer, setting->fallback.number);
        break;
    case SETTING_BOOLEAN:
        json_boolean(writer, setting->fallback.number != 0);
        break;
    case SETTING_CHOICE:
    case SETTING_KEY:
        json_text(writer, setting->fallback.word);
        break;
    }
}

static void write_setting(const SettingSpec *setting, JsonWriter *writer) {
    json_begin_object(writer, JSON_INLINE);
    json_text_member(writer, "id", setting->id);
    json_text_member(writer, "label", setting->label);
    json_text_member(writer, "type", type_name(setting->type));
    json_text_member(writer, "unit", setting->unit);
    write_default(setting, writer);
    if (setting->type == SETTING_NUMBER || setting->type == SETTING_INTEGER) {
        json_number_member(writer, "min", setting->min);
        json_number_member(writer, "max", setting->max);
    }
    if (setting->choice_count > 0) {
        json_key(writer, "choices");
        json_begin_array(writer, JSON_INLINE);
        for (size_t i = 0; i < setting->choice_count; i++) {
            json_text(writer, setting->choices[i]);
        }
        json_end_array(writer);
    }
    json_text_member(writer, "meaning", setting->meaning);
    json_text_member(writer, "source", setting->source);
    json_end_object(writer);
}

static void write_settings(const SettingSpec *settings, size_t count, JsonWriter *writer) {
    json_key(writer, "settings");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < count; i++) {
        write_setting(&settings[i], writer);
    }
    json_end_array(writer);
}

static void write_json(const Catalog *catalog, JsonWriter *writer) {
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "format", "faultline/kinds");
    json_number_member(writer, "version", 1);
    json_key(writer, "kinds");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < KIND_COUNT; i++) {
        const KindSpec *kind = &catalog->kinds[i];
        json_begin_object(writer, JSON_BLOCK);
        json_text_member(writer, "id", kind->name);
        json_text_member(writer, "title", kind->title);
        json_text_member(writer, "group", group_name(kind->group));
        json_text_member(writer, "purpose", kind->purpose);
        json_text_member(writer, "use_when", kind->use_when);
        json_text_member(writer, "avoid_when", kind->avoid_when);
        write_settings(kind->settings, kind->setting_count, writer);
        json_end_object(writer);
    }
    json_end_array(writer);
    json_key(writer, "connections");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < CONNECTION_KIND_COUNT; i++) {
        const ConnectionSpec *connection = &catalog->connections[i];
        json_begin_object(writer, JSON_BLOCK);
        json_text_member(writer, "id", connection->name);
        json_text_member(writer, "title", connection->title);
        json_text_member(writer, "purpose", connection->purpose);
        write_settings(connection->settings, connection->setting_count, writer);
        json_end_object(writer);
    }
    json_end_array(writer);
    json_end_object(writer);
}

/* ---- For people ------------------------------------------------------------------------------ */

static void print_settings(const SettingSpec *settings, size_t count, const Screen *screen,
                           TextBuffer *out) {
    TextBuffer line = {0};
    for (size_t i = 0; i < count; i++) {
        char value[VALUE_SIZE];
        setting_format(&settings[i], &settings[i].fallback, value, sizeof value);
        text_append_format(&line, "%s%s: %s", i > 0 ? "; " : "", settings[i].id, value);
    }
    if (count > 0) {
        columns_spaces(out, INDENT);
        columns_wrap(out, screen, INDENT, INDENT, text_of(&line));
    }
    text_free(&line);
}

static void print_entry(const Screen *screen, TextBuffer *out, const char *name,
                        const char *purpose) {
    text_append(out, "  ");
    columns_paint(out, screen, PAINT_BOLD, name);
    text_append_char(out, '\n');
    columns_spaces(out, INDENT);
    columns_wrap(out, screen, INDENT, INDENT, purpose);
}

static void print_heading(const Screen *screen, TextBuffer *out, const char *title) {
    text_append(out, out->length > 0 ? "\n" : "");
    columns_paint(out, screen, PAINT_GOOD, title);
    text_append_char(out, '\n');
}

static void write_text(const Catalog *catalog, const Screen *screen, TextBuffer *out) {
    for (size_t group = 0; group < GROUP_COUNT; group++) {
        print_heading(screen, out, catalog->group_titles[group]);
        for (size_t i = 0; i < KIND_COUNT; i++) {
            const KindSpec *kind = &catalog->kinds[i];
            if (kind->group == (GroupId)group) {
                print_entry(screen, out, kind->name, kind->purpose);
                print_settings(kind->settings, kind->setting_count, screen, out);
            }
        }
    }
    print_heading(screen, out, "Connections");
    for (size_t i = 0; i < CONNECTION_KIND_COUNT; i++) {
        const ConnectionSpec *connection = &catalog->connections[i];
        print_entry(screen, out, connection->name, connection->purpose);
        print_settings(connection->settings, connection->setting_count, screen, out);
    }
}

static int run(Cli *cli, const Arguments *arguments) {
    Error error = cli_open_data(cli);
    if (error.code) {
        return cli_fail(cli, error);
    }
    const char *format = arguments_text(arguments, "--format", "text");
    if (strcmp(format, "json") == 0) {
        JsonWriter writer = {0};
        write_json(cli->catalog, &writer);
        cli_put_json(cli, &writer);
    } else if (strcmp(format, "markdown") == 0) {
        markdown_write_catalog(cli->catalog, &cli->out);
    } else {
        write_text(cli->catalog, &cli->screen, &cli->out);
    }
    return EXIT_CLEAN;
}

const CommandSpec CATALOG_COMMAND = {
    .name = "catalog",
    .operands = "",
    .summary = "List the kinds of components and connections, with their settings and defaults.",
    .options = OPTIONS,
    .option_count = COUNT_OF(OPTIONS),
    .run = run,
};
