/* The answers that have parts: APIs, entities, trade-offs, each a card of fields. */
#include <stdlib.h>
#include <string.h>

#include "ui/answer_parts.h"
#include "ui/text_field.h"
#include "ui/widgets.h"

enum { CARD_PADDING = 10, FIELD_GAP = 6, MOST_TEXTS = 4 };

static const char *const METHODS[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};

/* ---- The card ---------------------------------------------------------------------------------- */

/* The ground of a card whose content is this high; returns the room inside. */
static Rect card(Column *column, float content) {
    Ui *ui = &column->app->ui;
    Rect box = column_row(column, content + 2 * CARD_PADDING);
    draw_rect(ui->list, box, 9, ui->theme->sunk);
    column_gap(column, SPACE_2);
    return rect_inset(box, CARD_PADDING);
}

static float inner_width(const Column *column) {
    return column->width - 2 * CARD_PADDING;
}

/* ---- APIs -------------------------------------------------------------------------------------- */

static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* "post /links" gives POST and /links; a path alone is a GET. */
static size_t split_method(const char **path) {
    *path += strspn(*path, " ");
    for (size_t i = 0; i < COUNT_OF(METHODS); i++) {
        size_t length = strlen(METHODS[i]), same = 0;
        while (same < length && upper((*path)[same]) == METHODS[i][same]) {
            same++;
        }
        if (same == length && (*path)[length] == ' ') {
            *path += length + strspn(*path + length, " ");
            return i;
        }
    }
    return 0;
}

static void add_api(App *app, const char *path) {
    const char *method = METHODS[split_method(&path)];
    bool repeatable = strcmp(method, "POST") != 0 && strcmp(method, "PATCH") != 0;
    Answers changed = answers_copy(&app_design(app)->answers);
    AnswerApi api = {.method = memory_copy_string(method),
                     .path = memory_copy_string(path),
                     .notes = memory_copy_string(""),
                     .idempotent = repeatable};
    array_push(&changed.apis, api);
    answers_submit(app, &changed, "Add an API");
}

static void api_method(App *app, Rect rect, const Answers *answers, size_t i) {
    const char *now = answers->apis.items[i].method;
    size_t current = SIZE_MAX, picked;
    for (size_t m = 0; m < COUNT_OF(METHODS); m++) {
        current = strcmp(METHODS[m], now) == 0 ? m : current;
    }
    Choice choice = {.name = ui_format(&app->ui, "api-method:%zu", i),
                     .shown = now,
                     .options = METHODS,
                     .count = COUNT_OF(METHODS),
                     .current = current,
                     .disabled = app_read_only(app)};
    if (ui_choice(&app->ui, rect, choice, &picked)) {
        Answers changed = answers_copy(answers);
        text_replace(&changed.apis.items[i].method, METHODS[picked]);
        answers_submit(app, &changed, "Change an API");
    }
}

static void api_card(Column *column, const Answers *answers, size_t i) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const AnswerApi *api = &answers->apis.items[i];
    AnswerText path = {ui_format(ui, "api-path:%zu", i), "/path", api->path};
    AnswerText notes = {ui_format(ui, "api-notes:%zu", i), "What it takes and gives", api->notes};
    float notes_height = answer_text_height(app, inner_width(column), notes);
    Rect room = card(column, FIELD_HEIGHT + FIELD_GAP + notes_height + ROW_HEIGHT + 2);
    Rect row = cut_top(&room, FIELD_HEIGHT);
    Rect cross = answer_cross(&row);
    api_method(app, cut_left(&row, 92), answers, i);
    (void)cut_left(&row, FIELD_GAP);
    if (answer_text(app, row, path)) {
        Answers changed = answers_copy(answers);
        text_replace(&changed.apis.items[i].path, field_text(ui));
        answers_submit(app, &changed, "Change an API");
    }
    (void)cut_top(&room, FIELD_GAP);
    if (answer_text(app, cut_top(&room, notes_height), notes)) {
        Answers changed = answers_copy(answers);
        text_replace(&changed.apis.items[i].notes, field_text(ui));
        answers_submit(app, &changed, "Change an API");
    }
    (void)cut_top(&room, 2);
    bool idempotent = api->idempotent;
    const char *name = ui_format(ui, "api-idempotent:%zu", i);
    if (ui_checkbox(ui, cut_top(&room, ROW_HEIGHT), name, "Idempotent: done twice, it is done once",
                    &idempotent) &&
        !app_read_only(app)) {
        Answers changed = answers_copy(answers);
        changed.apis.items[i].idempotent = idempotent;
        answers_submit(app, &changed, "Change an API");
    }
    if (answer_remove(app, cross, ui_format(ui, "remove:api:%zu", i))) {
        Answers changed = answers_copy(answers);
        answers_remove_api(&changed, i);
        answers_submit(app, &changed, "Remove an API");
    }
}

