#include "cli/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/play.h"
#include "round/verify.h"

enum { CHECK_INDENT = 2, MARK_WIDTH = 8 };

typedef ARRAY_OF(const char *) Folders;
typedef ARRAY_OF(Verification) Verifications;

/* ---- Which scenarios ------------------------------------------------------------------------- */

static bool has_scenario(Cli *cli, const char *folder) {
    return file_exists(path_join(&cli->arena, folder, "scenario.json"));
}

/* The folders below this one that hold a scenario. */
static Error add_below(Cli *cli, const char *path, Folders *folders) {
    FolderEntries entries = {0};
    Error error = folder_list(path, &cli->arena, &entries);
    for (size_t i = 0; i < entries.count && !error.code; i++) {
        const char *folder = path_join(&cli->arena, path, entries.items[i].name);
        if (entries.items[i].is_folder && has_scenario(cli, folder)) {
            array_push(folders, folder);
        }
    }
    array_free(&entries);
    return error;
}

static Error add_operand(Cli *cli, const char *operand, Folders *folders) {
    size_t before = folders->count;
    if (!folder_exists(operand)) {
        const char *file = NULL;
        Error error = cli_find_scenario(cli, operand, &file);
        if (!error.code) {
            array_push(folders, path_folder(&cli->arena, file));
        }
        return error;
    }
    if (has_scenario(cli, operand)) {
        array_push(folders, operand);
        return error_none();
    }
    Error error = add_below(cli, operand, folders);
    if (!error.code && folders->count == before) {
        error = error_make(ERROR_USAGE,
                           "%s: there is no scenario.json in it, nor in a folder in it", operand);
    }
    return error;
}

static Error list_folders(Cli *cli, const Arguments *arguments, Folders *folders) {
    Error error = error_none();
    for (size_t i = 0; i < arguments->operands.count && !error.code; i++) {
        error = add_operand(cli, arguments->operands.items[i], folders);
    }
    if (arguments->operands.count == 0) {
        const char *all[2];
        size_t count = cli_scenario_folders(cli, all);
        for (size_t i = 0; i < count && !error.code; i++) {
            if (folder_exists(all[i])) {
                error = add_below(cli, all[i], folders);
            }
        }
    }
    return error;
}

/* ---- For people ------------------------------------------------------------------------------ */

static void write_check(const VerifyCheck *check, const Screen *screen, TextBuffer *out) {
    TextBuffer line = {0};
    int indent = CHECK_INDENT + MARK_WIDTH;
    columns_spaces(out, CHECK_INDENT);
    columns_paint(out, screen, check->found ? PAINT_HIGH : PAINT_GOOD,
                  check->found ? "FAILED" : "ok");
    columns_spaces(out, MARK_WIDTH - (check->found ? 6 : 2));
    text_append_format(&line, "%s %s", check->subject, check->what);
    columns_wrap(out, screen, indent, indent + 2, text_of(&line));
    if (check->found) {
        columns_spaces(out, indent + 2);
        columns_wrap(out, screen, indent + 2, indent + 4, check->found);
        text_clear(&line);
        text_append_format(&line, "To mend it: %s.", check->mend);
        columns_spaces(out, indent + 2);
        columns_wrap(out, screen, indent + 2, indent + 4, text_of(&line));
    }
    text_free(&line);
}

static size_t unsound(const Verifications *all) {
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        count += all->items[i].failed > 0;
    }
    return count;
}

static void write_verdict(const Verifications *all, const Screen *screen, TextBuffer *out) {
    TextBuffer line = {0};
    size_t bad = unsound(all);
    bool cut_short = all->count > 0 && all->items[all->count - 1].cut_short;
    text_append_char(out, '\n');
    if (cut_short) {
        text_append(out, "Cut short, so not everything was looked at.\n");
    }
    if (bad > 0) {
        text_append_format(&line, "%zu of ", bad);
        columns_quantity(&line, all->count, "scenario is", "scenarios are");
        text_append(&line, " not sound.");
    } else if (!cut_short) {
        columns_quantity(&line, all->count, "scenario, and it is sound.",
                         "scenarios, all of them sound.");
    }
    columns_paint(out, screen, bad > 0 ? PAINT_HIGH : PAINT_GOOD, text_of(&line));
    text_append(out, line.length > 0 ? "\n" : "");
    text_free(&line);
}

