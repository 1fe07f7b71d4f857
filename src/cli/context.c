#include "cli/context.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/paths.h"

const char *const FORMATS_TEXT_JSON[] = {"text", "json", NULL};
const char *const FORMATS_TEXT_JSON_MARKDOWN[] = {"text", "json", "markdown", NULL};

/* ---- The ways out ---------------------------------------------------------------------------- */

static void say_text(Cli *cli, const char *text) {
    TextBuffer line = {0};
    columns_append(&line, text);
    fprintf(cli->services->err, "faultline: %s\n", text_of(&line));
    text_free(&line);
}

void cli_say(Cli *cli, const char *format, ...) {
    char message[ERROR_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    say_text(cli, message);
}

int cli_fail(Cli *cli, Error error) {
    say_text(cli, error.message);
    return EXIT_BAD;
}

void cli_put_json(Cli *cli, JsonWriter *writer) {
    text_append(&cli->out, text_of(&writer->out));
    text_append_char(&cli->out, '\n');
    json_writer_free(writer);
}

/* ---- Data ------------------------------------------------------------------------------------ */

Error cli_open_data(Cli *cli) {
    if (cli->catalog) {
        return error_none();
    }
    char *folder = NULL;
    Error error = paths_find_data(&cli->arena, &folder);
    if (error.code) {
        return error;
    }
    cli->data_folder = folder;
    char *user = NULL;
    if (paths_user_data(&cli->arena, &user).code == ERROR_NONE) {
        cli->user_folder = user;
    }
    return catalog_load(path_join(&cli->arena, folder, "assets/catalog.json"), &cli->catalog);
}

Error cli_read_input(Cli *cli, size_t limit, char **bytes, size_t *length) {
    TextBuffer read = {0};
    char block[16 * 1024];
    size_t count = 0;
    errno = 0;
    while (read.length <= limit && (count = fread(block, 1, sizeof block, cli->services->in)) > 0) {
        text_append_bytes(&read, block, count);
    }
    Error error = error_none();
    if (ferror(cli->services->in)) {
        error = error_make(ERROR_IO, "standard input: %s", strerror(errno));
    } else if (read.length > limit) {
        error = error_make(ERROR_LIMIT, "standard input: longer than %zu MiB", limit >> 20);
    }
    if (error.code) {
        text_free(&read);
        return error;
    }
    *length = read.length;
    *bytes = read.text ? read.text : memory_copy_string("");
    return error;
}

typedef struct Reader {
    const char *format, *what, *advice;
} Reader;

static const Reader READERS[] = {
    {"faultline/design", "a design", "`faultline check` reads it"},
    {"faultline/session", "a session",
     "`faultline replay` reads it, and with -o writes the design as it was"},
    {"faultline/scenario", "a scenario", "name it with --scenario"},
};

/* The word after "format", which all our documents begin with. */
static bool begins_as(const char *bytes, size_t length, const char *format) {
    enum { HEAD_BYTES = 128 };
    char head[HEAD_BYTES + 1] = "";
    memcpy(head, bytes, length < HEAD_BYTES ? length : HEAD_BYTES);
    const char *found = strstr(head, format);
    return found && found[strlen(format)] == '"' && strncmp(head, "{", 1) == 0;
}

Error cli_name_format(Error error, const char *file, const char *bytes, size_t length,
                      const char *wanted) {
    for (size_t i = 0; error.code && i < COUNT_OF(READERS); i++) {
        if (strcmp(READERS[i].format, wanted) != 0 && begins_as(bytes, length, READERS[i].format)) {
            return error_make(ERROR_INPUT, "%s: this is %s; %s", file, READERS[i].what,
                              READERS[i].advice);
        }
    }
    return error;
}

Error cli_load_design_lines(Cli *cli, const char *path, Design **design, DesignLines *lines) {
    bool piped = strcmp(path, "-") == 0;
    const char *name = piped ? "standard input" : path;
    char *bytes = NULL;
    size_t length = 0;
    Error error = cli_open_data(cli);
    if (!error.code) {
        error = piped ? cli_read_input(cli, LIMIT_FILE_BYTES, &bytes, &length)
                      : file_read(path, LIMIT_FILE_BYTES, &bytes, &length);
    }
    if (!error.code) {
        error = design_parse(bytes, length, name, cli->catalog, design);
        error = cli_name_format(error, name, bytes, length, "faultline/design");
        if (!error.code && lines) {
            design_lines_read(bytes, length, lines);
        }
        free(bytes);
    }
    return error;
}

Error cli_load_design(Cli *cli, const char *path, Design **design) {
    return cli_load_design_lines(cli, path, design, NULL);
}

/* The folder of a round is as good as the file in it. */
static const char *session_file(Cli *cli, const char *path) {
    return folder_exists(path) ? path_join(&cli->arena, path, "session.jsonl") : path;
}

Error cli_load_session(Cli *cli, const char *operand, Session **session) {
    bool piped = strcmp(operand, "-") == 0;
    const char *path = piped ? "standard input" : session_file(cli, operand);
    char *bytes = NULL;
    size_t length = 0;
    Error error = cli_open_data(cli);
    if (!error.code) {
        error = piped ? cli_read_input(cli, SESSION_BYTES_MAX, &bytes, &length)
                      : file_read(path, SESSION_BYTES_MAX, &bytes, &length);
    }
    if (!error.code) {
        error = session_parse(bytes, length, path, cli->catalog, session);
        error = cli_name_format(error, path, bytes, length, "faultline/session");
        free(bytes);
    }
    return error;
}

/* ---- Scenarios ------------------------------------------------------------------------------- */

size_t cli_scenario_folders(Cli *cli, const char *folders[2]) {
    size_t count = 0;
    folders[count++] = path_join(&cli->arena, cli->data_folder, "scenarios");
    if (cli->user_folder) {
        folders[count++] = path_join(&cli->arena, cli->user_folder, "scenarios");
    }
    return count;
}

/* The file of the scenario of this id, or NULL. */
static const char *scenario_file(Cli *cli, const char *id) {
    const char *folders[2];
    size_t count = cli_scenario_folders(cli, folders);
    for (size_t i = 0; json_is_id(id) && i < count; i++) {
        const char *folder = path_join(&cli->arena, folders[i], id);
        const char *path = path_join(&cli->arena, folder, "scenario.json");
        if (file_exists(path)) {
            return path;
        }
    }
    return NULL;
}

static Error unknown_scenario(Cli *cli, const char *id) {
    const char *folders[2];
    size_t count = cli_scenario_folders(cli, folders);
    ScenarioLibrary library = {0};
    scenario_library_load(&library, folders, count);
    const char **known = memory_allocate((library.items.count + 1) * sizeof *known);
    for (size_t i = 0; i < library.items.count; i++) {
        known[i] = library.items.items[i]->id;
    }
    const char *nearest = text_nearest(id, known, library.items.count);
    Error error = nearest
                      ? error_make(ERROR_USAGE, "there is no scenario \"%.64s\": did you mean %s?",
                                   id, nearest)
                      : error_make(ERROR_USAGE,
                                   "there is no scenario \"%.64s\": `faultline scenarios` lists "
                                   "those there are",
                                   id);
    free(known);
    scenario_library_free(&library);
    return error;
}

Error cli_find_scenario(Cli *cli, const char *id, const char **file) {
    const char *found = scenario_file(cli, id);
    if (!found) {
        return unknown_scenario(cli, id);
    }
    *file = found;
    return error_none();
}

static bool is_path(const char *wanted) {
    size_t length = strlen(wanted);
    return strchr(wanted, '/') || (length > 5 && strcmp(wanted + length - 5, ".json") == 0);
}

Error cli_load_scenario(Cli *cli, const char *wanted, Scenario **scenario) {
    const char *path = wanted;
    Error error = is_path(wanted) ? error_none() : cli_find_scenario(cli, wanted, &path);
    return error.code ? error : scenario_load(path, scenario);
}

Error cli_load_scenario_of(Cli *cli, const Design *design, const char *wanted,
                           Scenario **scenario) {
    Scenario *loaded = NULL;
    Error error = error_none();
    if (wanted) {
        error = cli_load_scenario(cli, wanted, &loaded);
    } else if (design->scenario[0]) {
        const char *path = scenario_file(cli, design->scenario);
        if (path) {
            error = scenario_load(path, &loaded);
        } else {
            cli_say(cli, "the design's scenario, %s, is not on this machine: going on without it",
                    design->scenario);
        }
    }
    if (!error.code && loaded) {
        error = design_check_scenario(design, loaded);
    }
    if (error.code) {
        scenario_free(loaded);
        return error;
    }
    *scenario = loaded;
    return error;
}

void cli_load_library(Cli *cli, ScenarioLibrary *library) {
    const char *folders[2];
    size_t count = cli_scenario_folders(cli, folders);
    scenario_library_load(library, folders, count);
    for (size_t i = 0; i < library->problems.count; i++) {
        cli_say(cli, "%s", library->problems.items[i].message);
    }
}

/* ---- Rules ----------------------------------------------------------------------------------- */

static Error add_rules(Cli *cli, const Arguments *arguments, RuleSet *rules) {
    Error error = rules_add_folder(rules, path_join(&cli->arena, cli->data_folder, "assets/rules"));
    const char *own = cli->user_folder ? path_join(&cli->arena, cli->user_folder, "rules") : NULL;
    if (!error.code && own && folder_exists(own)) {
        error = rules_add_folder(rules, own);
    }
    size_t from = 0;
    const GivenOption *given = NULL;
    while (!error.code && (given = arguments_next(arguments, "--rules", &from))) {
        error = rules_add_folder(rules, given->text);
    }
    return error;
}

Error cli_load_rules(Cli *cli, const Arguments *arguments, RuleSet *rules) {
    RuleSet loaded = {0};
    Error error = cli_open_data(cli);
    if (!error.code) {
        error = add_rules(cli, arguments, &loaded);
    }
    if (error.code) {
        rules_free(&loaded);
        return error;
    }
    for (size_t i = 0; i < loaded.problems.count; i++) {
        cli_say(cli, "%s", loaded.problems.items[i].message);
    }
    *rules = loaded;
    return error;
}