void answer_apis(Column *column) {
    App *app = column->app;
    const Answers *answers = &app_design(app)->answers;
    column_section(column, "APIs");
    for (size_t i = 0; i < answers->apis.count; i++) {
        api_card(column, answers, i);
    }
    if (answer_add(column, "add-api", "Add a call, e.g. POST /links")) {
        add_api(app, field_text(&app->ui));
    }
}

/* ---- Entities ---------------------------------------------------------------------------------- */

static bool keeps_data(const Component *component) {
    GroupId group = component->kind->group;
    return group == GROUP_DATA || group == GROUP_MESSAGING;
}

static void entity_store(App *app, Rect rect, const Answers *answers, size_t i) {
    Ui *ui = &app->ui;
    const Design *design = app_design(app);
    size_t most = design->components.count + 1;
    const char **labels = arena_allocate(&ui->scratch, most * sizeof *labels);
    const char **ids = arena_allocate(&ui->scratch, most * sizeof *ids);
    size_t count = 1, current = 0, picked;
    labels[0] = "no store yet";
    ids[0] = "";
    for (size_t c = 0; c < design->components.count; c++) {
        const Component *component = design->components.items[c];
        if (keeps_data(component)) {
            bool now = strcmp(component->id, answers->entities.items[i].store) == 0;
            current = now ? count : current;
            ids[count] = component->id;
            labels[count++] = component->label;
        }
    }
    Choice choice = {.name = ui_format(ui, "entity-store:%zu", i),
                     .shown = current > 0 ? ui_format(ui, "in %s", labels[current]) : labels[0],
                     .options = labels,
                     .count = count,
                     .current = current,
                     .disabled = app_read_only(app)};
    if (ui_choice(ui, rect, choice, &picked) && picked < count) {
        Answers changed = answers_copy(answers);
        text_replace(&changed.entities.items[i].store, ids[picked]);
        answers_submit(app, &changed, "Change an entity");
    }
}

static void entity_text(App *app, Rect rect, AnswerText text, const Answers *answers, size_t i,
                        char **(*part)(AnswerEntity *)) {
    if (answer_text(app, rect, text)) {
        Answers changed = answers_copy(answers);
        text_replace(part(&changed.entities.items[i]), field_text(&app->ui));
        answers_submit(app, &changed, "Change an entity");
    }
}

static char **name_of(AnswerEntity *entity) {
    return &entity->name;
}

static char **fields_of(AnswerEntity *entity) {
    return &entity->fields;
}

static char **key_of(AnswerEntity *entity) {
    return &entity->key;
}

static void entity_card(Column *column, const Answers *answers, size_t i) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const AnswerEntity *entity = &answers->entities.items[i];
    AnswerText name = {ui_format(ui, "entity-name:%zu", i), "Name", entity->name};
    AnswerText fields = {ui_format(ui, "entity-fields:%zu", i), "Fields", entity->fields};
    AnswerText key = {ui_format(ui, "entity-key:%zu", i), "Key", entity->key};
    float fields_height = answer_text_height(app, inner_width(column), fields);
    Rect room = card(column, 2 * FIELD_HEIGHT + fields_height + 2 * FIELD_GAP);
    Rect row = cut_top(&room, FIELD_HEIGHT);
    Rect cross = answer_cross(&row);
    entity_text(app, row, name, answers, i, name_of);
    (void)cut_top(&room, FIELD_GAP);
    entity_text(app, cut_top(&room, fields_height), fields, answers, i, fields_of);
    (void)cut_top(&room, FIELD_GAP);
    row = cut_top(&room, FIELD_HEIGHT);
    entity_text(app, cut_left(&row, (row.w - FIELD_GAP) / 2), key, answers, i, key_of);
    (void)cut_left(&row, FIELD_GAP);
    entity_store(app, row, answers, i);
    if (answer_remove(app, cross, ui_format(ui, "remove:entity:%zu", i))) {
        Answers changed = answers_copy(answers);
        answers_remove_entity(&changed, i);
        answers_submit(app, &changed, "Remove an entity");
    }
}

