/* A board as a platform: entry into the program, console, time, exits, device registers.
 *
 * Interrupts stay masked: drivers poll, and WFI wakes on a pending interrupt all the same. Text on the console
 * ends its lines with CR LF, except with INGOT_SEMIHOSTING, where tests compare bytes and stderr goes to the
 * emulator. The clock is for programs without a platform; drivers in TypeScript have their own.
 * C because it is what runs before and below compiled code.
 */
#include "board.h"

extern char __image_end[];

#define UART_THR REGISTER(BOARD_UART0_BASE + 0x00)
#define UART_LSR REGISTER(BOARD_UART0_BASE + 0x14)
#define LSR_THRE 0x20u        /* room for a byte */
#define LSR_TEMT 0x40u        /* all sent */
#define UART_PATIENCE 1000000u /* polls: many times a byte's 87 us at 115200 baud */
#define PAGE 4096u
#ifndef INGOT_GC_STRESS
#define INGOT_GC_STRESS 0
#endif
#ifndef INGOT_GC_VERIFY
#define INGOT_GC_VERIFY 0
#endif

uint32_t board_stack_top;

/* ---- Console ------------------------------------------------------------------------------------------ */

static void uart_raw(char c) {
  for (uint32_t i = 0; i < UART_PATIENCE && !(UART_LSR & LSR_THRE); i++) {}
  UART_THR = (uint8_t)c;
}
void uart_put(char c) {
#ifndef INGOT_SEMIHOSTING
  if (c == '\n') uart_raw('\r');
#endif
  uart_raw(c);
}
void uart_flush(void) {
  for (uint32_t i = 0; i < UART_PATIENCE && !(UART_LSR & LSR_TEMT); i++) {}
}

void platform_write(int stream, const void *bytes, size_t count) {
  const char *p = bytes;
#ifdef INGOT_SEMIHOSTING
  if (stream == 2) {
    uart_flush();
    for (size_t i = 0; i < count; i++) semihosting(0x03, p + i); /* SYS_WRITEC */
    return;
  }
#endif
  (void)stream;
  for (size_t i = 0; i < count; i++) uart_put(p[i]);
}

/* ---- Exits -------------------------------------------------------------------------------------------- */

#define WATCHDOG_KEY ((0xa57u << 1) | 1)

static _Noreturn void reset_after_a_second(void) {
#if BOARD_WATCHDOG_KIND == 0 /* sun4i: CTRL +0, MODE +4 (enable b0, reset b1, interval b6:3) */
  REGISTER(BOARD_WATCHDOG_BASE + 4) = 1u << 3 | 3;
  REGISTER(BOARD_WATCHDOG_BASE) = WATCHDOG_KEY;
#else /* sun6i: CTRL +0x10, CFG +0x14 (1: reset the system), MODE +0x18 (enable b0, interval b7:4) */
  REGISTER(BOARD_WATCHDOG_BASE + 0x14) = 1;
  REGISTER(BOARD_WATCHDOG_BASE + 0x18) = 1u << 4 | 1;
  REGISTER(BOARD_WATCHDOG_BASE + 0x10) = WATCHDOG_KEY;
#endif
  for (;;) __asm__ volatile("wfi");
}

/* Why the reset that follows happens, for hal/watchdog/reset-record.ts: the last line of the uncached memory. */
#define RESET_RECORD (BOARD_DMA_BASE + BOARD_DMA_BYTES - 64)
#define CAUSE_PANIC 0x52535403u
#define CAUSE_EXIT 0x52535404u
static void note_reset(uint32_t cause) {
  REGISTER(RESET_RECORD) = cause;
  REGISTER(RESET_RECORD + 4) = ~cause;
  __asm__ volatile("dsb" : : : "memory");
}

_Noreturn void board_stop(int32_t code) {
  note_reset(code == PANIC_STATUS ? CAUSE_PANIC : CAUSE_EXIT);
  uart_flush();
#ifdef INGOT_SEMIHOSTING
  uint32_t block[2] = {0x20026, (uint32_t)code}; /* ADP_Stopped_ApplicationExit */
  semihosting(0x20, block);                      /* SYS_EXIT_EXTENDED */
#endif
  (void)code;
  reset_after_a_second();
}

