/* What state.sh must notice: a counter that nobody owns. */

int planted_state_next(void);

int planted_state_next(void) {
    static int planted_counter;
    return ++planted_counter;
}
