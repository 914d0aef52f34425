/* The last words of a program on a board: what happened, registers, return addresses, build.
 *
 *   ingot panic: <what happened>
 *     fault <cause> status 0x........ address 0x........        (exceptions only)
 *     pc 0x........ sp 0x........ lr 0x........ cpsr 0x........  (exceptions only)
 *     r0 0x........ ... r12 0x........                           (exceptions only)
 *     at 0x........                                              (innermost first)
 *     build <id>
 *
 * Addresses after `at` are return addresses found on the stack: words that point into .text just behind a call.
 * Stale ones can be among them; `ingot decode` turns them into file and line. Output is polled and bounded; the
 * heap is not touched. Then the board resets. C because it must work when nothing else does.
 */
#include "board.h"

extern char __image_start[], __text_end[];

#define MAX_FRAMES 32
#define MAX_WORDS 16384        /* of stack looked at: 64 KiB */
#define STATUS_TRANSLATION_SECTION 0x5
#define STATUS_TRANSLATION_PAGE 0x7
#define STATUS_PERMISSION_SECTION 0xd
#define STATUS_PERMISSION_PAGE 0xf
#define STATUS_ALIGNMENT 0x1
#define DFSR_WRITE (1u << 11)

/* In the order that board-startup.S stores them. */
typedef struct { uint32_t r[13], sp, lr, pc, cpsr; } Registers;

/* The record stays in uncached memory as well, for hal/watchdog/panic-note.ts: mark, length, text. */
#define PANIC_NOTE (BOARD_DMA_BASE + BOARD_DMA_BYTES - 64 - 1024)
#define PANIC_MARK 0x434e4150u
static void put_char(char c) {
  uint32_t length = REGISTER(PANIC_NOTE + 4);
  if (length < 1024 - 8) {
    *(volatile char *)(uintptr_t)(PANIC_NOTE + 8 + length) = c;
    REGISTER(PANIC_NOTE + 4) = length + 1;
  }
  uart_put(c);
}
static void put(const char *s) { while (*s) put_char(*s++); }
static void put_hex(uint32_t v) {
  put("0x");
  for (int32_t i = 28; i >= 0; i -= 4) put_char("0123456789abcdef"[v >> i & 15]);
}
static void put_named(const char *name, uint32_t v) {
  put(name);
  put_hex(v);
}

/* A word that points just behind a call instruction of this image: Thumb's BL, BLX label or BLX register, with bit 0
 * set as those instructions leave it in LR. */
static bool is_return_address(uint32_t word) {
  if (!(word & 1) || word < (uint32_t)__image_start + 4 || word >= (uint32_t)__text_end) return false;
  const uint16_t *behind = (const uint16_t *)(word - 1);
  uint32_t first = behind[-2], second = behind[-1];
  return (second & 0xff87) == 0x4780 || ((first & 0xf800) == 0xf000 && (second & 0xc000) == 0xc000);
}

/* Fills `out` with return addresses above `sp`, innermost first. */
static uint32_t walk(uint32_t sp, uint32_t *out, uint32_t room) {
  uint32_t low = board_stack_top - STACK_BYTES, n = 0;
  if (sp < low && sp >= low - GUARD_BYTES) sp = low; /* overflowed */
  if (!board_stack_top || sp < low || sp >= board_stack_top) return 0;
  const uint32_t *p = (const uint32_t *)(sp & ~3u), *end = (const uint32_t *)board_stack_top;
  for (uint32_t words = 0; p < end && words < MAX_WORDS && n < room; p++, words++)
    if (is_return_address(*p)) out[n++] = *p - 1;
  return n;
}

static _Noreturn void end_record(uint32_t sp) {
  uint32_t frames[MAX_FRAMES], n = walk(sp, frames, MAX_FRAMES);
  for (uint32_t i = 0; i < n; i++) {
    put_named("  at ", frames[i]);
    put("\n");
  }
  put("  build ");
  put(ingot_build_id);
  put("\n");
  board_stop(PANIC_STATUS);
}