/* A program that ends well leaves the board quiet; any other end starts it again. */
/* A word of DRAM below the image, which the emulator can set before it starts a program with several parts. */
#define SELECTED_PROGRAM (BOARD_LOAD_ADDRESS - 16)
int32_t rt_selected_program(void) { return *(volatile int32_t *)SELECTED_PROGRAM; }
Value rt_program_argument(int32_t i) { return (void)i, VALUE_UNDEFINED; }
Value rt_host_file(int32_t operation, Obj *path, Obj *second) { return (void)operation, (void)path, (void)second, value_f64(-38); /* ENOSYS */ }

void rt_exit(int32_t code) {
#ifndef INGOT_SEMIHOSTING
  if (code == 0) {
    uart_flush();
    for (;;) __asm__ volatile("wfi");
  }
#endif
  board_stop(code);
}
void rt_cpu_halt(int32_t code) { board_stop(code); }
void rt_cpu_wait_for_interrupt(void) { __asm__ volatile("dsb\n\twfi" : : : "memory"); }

/* ---- Time and randomness -------------------------------------------------------------------------------- */

#if BOARD_CORTEX_A7
static void start_clock(void) {}
double rt_now_ms(void) { /* generic timer: CNTPCT at CNTFRQ, which the SPL leaves at 0 */
  uint32_t low, high, hertz;
  __asm__ volatile("mrrc p15, 0, %0, %1, c14" : "=r"(low), "=r"(high));
  __asm__ volatile("mrc p15, 0, %0, c14, c0, 0" : "=r"(hertz));
  return ((double)high * 4294967296.0 + low) * 1e3 / (hertz ? hertz : 24000000);
}
#else
/* Timer 2 of the A10, which no driver uses: 24 MHz, counting down; extended here at every reading, so a program
 * must read it once in 178 seconds, which every event loop does. */
#define TIMER2_CTRL REGISTER(BOARD_TIMER_BASE + 0x30)
#define TIMER2_INTV REGISTER(BOARD_TIMER_BASE + 0x34)
#define TIMER2_CUR REGISTER(BOARD_TIMER_BASE + 0x38)
static uint32_t last_count;
static double ticks; /* exact for eleven years */
static void start_clock(void) {
  TIMER2_INTV = 0xffffffff;
  TIMER2_CTRL = 0x07; /* enable, reload, 24 MHz crystal, continuous */
  last_count = TIMER2_CUR;
}
double rt_now_ms(void) {
  uint32_t count = TIMER2_CUR;
  ticks += (double)(last_count - count);
  last_count = count;
  return ticks / 24000;
}
#endif

/* There is no clock of the day here: time counts from the start of the board, as if that were 1970. */
double rt_wall_ms(void) { return rt_math_floor(rt_now_ms()); }
void rt_sleep_ms(double duration) {
  for (double end = rt_now_ms() + duration; rt_now_ms() < end;) {}
}

/* Not for secrets: xorshift64* seeded from the time that booting took. */
double rt_random(void) {
  static uint64_t state;
  if (!state) state = value_f64(rt_now_ms()) | 1;
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  uint64_t bits = state * UINT64_C(0x2545f4914f6cdd1d);
  return (double)(uint32_t)(bits >> 32) * 0x1p-32 + (double)((uint32_t)bits >> 11) * 0x1p-53;
}

/* ---- Device registers ------------------------------------------------------------------------------------ */

uint32_t rt_mmio_read32(uint32_t address) { return REGISTER(address); }
void rt_mmio_write32(uint32_t address, uint32_t value) { REGISTER(address) = value; }
void rt_mmio_barrier(void) { __asm__ volatile("dsb" : : : "memory"); }