static void write_text(const Verifications *all, const Screen *screen, TextBuffer *out) {
    for (size_t i = 0; i < all->count; i++) {
        const Verification *one = &all->items[i];
        TextBuffer line = {0};
        text_append(out, i > 0 ? "\n" : "");
        columns_paint(out, screen, PAINT_BOLD, one->id);
        text_append_format(&line, "  %s, %zu checks, %u runs\n", one->title, one->checks.count,
                           one->runs);
        text_append(out, text_of(&line));
        text_free(&line);
        for (size_t c = 0; c < one->checks.count; c++) {
            write_check(&one->checks.items[c], screen, out);
        }
    }
    write_verdict(all, screen, out);
}

/* ---- For programs ---------------------------------------------------------------------------- */

static void write_check_json(const VerifyCheck *check, JsonWriter *writer) {
    json_begin_object(writer, JSON_INLINE);
    json_text_member(writer, "subject", check->subject);
    json_text_member(writer, "what", check->what);
    json_boolean_member(writer, "holds", !check->found);
    if (check->found) {
        json_text_member(writer, "found", check->found);
        json_text_member(writer, "mend", check->mend);
    }
    json_end_object(writer);
}

static void write_json(const Verifications *all, const TrialOptions *trials, JsonWriter *writer) {
    char seed[32];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)trials->seed);
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "format", "faultline/verification");
    json_number_member(writer, "version", 1);
    json_text_member(writer, "seed", seed);
    json_number_member(writer, "seconds", trials->seconds);
    json_boolean_member(writer, "sound", unsound(all) == 0);
    json_key(writer, "scenarios");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < all->count; i++) {
        const Verification *one = &all->items[i];
        json_begin_object(writer, JSON_BLOCK);
        json_text_member(writer, "id", one->id);
        json_boolean_member(writer, "sound", one->failed == 0);
        json_boolean_member(writer, "cut_short", one->cut_short);
        json_number_member(writer, "runs", one->runs);
        json_key(writer, "checks");
        json_begin_array(writer, JSON_BLOCK);
        for (size_t c = 0; c < one->checks.count; c++) {
            write_check_json(&one->checks.items[c], writer);
        }
        json_end_array(writer);
        json_end_object(writer);
    }
    json_end_array(writer);
    json_end_object(writer);
}

/* ---------------------------------------------------------------------------------------------- */

static Error verify_all(Cli *cli, const Folders *folders, VerifyOptions *options,
                        Verifications *all) {
    PlayWatch watch;
    Error error = error_none();
    bool cut_short = false;
    options->trials.go_on = play_go_on;
    options->trials.context = &watch;
    play_begin_watch(&watch, cli->services->err);
    for (size_t i = 0; i < folders->count && !error.code && !cut_short; i++) {
        Verification one = {0};
        error = scenario_verify(folders->items[i], options, &one);
        if (!error.code) {
            cut_short = one.cut_short;
            array_push(all, one);
        }
    }
    play_end_watch(&watch);
    options->trials.context = NULL;
    return error;
}

static int put_result(Cli *cli, const Arguments *arguments, const TrialOptions *trials,
                      const Verifications *all) {
    if (strcmp(arguments_text(arguments, "--format", "text"), "json") == 0) {
        JsonWriter writer = {0};
        write_json(all, trials, &writer);
        cli_put_json(cli, &writer);
    } else {
        write_text(all, &cli->screen, &cli->out);
    }
    return unsound(all) > 0 ? EXIT_FINDINGS : EXIT_CLEAN;
}

int verify_scenarios(Cli *cli, const Arguments *arguments) {
    RuleSet rules = {0};
    Folders folders = {0};
    Verifications all = {0};
    VerifyOptions options = {
        .rules = &rules,
        .trials = {.seed = 1, .seconds = arguments_number(arguments, "--seconds", 60)}};
    Error error = play_read_seed(arguments, &options.trials.seed);
    if (!error.code) {
        error = cli_load_rules(cli, arguments, &rules);
    }
    if (!error.code) {
        options.catalog = cli->catalog;
        error = list_folders(cli, arguments, &folders);
    }
    if (!error.code) {
        error = verify_all(cli, &folders, &options, &all);
    }
    int status =
        error.code ? cli_fail(cli, error) : put_result(cli, arguments, &options.trials, &all);
    for (size_t i = 0; i < all.count; i++) {
        verification_free(&all.items[i]);
    }
    array_free(&all);
    array_free(&folders);
    rules_free(&rules);
    return status;
}
