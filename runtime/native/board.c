/* A board as a platform: memory management unit, device registers, entry into the program.
 *
 * The memory map, the console, panics, exits and time are TypeScript (hal/base), called by the hooks at the end of ingot.h.
 * Interrupts stay masked: drivers poll, and WFI wakes on a pending interrupt all the same. C because it talks to
 * coprocessor 15 and runs before and below compiled code.
 *
 * The build passes as macros: BOARD_UART0_BASE, BOARD_DRAM_BASE, BOARD_DRAM_SIZE (bytes; used when the SPL left no size),
 * BOARD_CORTEX_A7 (0: Cortex-A8), BOARD_WATCHDOG_BASE, BOARD_WATCHDOG_KIND (0 sun4i, 1 sun6i), BOARD_TIMER_BASE,
 * BOARD_LOAD_ADDRESS, BOARD_DMA_BASE and BOARD_DMA_BYTES (whole MiB of DRAM that is mapped uncached).
 * INGOT_SEMIHOSTING: exits and stderr go to an emulator.
 */
#include "internal.h"

#ifndef BOARD_UART0_BASE
#error "a board constant is missing: build through sdk/image, or pass the BOARD_ macros that runtime/native/README.md lists"
#endif
#ifndef INGOT_SEMIHOSTING
#define INGOT_SEMIHOSTING 0
#endif
#ifndef INGOT_GC_STRESS
#define INGOT_GC_STRESS 0
#endif
#ifndef INGOT_GC_VERIFY
#define INGOT_GC_VERIFY 0
#endif
#define STACK_BYTES (8u << 20) /* as hal/base/words.ts has them */
#define GUARD_BYTES (1u << 20)
#define PAGE 4096u
#define REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))

extern char __image_start[], __text_end[], __rodata_end[], __image_end[], __page_tables[];

/* In the order of hal/base/words.ts; the first is the end of DRAM once it is known. */
static uint32_t words[] = {0, BOARD_UART0_BASE, BOARD_DRAM_BASE, BOARD_DRAM_SIZE, BOARD_CORTEX_A7, BOARD_WATCHDOG_BASE,
                           BOARD_WATCHDOG_KIND, BOARD_TIMER_BASE, BOARD_LOAD_ADDRESS, BOARD_DMA_BASE, BOARD_DMA_BYTES,
                           INGOT_SEMIHOSTING, (uint32_t)__image_start, (uint32_t)__text_end, (uint32_t)__rodata_end,
                           (uint32_t)__page_tables, (uint32_t)ingot_build_id};
uint32_t rt_board_word(int32_t i) { return words[i]; }
uint32_t rt_stack_address(void) { return (uint32_t)__builtin_frame_address(0); }

/* ---- Console, ends ------------------------------------------------------------------------------------- */

void platform_write(int stream, const void *bytes, size_t count) { ingot_hook_board_write((uint32_t)stream, (uint32_t)bytes, count); }

uint32_t board_semihosting(uint32_t operation, const void *argument);
void rt_semihosting(uint32_t operation, uint32_t first, uint32_t second) {
  uint32_t block[] = {first, second};
  board_semihosting(operation, block);
}

/* In the order that board-startup.S stores them; then what coprocessor 15 says about an abort. */
typedef struct { uint32_t r[13], sp, lr, pc, cpsr, status, address; } Registers;
_Noreturn void panic_exception(uint32_t cause, Registers *regs) {
  rt_throwing = 0; /* or compiled code would turn back at its first test */
  regs->status = 0;
  regs->address = regs->pc;
  if (cause == 4) {
    __asm__ volatile("mrc p15, 0, %0, c5, c0, 0" : "=r"(regs->status));  /* DFSR */
    __asm__ volatile("mrc p15, 0, %0, c6, c0, 0" : "=r"(regs->address)); /* DFAR */
  } else if (cause == 3) {
    __asm__ volatile("mrc p15, 0, %0, c5, c0, 1" : "=r"(regs->status));  /* IFSR */
    __asm__ volatile("mrc p15, 0, %0, c6, c0, 2" : "=r"(regs->address)); /* IFAR */
  }
  for (;;) ingot_hook_board_panic(cause, (uint32_t)regs, regs->sp);
}
_Noreturn void panic_text(const char *message) {
  rt_throwing = 0;
  for (;;) ingot_hook_board_panic(7, (uint32_t)message, (uint32_t)__builtin_frame_address(0));
}

