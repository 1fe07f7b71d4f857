/* What the rules see of a design: the fact tables, with their columns explained. */
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/subject.h"
#include "rules/fact_sheet.h"

enum { INDENT = 2, GAP = 2 };

static const OptionSpec OPTIONS[] = {
    {.name = "--scenario",
     .value = "ID|FILE",
     .help = "Under this scenario, not the one that the design names."},
    {.name = "--table",
     .value = "NAME",
     .help = "Only this table. May be given more than once.",
     .repeats = true},
    {.name = "--format",
     .value = "text|json",
     .help = "For people (text) or for programs.",
     .words = FORMATS_TEXT_JSON},
    {.name = "-o",
     .value = "FILE",
     .help = "Write the tables to this file, a database that sqlite3 opens, and print nothing."},
};

/* ---- Which tables ------------------------------------------------------------------------------ */

static Error choose_tables(const Arguments *arguments, bool chosen[FACT_TABLE_COUNT]) {
    const char *names[FACT_TABLE_COUNT];
    for (int i = 0; i < FACT_TABLE_COUNT; i++) {
        names[i] = fact_table((FactTableId)i)->name;
        chosen[i] = !arguments_has(arguments, "--table");
    }
    size_t from = 0;
    for (const GivenOption *given; (given = arguments_next(arguments, "--table", &from));) {
        size_t table = 0;
        while (table < FACT_TABLE_COUNT && strcmp(names[table], given->text) != 0) {
            table++;
        }
        if (table == FACT_TABLE_COUNT) {
            const char *nearest = text_nearest(given->text, names, FACT_TABLE_COUNT);
            return error_make(ERROR_USAGE, "there is no table \"%.100s\"%s%s%s", given->text,
                              nearest ? "; did you mean " : ": `faultline facts` lists them",
                              nearest ? nearest : "", nearest ? "?" : "");
        }
        chosen[table] = true;
    }
    return error_none();
}

/* What a column of the table means. */
static const char *column_meaning(const FactTable *table, const Catalog *catalog,
                                  const char *column) {
    for (size_t i = 0; i < table->column_count; i++) {
        if (strcmp(table->columns[i].name, column) == 0) {
            return table->columns[i].meaning;
        }
    }
    for (size_t i = 0; i < catalog->setting_count; i++) {
        if (strcmp(catalog->settings[i].id, column) == 0) {
            return catalog->settings[i].meaning;
        }
    }
    return "";
}

/* ---- For people -------------------------------------------------------------------------------- */

static void write_heading(const Screen *screen, const FactTable *table, TextBuffer *out) {
    columns_paint(out, screen, PAINT_BOLD, table->name);
    columns_spaces(out, GAP);
    columns_wrap(out, screen, columns_count(table->name) + GAP, INDENT, table->meaning);
}

static void write_meaning(const Screen *screen, const char *column, const char *meaning, int width,
                          TextBuffer *out) {
    columns_spaces(out, INDENT);
    columns_pad(out, column, width + GAP);
    columns_wrap(out, screen, INDENT + width + GAP, INDENT + width + GAP, meaning);
}

static int widest_column(const FactGrid *grid) {
    int width = 0;
    for (size_t i = 0; i < grid->column_count; i++) {
        int column = columns_count(grid->columns[i]);
        width = column > width ? column : width;
    }
    return width;
}

static const char *cell_at(const FactGrid *grid, size_t row, size_t column) {
    return grid->cells[row * grid->column_count + column];
}

/* A table with many columns: a line for each value that a row has, under the row's first one. */
static void write_records(const Screen *screen, const FactGrid *grid, TextBuffer *out) {
    int width = widest_column(grid);
    for (size_t row = 0; row < grid->row_count; row++) {
        const char *name = cell_at(grid, row, 0);
        text_append_char(out, '\n');
        columns_spaces(out, INDENT);
        columns_paint(out, screen, PAINT_BOLD, name ? name : "");
        text_append_char(out, '\n');
        for (size_t i = 1; i < grid->column_count; i++) {
            const char *cell = cell_at(grid, row, i);
            if (cell && cell[0]) {
                columns_spaces(out, INDENT);
                write_meaning(screen, grid->columns[i], cell, width, out);
            }
        }
    }
}

static int column_width(const FactGrid *grid, size_t column) {
    int width = columns_count(grid->columns[column]);
    for (size_t row = 0; row < grid->row_count; row++) {
        const char *cell = cell_at(grid, row, column);
        int count = cell ? columns_count(cell) : 1;
        width = count > width ? count : width;
    }
    return width;
}

static bool fits_in_lines(const Screen *screen, const FactGrid *grid) {
    int width = INDENT;
    for (size_t i = 0; i < grid->column_count && width <= screen->width; i++) {
        width += column_width(grid, i) + (i > 0 ? GAP : 0);
    }
    return width <= screen->width;
}

static void append_cell(TextBuffer *out, const char *cell, int width, bool to_the_right) {
    const char *text = cell ? cell : "-";
    if (to_the_right) {
        columns_spaces(out, width - columns_count(text));
        columns_append(out, text);
    } else {
        columns_pad(out, text, width);
    }
}

