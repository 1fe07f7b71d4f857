#include <string.h>

#include "base/text.h"

/* The length of the valid character at the start of `bytes`, or 0 when there is none. */
static size_t decode(const char *bytes, size_t length, uint32_t *codepoint) {
    const unsigned char *b = (const unsigned char *)bytes;
    if (length == 0) {
        return 0;
    }
    if (b[0] < 0x80) {
        *codepoint = b[0];
        return 1;
    }
    size_t size = b[0] >= 0xf0 ? 4 : b[0] >= 0xe0 ? 3 : 2;
    if (b[0] < 0xc2 || b[0] > 0xf4 || length < size) {
        return 0;
    }
    uint32_t value = b[0] & (0x7fU >> size);
    for (size_t i = 1; i < size; i++) {
        if ((b[i] & 0xc0) != 0x80) {
            return 0;
        }
        value = value << 6 | (b[i] & 0x3fU);
    }
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < smallest[size] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) {
        return 0;
    }
    *codepoint = value;
    return size;
}

/* Whether the next eight bytes are ASCII without a NUL, as is most of what there is. */
static bool is_plain(const char *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    uint64_t below_one = (word - UINT64_C(0x0101010101010101)) & ~word;
    return ((word | below_one) & UINT64_C(0x8080808080808080)) == 0;
}

size_t utf8_check(const char *bytes, size_t length) {
    size_t offset = 0;
    while (offset < length) {
        if (length - offset >= sizeof(uint64_t) && is_plain(bytes + offset)) {
            offset += sizeof(uint64_t);
            continue;
        }
        if (bytes[offset] > 0 && bytes[offset] < 0x7f) {
            offset++;
            continue;
        }
        uint32_t codepoint = 0;
        size_t size = decode(bytes + offset, length - offset, &codepoint);
        if (size == 0 || codepoint == 0) {
            return offset;
        }
        offset += size;
    }
    return length;
}

uint32_t utf8_next(const char *text, size_t length, size_t *offset) {
    uint32_t codepoint = 0xfffd;
    size_t size = *offset < length ? decode(text + *offset, length - *offset, &codepoint) : 0;
    *offset += size ? size : 1;
    return codepoint;
}

size_t utf8_previous(const char *text, size_t offset) {
    if (offset == 0) {
        return 0;
    }
    size_t limit = offset > 4 ? offset - 4 : 0;
    for (size_t start = offset; start-- > limit;) {
        if (((unsigned char)text[start] & 0xc0) != 0x80) {
            uint32_t codepoint;
            return decode(text + start, offset - start, &codepoint) == offset - start ? start
                                                                                      : offset - 1;
        }
    }
    return offset - 1;
}

size_t utf8_encode(uint32_t codepoint, char out[4]) {
    unsigned char *o = (unsigned char *)out;
    if (codepoint > 0x10ffff || (codepoint >= 0xd800 && codepoint <= 0xdfff)) {
        codepoint = 0xfffd;
    }
    if (codepoint < 0x80) {
        o[0] = (unsigned char)codepoint;
        return 1;
    }
    size_t size = codepoint < 0x800 ? 2 : codepoint < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--) {
        o[i] = (unsigned char)(0x80 | (codepoint & 0x3f));
        codepoint >>= 6;
    }
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    o[0] = (unsigned char)(lead[size] | codepoint);
    return size;
}