void rt_exit(int32_t code) { ingot_hook_board_exit((uint32_t)code); }
void rt_cpu_halt(int32_t code) { ingot_hook_board_stop((uint32_t)code); }
void rt_cpu_wait_for_interrupt(void) { __asm__ volatile("dsb\n\twfi" : : : "memory"); }

/* A word of DRAM below the image, which the emulator can set before it starts a program with several parts. */
int32_t rt_selected_program(void) { return (int32_t)REGISTER(BOARD_LOAD_ADDRESS - 16); }
Value rt_program_argument(int32_t i) { return (void)i, VALUE_UNDEFINED; }
double rt_host_call(int32_t operation, Obj *arguments) { return (void)operation, (void)arguments, -38; /* ENOSYS */ }

/* ---- Memory management unit and caches ------------------------------------------------------------------- */

#if BOARD_CORTEX_A7
#define WALK 0x6au /* TTBR0: walks are write-back write-allocate, shareable */
#else
#define WALK 0x09u /* outer write-back write-allocate, inner cacheable */
#endif

/* Discards what the caches hold, which is undefined after reset on the Cortex-A8, or first writes it to memory: DCISW
 * or DCCISW over all levels, then ICIALLU. */
static void invalidate_caches(bool clean) {
  uint32_t levels, zero = 0;
  __asm__ volatile("mrc p15, 1, %0, c0, c0, 1" : "=r"(levels)); /* CLIDR */
  for (uint32_t level = 0; level < (levels >> 24 & 7); level++) {
    if ((levels >> (3 * level) & 7) < 2) continue; /* no data cache here */
    uint32_t size;
    __asm__ volatile("mcr p15, 2, %0, c0, c0, 0" : : "r"(level << 1)); /* CSSELR */
    __asm__ volatile("isb");
    __asm__ volatile("mrc p15, 1, %0, c0, c0, 0" : "=r"(size)); /* CCSIDR */
    uint32_t line = (size & 7) + 4, ways = size >> 3 & 0x3ff, sets = size >> 13 & 0x7fff;
    uint32_t way_shift = ways ? (uint32_t)__builtin_clz(ways) : 0;
    for (uint32_t way = 0; way <= ways; way++)
      for (uint32_t set = 0; set <= sets; set++) {
        uint32_t at = way << way_shift | set << line | level << 1;
        if (clean) __asm__ volatile("mcr p15, 0, %0, c7, c14, 2" : : "r"(at));
        else __asm__ volatile("mcr p15, 0, %0, c7, c6, 2" : : "r"(at));
      }
  }
  __asm__ volatile("mcr p15, 0, %0, c7, c5, 0" : : "r"(zero)); /* ICIALLU */
  __asm__ volatile("mcr p15, 0, %0, c7, c5, 6" : : "r"(zero)); /* BPIALL */
  __asm__ volatile("mcr p15, 0, %0, c8, c7, 0" : : "r"(zero)); /* TLBIALL */
  __asm__ volatile("dsb\n\tisb" : : : "memory");
}