/* Memory that a device shares: mapped uncached, so a copy is all there is to do. */
static uint8_t *block_bytes(Obj *bytes, int32_t offset, int32_t count) {
  Typed *t = (Typed *)bytes;
  if (offset >= 0 && count >= 0 && (uint64_t)offset + (uint64_t)count <= t->length) return t->data + offset;
  throw_error(E_RANGE, "copy of %d bytes at byte %d exceeds %d bytes", count, offset, (int32_t)t->length);
  return NULL;
}
void rt_mmio_read_block(uint32_t address, Obj *into, int32_t offset, int32_t count) {
  uint8_t *p = block_bytes(into, offset, count);
  if (p) memcpy(p, (const void *)(uintptr_t)address, (size_t)count);
}
void rt_mmio_write_block(uint32_t address, Obj *from, int32_t offset, int32_t count) {
  const uint8_t *p = block_bytes(from, offset, count);
  if (p) memcpy((void *)(uintptr_t)address, p, (size_t)count);
}

static uint8_t *fifo_bytes(Obj *bytes, int32_t offset, int32_t words) {
  Typed *t = (Typed *)bytes;
  if (offset >= 0 && words >= 0 && (uint64_t)offset + 4 * (uint64_t)words <= t->length) return t->data + offset;
  throw_error(E_RANGE, "FIFO transfer of %d words at byte %d exceeds %d bytes", words, offset, (int32_t)t->length);
  return NULL;
}
/* Frames and sectors stand at multiples of four; there four words are moved at a time, with as few instructions beside
   the accesses themselves as can be. */
typedef uint32_t __attribute__((may_alias)) Word;
void rt_mmio_read_fifo(uint32_t address, Obj *into, int32_t offset, int32_t words) {
  uint8_t *p = fifo_bytes(into, offset, words);
  if (!p) return;
  if (((uintptr_t)p & 3) == 0) {
    for (; words >= 4; words -= 4, p += 16) {
      uint32_t a = REGISTER(address), b = REGISTER(address), c = REGISTER(address), d = REGISTER(address);
      Word *w = (Word *)p;
      w[0] = a, w[1] = b, w[2] = c, w[3] = d;
    }
  }
  for (; words > 0; words--, p += 4) {
    uint32_t word = REGISTER(address);
    memcpy(p, &word, 4);
  }
}
void rt_mmio_write_fifo(uint32_t address, Obj *from, int32_t offset, int32_t words) {
  const uint8_t *p = fifo_bytes(from, offset, words);
  if (!p) return;
  if (((uintptr_t)p & 3) == 0) {
    for (; words >= 4; words -= 4, p += 16) {
      const Word *w = (const Word *)p;
      uint32_t a = w[0], b = w[1], c = w[2], d = w[3];
      REGISTER(address) = a, REGISTER(address) = b, REGISTER(address) = c, REGISTER(address) = d;
    }
  }
  for (; words > 0; words--, p += 4) {
    uint32_t word;
    memcpy(&word, p, 4);
    REGISTER(address) = word;
  }
}

/* ---- Entry ------------------------------------------------------------------------------------------------ */

/* DRAM size as the SPL found it: its header in SRAM has "SPL" at 0x14, version 3 or later at 0x17 and MiB at 0x24. */
static uint32_t dram_bytes(void) {
  uintptr_t sram = 0;
  __asm__("" : "+r"(sram)); /* hides from the compiler that this is address 0 */
  uint32_t magic = REGISTER(sram + 0x14), mebibytes = REGISTER(sram + 0x24);
  bool valid = (magic & 0xffffff) == 0x4c5053 && magic >> 24 >= 3 && mebibytes >= 128 && mebibytes <= 2048;
  return valid ? mebibytes << 20 : BOARD_DRAM_SIZE;
}

/* Called with the MMU off and a small stack; the returned stack is mapped. */
uint32_t board_prepare(void) {
  uint32_t end = BOARD_DRAM_BASE + dram_bytes();
  board_map(end);
  board_stack_top = end;
  return end;
}

static void end_if_throwing(void) {
  if (!rt_throwing) return;
  ingot_hook_uncaught(rt_catch());
  rt_exit(1);
}

_Noreturn void board_main(void) {
  start_clock();
  uint32_t heap = ((uint32_t)__image_end + PAGE - 1) & ~(PAGE - 1);
  gc_init(heap, board_stack_top - STACK_BYTES - GUARD_BYTES, board_stack_top, INGOT_GC_STRESS, INGOT_GC_VERIFY);
  strings_init();
  ingot_main();
  end_if_throwing();
  ingot_hook_run();
  end_if_throwing();
  rt_exit(0);
  __builtin_unreachable();
}
