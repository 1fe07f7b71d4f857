#include "ui/progress_row.h"

#include <math.h>

#include "ui/widgets.h"

enum { CANCEL_WIDTH = 72, BAR_HEIGHT = 6 };

bool progress_row(Ui *ui, Rect row, const char *cancel, double done) {
    bool stops =
        ui_button(ui, cut_right(&row, CANCEL_WIDTH), (Button){.label = "Cancel", .name = cancel});
    (void)cut_right(&row, SPACE_3);
    const char *told = ui_format(ui, "Playing, %d %%", (int)(done * 100));
    ui_text(ui, (Rect){row.x, row.y, row.w, 18}, style_faint(ui->theme), ALIGN_LEFT, told);
    Rect bar = {row.x, row.y + 20, row.w, BAR_HEIGHT};
    draw_rect(ui->list, bar, BAR_HEIGHT / 2.0F, ui->theme->sunk);
    bar.w = fmaxf(bar.w * (float)done, BAR_HEIGHT);
    draw_rect(ui->list, bar, BAR_HEIGHT / 2.0F, ui->theme->accent);
    return stops;
}
