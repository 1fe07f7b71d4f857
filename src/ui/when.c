#include "ui/when.h"

#include <time.h>

enum { SECONDS_OF_DAY = 86400 };

static long day_of(const struct tm *local) {
    struct tm noon = *local;
    noon.tm_hour = 12;
    noon.tm_min = noon.tm_sec = 0;
    noon.tm_isdst = -1;
    return (long)(mktime(&noon) / SECONDS_OF_DAY);
}

const char *ui_when(Ui *ui, int64_t unix_s, int64_t now_s) {
    static const char *const DAYS[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                       "Thursday", "Friday", "Saturday"};
    static const char *const MONTHS[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    time_t then = (time_t)unix_s, now = (time_t)now_s;
    struct tm then_local, now_local;
    if (!localtime_r(&then, &then_local) || !localtime_r(&now, &now_local)) {
        return "";
    }
    long days = day_of(&now_local) - day_of(&then_local);
    if (days == 0) {
        return ui_format(ui, "today %d:%02d", then_local.tm_hour, then_local.tm_min);
    }
    if (days == 1) {
        return ui_format(ui, "yesterday %d:%02d", then_local.tm_hour, then_local.tm_min);
    }
    if (days > 1 && days < 7) {
        return DAYS[then_local.tm_wday];
    }
    return ui_format(ui, "%d %s", then_local.tm_mday, MONTHS[then_local.tm_mon]);
}