void answer_entities(Column *column) {
    App *app = column->app;
    const Answers *answers = &app_design(app)->answers;
    column_section(column, "Data");
    for (size_t i = 0; i < answers->entities.count; i++) {
        entity_card(column, answers, i);
    }
    if (answer_add(column, "add-entity", "Add an entity, e.g. link")) {
        Answers changed = answers_copy(answers);
        AnswerEntity entity = {memory_copy_string(field_text(&app->ui)), memory_copy_string(""),
                               memory_copy_string(""), memory_copy_string("")};
        array_push(&changed.entities, entity);
        answers_submit(app, &changed, "Add an entity");
    }
}

/* ---- Trade-offs -------------------------------------------------------------------------------- */

static char **tradeoff_part(AnswerTradeoff *tradeoff, size_t part) {
    char **parts[MOST_TEXTS] = {&tradeoff->about, &tradeoff->choice, &tradeoff->instead_of,
                                &tradeoff->because};
    return parts[part];
}

static void tradeoff_card(Column *column, const Answers *answers, size_t i) {
    static const char *const NAMES[MOST_TEXTS] = {"about", "choice", "instead", "because"};
    static const char *const PLACEHOLDERS[MOST_TEXTS] = {"What it is about", "What you chose",
                                                         "Instead of", "Because, and its cost"};
    App *app = column->app;
    Ui *ui = &app->ui;
    AnswerText texts[MOST_TEXTS];
    float heights[MOST_TEXTS], total = -FIELD_GAP;
    for (size_t part = 0; part < MOST_TEXTS; part++) {
        texts[part] =
            (AnswerText){ui_format(ui, "tradeoff-%s:%zu", NAMES[part], i), PLACEHOLDERS[part],
                         *tradeoff_part(&answers->tradeoffs.items[i], part)};
        heights[part] =
            part == 0 ? FIELD_HEIGHT : answer_text_height(app, inner_width(column), texts[part]);
        total += heights[part] + FIELD_GAP;
    }
    Rect room = card(column, total);
    Rect cross = {0};
    for (size_t part = 0; part < MOST_TEXTS; part++) {
        Rect row = cut_top(&room, heights[part]);
        (void)cut_top(&room, FIELD_GAP);
        if (part == 0) {
            cross = answer_cross(&row);
        }
        if (answer_text(app, row, texts[part])) {
            Answers changed = answers_copy(answers);
            text_replace(tradeoff_part(&changed.tradeoffs.items[i], part), field_text(ui));
            answers_submit(app, &changed, "Change a trade-off");
        }
    }
    if (answer_remove(app, cross, ui_format(ui, "remove:tradeoff:%zu", i))) {
        Answers changed = answers_copy(answers);
        answers_remove_tradeoff(&changed, i);
        answers_submit(app, &changed, "Remove a trade-off");
    }
}

void answer_tradeoffs(Column *column) {
    App *app = column->app;
    const Answers *answers = &app_design(app)->answers;
    column_section(column, "Trade-offs");
    for (size_t i = 0; i < answers->tradeoffs.count; i++) {
        tradeoff_card(column, answers, i);
    }
    if (answer_add(column, "add-tradeoff", "Add a trade-off: about what?")) {
        Answers changed = answers_copy(answers);
        AnswerTradeoff tradeoff = {memory_copy_string(field_text(&app->ui)), memory_copy_string(""),
                                   memory_copy_string(""), memory_copy_string("")};
        array_push(&changed.tradeoffs, tradeoff);
        answers_submit(app, &changed, "Add a trade-off");
    }
}
