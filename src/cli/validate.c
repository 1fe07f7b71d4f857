#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "board/theme.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "history/journal.h"
#include "model/expectations.h"
#include "rules/checker.h"

typedef struct Document {
    const char *path, *bytes;
    size_t length;
} Document;

/* How each format is loaded; `what` says of a file that is right what is in it. */
typedef struct Loader {
    const char *format;
    Error (*load)(Cli *cli, const Document *document, TextBuffer *what);
} Loader;

/* ---- One loader for each format -------------------------------------------------------------- */

/* A design that names a scenario must fit it, when it is on this machine. */
static Error check_fit(Cli *cli, const Document *document, const Design *design) {
    Scenario *scenario = NULL;
    Error error = cli_load_scenario_of(cli, design, NULL, &scenario);
    scenario_free(scenario);
    return error.code ? error_prefix(error, "%s", document->path) : error;
}

static Error load_design(Cli *cli, const Document *document, TextBuffer *what) {
    Design *design = NULL;
    Error error =
        design_parse(document->bytes, document->length, document->path, cli->catalog, &design);
    if (!error.code) {
        error = check_fit(cli, document, design);
    }
    if (!error.code) {
        text_append(what, "design, ");
        columns_quantity(what, design->components.count, "component", "components");
        text_append(what, ", ");
        columns_quantity(what, design->connections.count, "connection", "connections");
    }
    design_free(design);
    return error;
}

static Error load_scenario(Cli *cli, const Document *document, TextBuffer *what) {
    (void)cli;
    Scenario *scenario = NULL;
    Error error = scenario_parse(document->bytes, document->length, document->path, &scenario);
    if (!error.code) {
        text_append(what, "scenario, ");
        columns_quantity(what, scenario->operation_count, "operation", "operations");
        scenario_free(scenario);
    }
    return error;
}

/* The designs that it speaks of lie beside it, as the scenario does. */
static Error check_files(const Document *document, const char *folder,
                         const Expectations *expectations) {
    Arena arena = {0};
    Error error = error_none();
    for (size_t i = 0; i < expectations->variant_count && !error.code; i++) {
        const char *file = expectations->variants[i].file;
        if (!file_exists(path_join(&arena, folder, file))) {
            error = error_make(ERROR_INPUT, "%s: variants[%zu].file: there is no `%s` beside it",
                               document->path, i, file);
        }
    }
    arena_free(&arena);
    return error;
}

static Error load_expectations(Cli *cli, const Document *document, TextBuffer *what) {
    const char *folder = path_folder(&cli->arena, document->path);
    const char *beside = path_join(&cli->arena, folder, "scenario.json");
    if (!file_exists(beside)) {
        return error_make(ERROR_INPUT,
                          "%s: expectations lie beside the scenario that they are about, and "
                          "there is no %s",
                          document->path, beside);
    }
    Scenario *scenario = NULL;
    Expectations *expectations = NULL;
    Error error = scenario_load(beside, &scenario);
    if (!error.code) {
        error = expectations_parse(document->bytes, document->length, document->path, scenario,
                                   &expectations);
    }
    if (!error.code) {
        error = check_files(document, folder, expectations);
    }
    if (!error.code) {
        text_append_format(what, "expectations, %zu of ", expectations->variant_count);
        text_append(what, scenario->id);
    }
    expectations_free(expectations);
    scenario_free(scenario);
    return error;
}

static Error load_session(Cli *cli, const Document *document, TextBuffer *what) {
    Session *session = NULL;
    Error error =
        session_parse(document->bytes, document->length, document->path, cli->catalog, &session);
    if (!error.code) {
        text_append(what, "session, ");
        columns_quantity(what, session->entries.count, "entry", "entries");
        text_append(what, session->torn ? ", and a last line that was cut off" : "");
        session_free(session);
    }
    return error;
}

static Error load_catalog(Cli *cli, const Document *document, TextBuffer *what) {
    (void)cli;
    Catalog *catalog = NULL;
    Error error = catalog_parse(document->bytes, document->length, document->path, &catalog);
    if (!error.code) {
        text_append(what, "catalogue, ");
        columns_quantity(what, catalog->setting_count, "setting", "settings");
        catalog_free(catalog);
    }
    return error;
}

static Error load_theme(Cli *cli, const Document *document, TextBuffer *what) {
    (void)cli;
    Theme theme;
    Error error = theme_load(document->path, &theme);
    if (!error.code) {
        text_append_format(what, "theme, %s", theme.name);
    }
    return error;
}

/* Whether the query compiles and runs, on a design without components. */
static Error try_rule(Cli *cli, const RuleSet *rules) {
    Design *design = design_new(cli->catalog);
    Checker *checker = NULL;
    Findings findings = {0};
    Error error = checker_new(cli->catalog, rules, &checker);
    if (!error.code) {
        Estimate *estimate = estimate_make(design, NULL);
        error = checker_run(checker, design, NULL, estimate, &findings);
        estimate_free(estimate);
    }
    if (!error.code && findings.problems.count > 0) {
        error = error_make(ERROR_INPUT, "%s", findings.problems.items[0]);
    }
    findings_free(&findings);
    checker_free(checker);
    design_free(design);
    return error;
}

