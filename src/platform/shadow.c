#include "platform/shadow.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* As in CSS: the blur is twice the standard deviation. Past two and a half of those, less than one
 * part in a hundred is left. */
static const float SIGMAS = 2.5F;

ShadowShape shadow_shape(int width, int height, float radius, float blur) {
    radius = fmaxf(0, fminf(radius, fminf((float)width, (float)height) / 2));
    int reach = (int)ceilf(SIGMAS * blur / 2);
    int corner = 2 * reach + (int)ceilf(radius);
    int smallest = 2 * (corner - reach) + 1;
    return (ShadowShape){.width = 2 * reach + (width < smallest ? width : smallest),
                         .height = 2 * reach + (height < smallest ? height : smallest),
                         .reach = reach,
                         .corner = corner,
                         .radius = radius,
                         .blur = blur};
}

/* Blurs `count` values that are `step` apart. */
static void blur_line(uint8_t *values, int count, ptrdiff_t step, const float *kernel, int reach,
                      float *scratch) {
    for (int i = 0; i < count; i++) {
        float sum = 0;
        int from = i - reach < 0 ? -i : -reach;
        int to = i + reach >= count ? count - 1 - i : reach;
        for (int k = from; k <= to; k++) {
            sum += kernel[k < 0 ? -k : k] * (float)values[(i + k) * step];
        }
        scratch[i] = sum;
    }
    for (int i = 0; i < count; i++) {
        values[i * step] = (uint8_t)fminf(255, scratch[i] + 0.5F);
    }
}

void shadow_paint(const ShadowShape *shape, Coverage *coverage, uint8_t *alpha) {
    int reach = shape->reach;
    coverage_start(coverage, shape->width, shape->height);
    Rect rect = {(float)reach, (float)reach, (float)(shape->width - 2 * reach),
                 (float)(shape->height - 2 * reach)};
    coverage_add_rounded(coverage, rect, shape->radius, DIRECTION_ADD);
    coverage_take(coverage, alpha);
    if (reach == 0) {
        return;
    }
    float *kernel = memory_allocate(((size_t)reach + 1) * sizeof *kernel);
    float sigma = shape->blur / 2;
    float total = 0;
    for (int i = 0; i <= reach; i++) {
        kernel[i] = expf(-(float)(i * i) / (2 * sigma * sigma));
        total += i == 0 ? kernel[i] : 2 * kernel[i];
    }
    for (int i = 0; i <= reach; i++) {
        kernel[i] /= total;
    }
    int longest = shape->width > shape->height ? shape->width : shape->height;
    float *scratch = memory_allocate((size_t)longest * sizeof *scratch);
    for (int y = 0; y < shape->height; y++) {
        blur_line(alpha + (ptrdiff_t)y * shape->width, shape->width, 1, kernel, reach, scratch);
    }
    for (int x = 0; x < shape->width; x++) {
        blur_line(alpha + x, shape->height, shape->width, kernel, reach, scratch);
    }
    free(scratch);
    free(kernel);
}