/* Called with the MMU off and a small stack; the returned stack is mapped. */
uint32_t board_prepare(void) {
  words[0] = (uint32_t)ingot_hook_board_prepare();
#if BOARD_CORTEX_A7
  uint32_t actlr;
  __asm__ volatile("mrc p15, 0, %0, c1, c0, 1" : "=r"(actlr));
  __asm__ volatile("mcr p15, 0, %0, c1, c0, 1" : : "r"(actlr | 1u << 6)); /* ACTLR.SMP, before the caches */
#endif
  invalidate_caches(false);
  uint32_t control;
  __asm__ volatile("mcr p15, 0, %0, c2, c0, 2" : : "r"(0));                       /* TTBCR */
  __asm__ volatile("mcr p15, 0, %0, c2, c0, 0" : : "r"((uint32_t)__page_tables | WALK));  /* TTBR0 */
  __asm__ volatile("mcr p15, 0, %0, c3, c0, 0" : : "r"(1));                       /* DACR: check permissions */
  __asm__ volatile("dsb\n\tisb" : : : "memory");
  __asm__ volatile("mrc p15, 0, %0, c1, c0, 0" : "=r"(control));
  control &= ~(1u << 1 | 1u << 28 | 1u << 29);            /* A: unaligned is fine; TRE, AFE: descriptors as above */
  control |= 1u | 1u << 2 | 1u << 11 | 1u << 12;          /* M, C, Z, I */
  __asm__ volatile("mcr p15, 0, %0, c1, c0, 0\n\tisb" : : "r"(control) : "memory");
  return words[0];
}

/* Enters another program as the SPL enters this one: caches written back and off, MMU off. Once the data cache is off
 * the stack is out of reach, so nothing is kept there. */
void rt_cpu_jump(uint32_t address) {
  invalidate_caches(true);
  __asm__ volatile(
      "mrc p15, 0, r1, c1, c0, 0\n\t"
      "bic r1, r1, #0x5\n\t"    /* M, C */
      "bic r1, r1, #0x1800\n\t" /* Z, I */
      "mcr p15, 0, r1, c1, c0, 0\n\t"
      "mov r1, #0\n\t"
      "mcr p15, 0, r1, c7, c5, 0\n\t" /* ICIALLU */
      "mcr p15, 0, r1, c7, c5, 6\n\t" /* BPIALL */
      "mcr p15, 0, r1, c8, c7, 0\n\t" /* TLBIALL */
      "dsb\n\tisb\n\tbx %0"
      : : "r"(address) : "r1", "memory");
  __builtin_unreachable();
}

/* ---- Device registers ------------------------------------------------------------------------------------ */

uint32_t rt_mmio_read32(uint32_t address) { return REGISTER(address); }
void rt_mmio_write32(uint32_t address, uint32_t value) { REGISTER(address) = value; }
void rt_mmio_barrier(void) { __asm__ volatile("dsb" : : : "memory"); }

/* hal/mmio.ts has checked the bounds. Memory that a device shares is mapped uncached, so a copy is all there is to do. */
void rt_mmio_read_block(uint32_t address, Obj *into, int32_t offset, int32_t count) {
  memcpy(((Typed *)into)->data + offset, (const void *)(uintptr_t)address, (size_t)count);
}
void rt_mmio_write_block(uint32_t address, Obj *from, int32_t offset, int32_t count) {
  memcpy((void *)(uintptr_t)address, ((Typed *)from)->data + offset, (size_t)count);
}

/* Frames and sectors stand at multiples of four; there four words are moved at a time, with as few instructions beside
   the accesses themselves as can be. */
typedef uint32_t __attribute__((may_alias)) Word;
void rt_mmio_read_fifo(uint32_t address, Obj *into, int32_t offset, int32_t words) {
  uint8_t *p = ((Typed *)into)->data + offset;
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
  const uint8_t *p = ((Typed *)from)->data + offset;
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

_Noreturn void board_main(void) {
  uint32_t heap = ((uint32_t)__image_end + PAGE - 1) & ~(PAGE - 1);
  gc_init(heap, words[0] - STACK_BYTES - GUARD_BYTES, words[0], INGOT_GC_STRESS, INGOT_GC_VERIFY);
  run_program();
  __builtin_unreachable();
}
