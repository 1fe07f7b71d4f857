/* Cutting rectangles: a panel is laid out by taking strips off what is left of it. */
#ifndef FAULTLINE_UI_LAYOUT_H
#define FAULTLINE_UI_LAYOUT_H

#include "board/draw.h"

/* The steps of every gap and margin. */
enum { SPACE_1 = 4, SPACE_2 = 8, SPACE_3 = 12, SPACE_4 = 16, SPACE_5 = 24 };

/* Each takes a strip off `from`, which becomes what is left, and returns the strip. */
Rect cut_top(Rect *from, float height);
Rect cut_bottom(Rect *from, float height);
Rect cut_left(Rect *from, float width);
Rect cut_right(Rect *from, float width);
/* A rectangle of this size in the middle of another. */
Rect rect_center(Rect in, float width, float height);
Rect rect_intersect(Rect a, Rect b); /* of no size when they do not meet */
Rect rect_shrink(Rect rect, float horizontal, float vertical);

#endif
