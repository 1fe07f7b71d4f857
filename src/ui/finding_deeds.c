#include "ui/finding_deeds.h"

#include "rules/fix.h"
#include "ui/widgets.h"

static const Rule *rule_of(const App *app, const Finding *finding) {
    return rules_find(&app->rules, finding->rule);
}

/* ---- The buttons ------------------------------------------------------------------------------- */

/* Of a finding that is still of the design as it is now. */
static void mend(App *app, const Finding *finding) {
    Command command = {0};
    Error error = fix_make(rule_of(app, finding), finding, app_design(app), &command);
    bool changes = command.changes.count > 0;
    app_submit(app, error, &command);
    if (changes) {
        app_toast_undo(app, "Fixed: %s", finding->title);
    } else if (!error.code) {
        app_toast(app, false, "There is nothing left to change here.");
    }
}

static void prove(App *app, const Finding *finding) {
    proving_start(&app->proving, app_design(app), app_scenario(app), finding);
    ui_hand_focus(&app->ui, ui_id(&app->ui, "button:Cancel proof"));
    app->ui.again = true;
}

/* The one thing to do next is to see it, and then to mend it. */
void finding_deeds(App *app, Rect *row, const Finding *finding) {
    Ui *ui = &app->ui;
    const Rule *rule = rule_of(app, finding);
    bool current = checks_current(&app->checks);
    if (!rule || finding->accepted || finding->severity == SEVERITY_PRAISE) {
        return;
    }
    bool playable = proof_exists(rule) && app_scenario(app);
    bool to_be_seen = playable && !proving_find(&app->proving, finding);
    if (proof_exists(rule)) {
        bool plays = proving_progress(&app->proving, finding) >= 0;
        Button button = {.label = "Prove",
                         .icon = "play",
                         .style = to_be_seen ? BUTTON_PRIMARY : BUTTON_PLAIN,
                         .tip = playable ? "Play it, as drawn and as mended"
                                         : "There is no load to play: start from a scenario",
                         .disabled = plays || !current || !playable};
        if (ui_button(ui, cut_left(row, 84), button)) {
            prove(app, finding);
        }
        (void)cut_left(row, SPACE_2);
    }
    if (fix_exists(rule, finding)) {
        Button button = {.label = "Apply fix",
                         .name = "Fix",
                         .style = to_be_seen ? BUTTON_PLAIN : BUTTON_PRIMARY,
                         .tip = "Mend it in one step, which can be undone",
                         .disabled = !current};
        if (ui_button(ui, cut_left(row, 82), button)) {
            mend(app, finding);
        }
        (void)cut_left(row, SPACE_2);
    }
}
