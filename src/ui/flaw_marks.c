#include "ui/flaw_marks.h"

#include <string.h>

#include "ui/screens.h"
#include "ui/widgets.h"

enum { MARK = 12, TOUCH = 20, APART = 14, TOLD = 3 };

/* Flaws that are too near to each other for marks of their own. */
typedef struct Cluster {
    size_t first, count;
    Severity worst;
    float x;
} Cluster;

static const Flaw *flaw_at(const App *app, size_t position) {
    return &app->flaws.items.items[position];
}

static float x_of(const App *app, Rect row, size_t position) {
    double share = (double)flaw_at(app, position)->t_ms / player_duration(&app->player);
    return row.x + row.w * (float)share;
}

static Cluster cluster_from(const App *app, Rect row, size_t first) {
    Cluster cluster = {.first = first, .worst = SEVERITY_COUNT, .x = x_of(app, row, first)};
    for (size_t i = first; i < app->flaws.items.count && x_of(app, row, i) - cluster.x < APART;
         i++) {
        Severity severity = flaw_at(app, i)->severity;
        cluster.worst = severity < cluster.worst ? severity : cluster.worst;
        cluster.count++;
    }
    return cluster;
}

static const char *tip_of(App *app, const Cluster *cluster) {
    Ui *ui = &app->ui;
    char time[32];
    round_format_time(flaw_at(app, cluster->first)->t_ms, time);
    const char *tip = ui_format(ui, "Entered at %s, and stayed:", time);
    for (size_t i = 0; i < cluster->count && i < TOLD; i++) {
        const Flaw *flaw = flaw_at(app, cluster->first + i);
        tip = flaw->label[0] ? ui_format(ui, "%s\n%s: %s", tip, flaw->title, flaw->label)
                             : ui_format(ui, "%s\n%s", tip, flaw->title);
    }
    return cluster->count > TOLD ? ui_format(ui, "%s\nand %zu more", tip, cluster->count - TOLD)
                                 : tip;
}

const Flaw *flaw_marks_find(const App *app, const Finding *finding) {
    for (size_t i = 0; i < app->flaws.items.count; i++) {
        const Flaw *flaw = flaw_at(app, i);
        if (strcmp(flaw->rule, finding->rule) == 0 &&
            strcmp(flaw->subject, finding->subject) == 0) {
            return flaw;
        }
    }
    return NULL;
}

void flaw_marks_go(App *app, const Flaw *flaw) {
    app->player.playing = false;
    player_seek(&app->player, (double)flaw->t_ms);
    board_forget_missing(app->board, app_design(app));
    app->tab = app->tab_before = TAB_FINDINGS;
    findings_forget(app);
    text_copy(app->findings.rule, sizeof app->findings.rule, flaw->rule);
    text_copy(app->findings.subject, sizeof app->findings.subject, flaw->subject);
    app->findings.reveal = true;
    if (design_has_id(app_design(app), flaw->subject)) {
        app_show_element(app, flaw->subject);
    }
    app->ui.again = true;
}

static void mark(App *app, Rect row, const Cluster *cluster) {
    Ui *ui = &app->ui;
    Rect touched = {cluster->x - TOUCH / 2.0F, row.y, TOUCH, row.h};
    WidgetId id = ui_widget(ui, touched, "flaw:%zu", cluster->first);
    ui_focusable(ui, id, touched);
    Touch touch = ui_touch(ui, id, touched);
    ui_tip(ui, id, touched, tip_of(app, cluster));
    if (touch.hovered) {
        ui->cursor = CURSOR_HAND;
        draw_rect(ui->list, touched, 6, ui->theme->sunk);
    }
    Rect icon = rect_center(touched, MARK, MARK);
    draw_icon(ui->list, icon, tone_icon((Tone)cluster->worst), ui->theme->tone[cluster->worst]);
    ui_draw_focus(ui, id, touched, 6);
    if (touch.clicked) {
        flaw_marks_go(app, flaw_at(app, cluster->first));
    }
}

void flaw_marks(App *app, Rect row) {
    for (size_t i = 0; i < app->flaws.items.count;) {
        Cluster cluster = cluster_from(app, row, i);
        mark(app, row, &cluster);
        i += cluster.count;
    }
}

void flaw_marks_next(App *app) {
    size_t next = 0;
    while (next < app->flaws.items.count && (double)flaw_at(app, next)->t_ms <= app->player.at_ms) {
        next++;
    }
    flaw_marks_go(app, flaw_at(app, next < app->flaws.items.count ? next : 0));
}
