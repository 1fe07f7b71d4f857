/* The soft shadow of a rounded rectangle, as bytes of coverage. */
#ifndef FAULTLINE_PLATFORM_SHADOW_H
#define FAULTLINE_PLATFORM_SHADOW_H

#include "platform/coverage.h"

/* No padding: it is part of a key. */
typedef struct ShadowShape {
    int width, height; /* of the picture */
    int reach;         /* how far the shadow goes beyond the rectangle */
    int corner;        /* at each side, what differs from the middle */
    float radius, blur;
} ShadowShape;

/* The smallest picture that can be stretched, by its middle column and row, to the shadow of this
 * rectangle; in a direction where the rectangle is too small for that, the shadow itself. */
ShadowShape shadow_shape(int width, int height, float radius, float blur);
/* Paints shape->width * shape->height bytes. `coverage` is lent for the work. */
void shadow_paint(const ShadowShape *shape, Coverage *coverage, uint8_t *alpha);

#endif
