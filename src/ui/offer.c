#include "ui/offer.h"

#include <stdlib.h>
#include <string.h>

#include "ui/operation_guess.h"
#include "ui/tool_bar.h"
#include "ui/widgets.h"

enum { HEIGHT = 34, GAP = 8 };

void offer_consider(App *app, const char *id) {
    Offer *offer = &app->offer;
    array_free(&offer->operations);
    offer->connection[0] = '\0';
    const Design *design = app_design(app);
    const Scenario *scenario = app_scenario(app);
    const Connection *connection = design_connection(design, id);
    if (!connection || !scenario || scenario->operation_count < 2) {
        return;
    }
    array_reserve(&offer->operations, scenario->operation_count);
    offer->operations.count =
        operation_guess(design, scenario, connection, offer->operations.items);
    if (offer->operations.count > 0) {
        text_copy(offer->connection, sizeof offer->connection, id);
        offer->revision = editor_revision(app->document.editor);
    }
}

static void take(App *app) {
    Offer *offer = &app->offer;
    Command command = {0};
    Error error = edit_set_operations(app_design(app), offer->connection, offer->operations.items,
                                      offer->operations.count, &command);
    app_submit(app, error, &command);
    offer->connection[0] = '\0';
}

/* "Only Send an SMS?", "Only 3 of 5 operations?" */
static const char *words(App *app) {
    const Offer *offer = &app->offer;
    const Scenario *scenario = app_scenario(app);
    for (size_t i = 0; i < scenario->operation_count && offer->operations.count == 1; i++) {
        if (strcmp(scenario->operations[i].id, offer->operations.items[0].id) == 0) {
            return ui_format(&app->ui, "The new line carries all operations. Only \"%s\"?",
                             scenario->operations[i].title);
        }
    }
    return ui_format(&app->ui, "The new line carries all operations. Only %zu of %zu?",
                     offer->operations.count, scenario->operation_count);
}

static const char *listed(App *app) {
    const Offer *offer = &app->offer;
    const Scenario *scenario = app_scenario(app);
    const char *list = "";
    for (size_t i = 0; i < offer->operations.count; i++) {
        for (size_t k = 0; k < scenario->operation_count; k++) {
            if (strcmp(scenario->operations[k].id, offer->operations.items[i].id) == 0) {
                list = ui_format(&app->ui, "%s\n%s", list, scenario->operations[k].title);
            }
        }
    }
    return ui_format(&app->ui, "From now on only these pass it:%s", list);
}

void offer_show(App *app) {
    Ui *ui = &app->ui;
    Offer *offer = &app->offer;
    bool stands = offer->connection[0] && app->screen == SCREEN_BOARD &&
                  offer->revision == editor_revision(app->document.editor) &&
                  design_connection(app_design(app), offer->connection);
    if (!stands) {
        offer->connection[0] = '\0';
        return;
    }
    const char *text = words(app);
    TextStyle style = {FONT_MEDIUM, 12, ui->theme->text};
    Button yes = {
        .label = "Limit it", .name = "offer-take", .style = BUTTON_LINK, .tip = listed(app)};
    Button no = {.icon = "close",
                 .name = "offer-leave",
                 .style = BUTTON_QUIET,
                 .tip = "It carries all operations"};
    float button = ui_button_width(ui, yes);
    float width = ui_text_width(ui, style, text) + button + 26 + 3 * GAP + 2;
    /* Below the tools, and below what says that the clock stands. */
    bool paused = document_clock(&app->document).state == ROUND_PAUSED;
    Rect view = app->viewport;
    float top = view.y + SPACE_3 + TOOL_BAR_HEIGHT + GAP + (paused ? 36 + GAP : 0);
    Rect box = {view.x + (view.w - width) / 2, top, width, HEIGHT};
    draw_shadow(ui->list, box, 9, 16, ui->theme->shadow);
    draw_box(ui->list, box, 9, ui->theme->raised, 1, ui->theme->accent);
    draw_name(ui->list, box, "offer");
    Rect room = rect_shrink(box, GAP, 4);
    if (ui_button(ui, cut_right(&room, 26), no)) {
        offer->connection[0] = '\0';
        ui->again = true;
    }
    if (ui_button(ui, cut_right(&room, button), yes)) {
        take(app);
    }
    ui_text(ui, room, style, ALIGN_LEFT, text);
    ui_absorb(ui, box);
}