/* A table that is narrow enough: a line for each row, below one of the columns' names. */
static void write_lines(const FactGrid *grid, TextBuffer *out) {
    for (size_t line = 0; line <= grid->row_count; line++) {
        columns_spaces(out, INDENT);
        for (size_t i = 0; i < grid->column_count; i++) {
            const char *cell = line == 0 ? grid->columns[i] : cell_at(grid, line - 1, i);
            bool is_last = i + 1 == grid->column_count;
            append_cell(out, cell, is_last && !grid->is_number[i] ? 0 : column_width(grid, i),
                        grid->is_number[i]);
            columns_spaces(out, is_last ? 0 : GAP);
        }
        text_append_char(out, '\n');
    }
}

static void write_grid(Cli *cli, const FactTable *table, const FactGrid *grid) {
    TextBuffer *out = &cli->out;
    const Screen *screen = &cli->screen;
    if (out->length > 0) {
        text_append_char(out, '\n');
    }
    write_heading(screen, table, out);
    int width = widest_column(grid);
    for (size_t i = 0; i < grid->column_count; i++) {
        write_meaning(screen, grid->columns[i],
                      column_meaning(table, cli->catalog, grid->columns[i]), width, out);
    }
    text_append_char(out, '\n');
    columns_spaces(out, INDENT);
    columns_quantity(out, grid->row_count, "row", "rows");
    text_append_char(out, '\n');
    if (grid->row_count == 0) {
        return;
    }
    if (fits_in_lines(screen, grid)) {
        text_append_char(out, '\n');
        write_lines(grid, out);
    } else {
        write_records(screen, grid, out);
    }
}

/* ---- For programs ------------------------------------------------------------------------------ */

/* The table's columns with their meanings, and the rows as objects; NULL is null. */
static void write_json_grid(const Catalog *catalog, const FactTable *table, const FactGrid *grid,
                            JsonWriter *writer) {
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "table", table->name);
    json_text_member(writer, "meaning", table->meaning);
    json_key(writer, "columns");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < grid->column_count; i++) {
        json_begin_object(writer, JSON_INLINE);
        json_text_member(writer, "name", grid->columns[i]);
        json_text_member(writer, "meaning", column_meaning(table, catalog, grid->columns[i]));
        json_end_object(writer);
    }
    json_end_array(writer);
    json_key(writer, "rows");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t row = 0; row < grid->row_count; row++) {
        json_begin_object(writer, JSON_BLOCK);
        for (size_t i = 0; i < grid->column_count; i++) {
            const char *cell = cell_at(grid, row, i);
            json_key(writer, grid->columns[i]);
            if (!cell) {
                json_null(writer);
            } else if (grid->is_number[i]) {
                json_number(writer, strtod(cell, NULL));
            } else {
                json_text(writer, cell);
            }
        }
        json_end_object(writer);
    }
    json_end_array(writer);
    json_end_object(writer);
}

/* ---- The command ------------------------------------------------------------------------------- */

static Error put_tables(Cli *cli, FactSheet *sheet, const bool chosen[FACT_TABLE_COUNT],
                        bool as_json) {
    JsonWriter writer = {0};
    if (as_json) {
        json_begin_object(&writer, JSON_BLOCK);
        json_text_member(&writer, "format", "faultline/facts");
        json_number_member(&writer, "version", 1);
        json_key(&writer, "tables");
        json_begin_array(&writer, JSON_BLOCK);
    }
    Error error = error_none();
    for (int i = 0; i < FACT_TABLE_COUNT && !error.code; i++) {
        FactGrid grid;
        if (!chosen[i]) {
            continue;
        }
        const FactTable *table = fact_table((FactTableId)i);
        error = fact_sheet_read(sheet, (FactTableId)i, &cli->arena, &grid);
        if (error.code) {
            break;
        }
        if (as_json) {
            write_json_grid(cli->catalog, table, &grid, &writer);
        } else {
            write_grid(cli, table, &grid);
        }
    }
    if (as_json && !error.code) {
        json_end_array(&writer);
        json_end_object(&writer);
        cli_put_json(cli, &writer);
    }
    json_writer_free(&writer);
    return error;
}

static Error put_facts(Cli *cli, const Arguments *arguments, const Subject *subject) {
    bool chosen[FACT_TABLE_COUNT];
    Error error = choose_tables(arguments, chosen);
    if (error.code) {
        return error;
    }
    FactSheet *sheet = NULL;
    Estimate *estimate = estimate_make(subject->design, subject->scenario);
    error = fact_sheet_make(cli->catalog, subject->design, subject->scenario, estimate,
                            subject->has_round ? &subject->round : NULL, &sheet);
    estimate_free(estimate);
    const char *file = arguments_text(arguments, "-o", NULL);
    if (!error.code) {
        error =
            file ? fact_sheet_save(sheet, file)
                 : put_tables(cli, sheet, chosen,
                              strcmp(arguments_text(arguments, "--format", "text"), "json") == 0);
    }
    fact_sheet_free(sheet);
    return error;
}

static int run(Cli *cli, const Arguments *arguments) {
    Subject subject = {0};
    Error error = subject_load(cli, arguments->operands.items[0],
                               arguments_text(arguments, "--scenario", NULL), &subject);
    if (!error.code) {
        error = put_facts(cli, arguments, &subject);
    }
    int status = error.code ? cli_fail(cli, error) : EXIT_CLEAN;
    subject_free(&subject);
    return status;
}

const CommandSpec FACTS_COMMAND = {
    .name = "facts",
    .operands = "DESIGN",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "Show the tables that the rules query: what is known of a design.",
    .details = "DESIGN may be - for standard input. With -o FILE, try a query of your own with "
               "`sqlite3 FILE`.",
    .options = OPTIONS,
    .option_count = COUNT_OF(OPTIONS),
    .run = run,
};
