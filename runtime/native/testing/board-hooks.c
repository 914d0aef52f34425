/* hal/base in a few lines, for harnesses without the library: a memory map without protection, the emulator's console
 * and its exit. Not part of the native core.
 */
double ingot_hook_board_prepare(void) {
  uint32_t *table = (uint32_t *)rt_board_word(15), end = BOARD_DRAM_BASE + BOARD_DRAM_SIZE;
  for (uint32_t i = 0; i < 4096; i++) table[i] = i << 20 | (i << 20 >= BOARD_DRAM_BASE && i << 20 < end ? 0x1140e : 0x416);
  return end;
}
void ingot_hook_board_write(uint32_t stream, uint32_t address, uint32_t count) {
  (void)stream;
  volatile uint32_t *uart = (volatile uint32_t *)BOARD_UART0_BASE;
  for (const char *p = (const char *)address; count--; p++) {
    while (!(uart[5] & 0x20)) {} /* LSR: room for a byte */
    uart[0] = (uint8_t)*p;
  }
}
void ingot_hook_board_stop(uint32_t code) { rt_semihosting(0x20, 0x20026, code); }
void ingot_hook_board_exit(uint32_t code) { ingot_hook_board_stop(code); }
void ingot_hook_board_panic(uint32_t cause, uint32_t place, uint32_t sp) {
  (void)cause, (void)place, (void)sp;
  ingot_hook_board_stop(70);
}