static Error load_rule(Cli *cli, const Document *document, TextBuffer *what) {
    RuleSet rules = {0};
    Rule rule = {0};
    Error error = rule_parse(document->bytes, document->length, document->path, "validated/rule",
                             &rules.arena, &rule);
    if (!error.code) {
        array_push(&rules.items, rule);
        error = try_rule(cli, &rules);
    }
    if (!error.code) {
        text_append_format(what, "rule, %s: %s", severity_name(rule.severity), rule.title);
    }
    rules_free(&rules);
    return error;
}

static const Loader LOADERS[] = {
    {"faultline/design", load_design},
    {"faultline/scenario", load_scenario},
    {"faultline/expectations", load_expectations},
    {"faultline/session", load_session},
    {"faultline/catalog", load_catalog},
    {"faultline/theme", load_theme},
};
static const Loader RULE_LOADER = {"a rule", load_rule};

/* ---- Which format ---------------------------------------------------------------------------- */

static const Loader *find_loader(const char *format) {
    for (size_t i = 0; i < COUNT_OF(LOADERS); i++) {
        if (strcmp(LOADERS[i].format, format) == 0) {
            return &LOADERS[i];
        }
    }
    return NULL;
}

/* What the member "format" of the JSON object in these bytes says. */
static Error read_format(const Document *document, size_t length, char format[ID_SIZE]) {
    Arena arena = {0};
    JsonReader reader = {.file = document->path};
    const JsonValue *root = json_parse(&reader, document->bytes, length, 1, &arena);
    if (root && json_expect_type(&reader, root, JSON_OBJECT)) {
        const char *found = json_read_text(&reader, root, "format", JSON_REQUIRED);
        const char *known[COUNT_OF(LOADERS)];
        for (size_t i = 0; i < COUNT_OF(LOADERS); i++) {
            known[i] = LOADERS[i].format;
        }
        if (!reader.error.code && !find_loader(found)) {
            char shown[JSON_SHOWN_SIZE];
            const char *nearest = text_nearest(found, known, COUNT_OF(known));
            json_fail(&reader, json_member(root, "format"), ERROR_INPUT,
                      "`%s` is no format that Faultline knows%s%s%s", json_shown(found, shown),
                      nearest ? ": did you mean `" : "", nearest ? nearest : "",
                      nearest ? "`?" : "");
        }
        text_copy(format, ID_SIZE, found);
    }
    arena_free(&arena);
    return reader.error;
}

/* A session is JSON in lines, the others are one JSON object; a rule is known by its name. */
static Error choose_loader(const Document *document, const Loader **loader) {
    const char *path = document->path;
    size_t length = strlen(path);
    if (length > 4 && strcmp(path + length - 4, ".sql") == 0) {
        *loader = &RULE_LOADER;
        return error_none();
    }
    char format[ID_SIZE] = "";
    const char *newline = memchr(document->bytes, '\n', document->length);
    if (newline) {
        Error error = read_format(document, (size_t)(newline - document->bytes), format);
        if (!error.code && strcmp(format, "faultline/session") == 0) {
            *loader = find_loader(format);
            return error;
        }
    }
    if (document->length > LIMIT_FILE_BYTES) {
        return error_make(ERROR_LIMIT, "%s: larger than the %d MiB that are allowed", path,
                          LIMIT_FILE_BYTES >> 20);
    }
    Error error = read_format(document, document->length, format);
    if (!error.code) {
        *loader = find_loader(format);
    }
    return error;
}

static Error validate(Cli *cli, const char *path) {
    char *bytes = NULL;
    Document document = {.path = path};
    const Loader *loader = NULL;
    TextBuffer what = {0};
    Error error = file_read(path, SESSION_BYTES_MAX, &bytes, &document.length);
    document.bytes = bytes;
    if (!error.code) {
        error = choose_loader(&document, &loader);
    }
    if (!error.code) {
        error = loader->load(cli, &document, &what);
    }
    if (!error.code) {
        columns_append(&cli->out, path);
        text_append(&cli->out, ": OK (");
        columns_append(&cli->out, text_of(&what));
        text_append(&cli->out, ")\n");
    }
    text_free(&what);
    free(bytes);
    return error;
}

static int run(Cli *cli, const Arguments *arguments) {
    Error error = cli_open_data(cli);
    if (error.code) {
        return cli_fail(cli, error);
    }
    int status = EXIT_CLEAN;
    for (size_t i = 0; i < arguments->operands.count; i++) {
        error = validate(cli, arguments->operands.items[i]);
        if (error.code) {
            status = cli_fail(cli, error);
        }
    }
    return status;
}

const CommandSpec VALIDATE_COMMAND = {
    .name = "validate",
    .operands = "FILE...",
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .summary = "Load each file as strictly as the program does, and name its first mistake.",
    .details = "A file is a design, a scenario, what a scenario expects of its flawed variants "
               "(expected.json), a session, a rule (its name ends in .sql), a catalogue or a "
               "theme. A design must also fit the scenario that it names.",
    .run = run,
};
