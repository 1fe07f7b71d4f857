#include "ui/study_card.h"

#include "ui/progress_row.h"
#include "ui/study_words.h"
#include "ui/widgets.h"

enum { PADDING = 13, TITLE_HEIGHT = 22, ICON_ROOM = 24 };

typedef struct Face {
    const char *icon, *text, *button, *tip;
    Color color;
} Face;

static Face face_of(App *app, const StudyAnswer *answer) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    size_t faults = app_scenario(app)->fault_count;
    Face face = {"play", NULL, "Play", "Play it (Ctrl+Shift+Enter)", theme->text_faint};
    if (!answer) {
        bool stopped = app->studying.stopped == app->studying.shown;
        const char *all =
            faults == 0 ? "Plays the scenario's load: are its promises kept?"
                        : ui_format(ui, "Plays the load, then each of %zu faults alone.", faults);
        face.text = stopped ? "Stopped: nothing was found out." : all;
        return face;
    }
    face.button = "See all";
    face.tip = "Every operation under every fault (Ctrl+Shift+Enter)";
    if (answer->error.code) {
        face.icon = "warning";
        face.text = answer->error.message;
        face.color = theme->tone[TONE_HIGH];
        return face;
    }
    bool good = answer->study.slo_met;
    face.icon = good ? "check" : "triangle";
    face.color = good ? theme->good : theme->tone[TONE_HIGH];
    face.text = study_verdict(ui, &answer->study);
    return face;
}

static void play_or_show(App *app) {
    app_request_command(app, UI_STUDY);
}

/* Title, and a link at its right. */
static void head(App *app, Rect box, const Face *face) {
    Ui *ui = &app->ui;
    Rect row = {box.x + PADDING, box.y + 10, box.w - 2 * PADDING, TITLE_HEIGHT};
    Rect icon = cut_left(&row, ICON_ROOM);
    draw_icon(ui->list, (Rect){icon.x, icon.y + 4, 14, 14}, face->icon, face->color);
    if (face->button) {
        Button button = {
            .label = face->button, .name = "stress-test", .tip = face->tip, .style = BUTTON_LINK};
        float width = ui_button_width(ui, button);
        Rect place = cut_right(&row, width);
        place.x += SPACE_1;
        if (ui_button(ui, place, button)) {
            play_or_show(app);
        }
    }
    ui_text(ui, row, style_strong(ui->theme), ALIGN_LEFT, "Stress test");
}

float study_card(App *app, float x, float y, float width) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    uint64_t key = app->studying.shown;
    if (!ui_command_enabled(app, UI_STUDY) || !key) {
        return 0;
    }
    double done = studying_progress(&app->studying, key);
    float inner = width - 2 * PADDING - ICON_ROOM;
    Face face = face_of(app, studying_find(&app->studying, key));
    face.button = done < 0 ? face.button : NULL;
    float text = done < 0 ? ui_paragraph_height(ui, inner, style_muted(theme), face.text)
                          : BUTTON_HEIGHT + SPACE_1;
    Rect box = {x, y, width, 10 + TITLE_HEIGHT + text + 11};
    draw_box(ui->list, box, 9, theme->sunk, 1, theme->border);
    draw_name(ui->list, box, "stress-test");
    head(app, box, &face);
    float left = x + PADDING + ICON_ROOM, top = y + 10 + TITLE_HEIGHT;
    if (done < 0) {
        ui_paragraph(ui, left, top, inner, style_muted(theme), face.text);
    } else if (progress_row(ui, (Rect){left, top + SPACE_1, inner, BUTTON_HEIGHT},
                            "cancel-stress-test", done)) {
        studying_cancel(&app->studying);
        ui->again = true;
    }
    return box.h + SPACE_3;
}