static void begin_record(void) {
  static bool panicking;
  if (panicking) {
    put("\ningot panic: a second fault while reporting the first\n");
    board_stop(PANIC_STATUS);
  }
  panicking = true;
  REGISTER(PANIC_NOTE) = PANIC_MARK;
  REGISTER(PANIC_NOTE + 4) = 0;
  put("\ningot panic: ");
}

static const char *data_cause(uint32_t status, uint32_t address) {
  uint32_t guard = board_stack_top - STACK_BYTES - GUARD_BYTES, code = (status & 15) | (status >> 6 & 16);
  if (board_stack_top && address - guard < GUARD_BYTES) return "stack overflow";
  switch (code) {
    case STATUS_TRANSLATION_SECTION: case STATUS_TRANSLATION_PAGE:
      return status & DFSR_WRITE ? "write to unmapped memory" : "read of unmapped memory";
    case STATUS_PERMISSION_SECTION: case STATUS_PERMISSION_PAGE: return "write to read-only memory";
    case STATUS_ALIGNMENT: return "unaligned access";
    default: return "nothing answers at this address";
  }
}

_Noreturn void panic_exception(uint32_t cause, const Registers *regs) {
  static const char *const names[] = {"unexpected", "undefined-instruction", "supervisor-call", "prefetch-abort", "data-abort", "interrupt", "fast-interrupt"};
  uint32_t status = 0, address = regs->pc;
  const char *text = names[cause];
  begin_record();
  if (cause == 4) {
    __asm__ volatile("mrc p15, 0, %0, c5, c0, 0" : "=r"(status));  /* DFSR */
    __asm__ volatile("mrc p15, 0, %0, c6, c0, 0" : "=r"(address)); /* DFAR */
    text = data_cause(status, address);
  } else if (cause == 3) {
    __asm__ volatile("mrc p15, 0, %0, c5, c0, 1" : "=r"(status));  /* IFSR */
    __asm__ volatile("mrc p15, 0, %0, c6, c0, 2" : "=r"(address)); /* IFAR */
    text = "execution of memory that is not code";
  } else if (cause == 1) text = "undefined instruction";
  else if (cause >= 5) text = "interrupt that nobody asked for";
  put(text);
  put("\n  fault ");
  put(names[cause]);
  put_named(" status ", status);
  put_named(" address ", address);
  put_named("\n  pc ", regs->pc);
  put_named(" sp ", regs->sp);
  put_named(" lr ", regs->lr);
  put_named(" cpsr ", regs->cpsr);
  for (uint32_t i = 0; i < 13; i++) {
    put(i == 0 || i == 7 ? "\n  r" : " r");
    if (i >= 10) put_char('1');
    put_char((char)('0' + (i < 10 ? i : i - 10)));
    put_named(" ", regs->r[i]);
  }
  put("\n");
  if (regs->pc >= (uint32_t)__image_start && regs->pc < (uint32_t)__text_end) {
    put_named("  at ", regs->pc + 2); /* as if it were a return address: decoders look one byte before it */
    put("\n");
  }
  if (is_return_address(regs->lr)) {
    put_named("  at ", regs->lr - 1);
    put("\n");
  }
  end_record(regs->sp);
}

_Noreturn void panic_text(const char *message) {
  begin_record();
  put(message);
  put("\n");
  end_record((uint32_t)__builtin_frame_address(0));
}

void rt_panic(Obj *message) {
  const Str *s = str_flat(message);
  begin_record();
  for (uint32_t i = 0; i < s->length; i++) {
    uint32_t unit = str_unit(s, i);
    put_char(unit >= ' ' && unit < 127 ? (char)unit : '?');
  }
  put("\n");
  end_record((uint32_t)__builtin_frame_address(0));
}

/* error.stack below its first line: one "at" line per return address, for `ingot decode`. */
Obj *rt_capture_stack(Obj *error) {
  (void)error;
  uint32_t frames[10], n = walk((uint32_t)__builtin_frame_address(0), frames, 10);
  Obj *text = str_bytes("", 0);
  for (uint32_t i = 0; i < n; i++) {
    char line[] = "\n    at 0x00000000";
    for (uint32_t k = 0; k < 8; k++) line[10 + k] = "0123456789abcdef"[frames[i] >> (28 - 4 * k) & 15];
    text = rt_str_concat(text, str_text(line));
  }
  return text;
}
