/* Page tables, caches and DRAM: the board's memory map.
 *
 *   0                 unmapped: null pointers fault
 *   0x01c00000 4 MiB  devices, never executable
 *   BOARD_DMA_BASE    read-write, never cached: what devices read and write by themselves
 *   DRAM              read-write, never executable, except the image's
 *     .text           read-only, executable
 *     .rodata         read-only
 *     8 MiB at the end: the stack, with an unmapped MiB below it
 *
 * ARMv7-A short descriptors; boundaries inside a MiB get a second-level table of 4 KiB pages. C because it
 * runs before the heap exists and talks to coprocessor 15.
 */
#include "board.h"

extern char __image_start[], __text_end[], __rodata_end[], __image_end[], __page_tables[];

#define DEVICES_START 0x01c00000u
#define DEVICES_END 0x02000000u
#define SECTION (1u << 20)
#define PAGE 4096u
#define SECOND_LEVEL_TABLES 16 /* 16 KiB after the first-level table of 16 KiB */

/* First-level section: AP[2] b15, TEX b14:12, AP[1:0] b11:10, XN b4, C b3, B b2, type b1:0 = 10; S b16. */
#if BOARD_CORTEX_A7
#define SECTION_SHARED (1u << 16)
#define PAGE_SHARED (1u << 10)
#define WALK 0x6au /* TTBR0: walks are write-back write-allocate, shareable */
#else
#define SECTION_SHARED 0u
#define PAGE_SHARED 0u
#define WALK 0x09u /* outer write-back write-allocate, inner cacheable */
#endif
#define SECTION_NORMAL (0x140eu | SECTION_SHARED) /* TEX 001 C B: write-back write-allocate; privileged read-write */
#define SECTION_UNCACHED (0x1402u | SECTION_SHARED) /* TEX 001: normal memory, not cacheable; privileged read-write */
#define SECTION_XN 0x10u
#define SECTION_READ_ONLY 0x8000u
#define SECTION_DEVICE 0x0416u                   /* TEX 000 B: shareable device; XN; privileged read-write */
/* Second-level small page: AP[2] b9, TEX b8:6, AP[1:0] b5:4, C b3, B b2, 1 b1, XN b0; S b10. */
#define PAGE_NORMAL (0x5eu | PAGE_SHARED)
#define PAGE_XN 0x1u
#define PAGE_READ_ONLY 0x200u

typedef enum { READ_WRITE, CODE, CONSTANTS } Access;

static Access access_of(uint32_t address) {
  if (address < (uint32_t)__image_start || address >= (uint32_t)__rodata_end) return READ_WRITE;
  return address < (uint32_t)__text_end ? CODE : CONSTANTS;
}
static uint32_t section_of(uint32_t address) {
  Access access = access_of(address);
  return address | SECTION_NORMAL | (access == CODE ? 0 : SECTION_XN) | (access == READ_WRITE ? 0 : SECTION_READ_ONLY);
}
static uint32_t page_of(uint32_t address) {
  Access access = access_of(address);
  return address | PAGE_NORMAL | (access == CODE ? 0 : PAGE_XN) | (access == READ_WRITE ? 0 : PAGE_READ_ONLY);
}
static bool has_boundary(uint32_t section) {
  uint32_t edges[] = {(uint32_t)__image_start, (uint32_t)__text_end, (uint32_t)__rodata_end};
  for (uint32_t i = 0; i < 3; i++)
    if (edges[i] > section && edges[i] - section < SECTION) return true;
  return false;
}

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

void board_map(uint32_t dram_end) {
  uint32_t *first = (uint32_t *)__page_tables, *second = first + 4096;
  uint32_t tables = 0, stack_low = dram_end - STACK_BYTES;
  for (uint32_t i = 0; i < 4096; i++) {
    uint32_t at = i * SECTION;
    if (at >= DEVICES_START && at < DEVICES_END) first[i] = at | SECTION_DEVICE;
    else if (at < BOARD_DRAM_BASE || at >= dram_end || (at >= stack_low - GUARD_BYTES && at < stack_low)) first[i] = 0;
    else if (at - BOARD_DMA_BASE < BOARD_DMA_BYTES) first[i] = at | SECTION_UNCACHED | SECTION_XN;
    else if (!has_boundary(at) || tables == SECOND_LEVEL_TABLES) first[i] = section_of(at);
    else {
      uint32_t *table = second + 256 * tables++;
      for (uint32_t page = 0; page < 256; page++) table[page] = page_of(at + page * PAGE);
      first[i] = (uint32_t)table | 1;
    }
  }
#if BOARD_CORTEX_A7
  uint32_t actlr;
  __asm__ volatile("mrc p15, 0, %0, c1, c0, 1" : "=r"(actlr));
  __asm__ volatile("mcr p15, 0, %0, c1, c0, 1" : : "r"(actlr | 1u << 6)); /* ACTLR.SMP, before the caches */
#endif
  invalidate_caches(false);
  uint32_t control;
  __asm__ volatile("mcr p15, 0, %0, c2, c0, 2" : : "r"(0));                       /* TTBCR */
  __asm__ volatile("mcr p15, 0, %0, c2, c0, 0" : : "r"((uint32_t)first | WALK));  /* TTBR0 */
  __asm__ volatile("mcr p15, 0, %0, c3, c0, 0" : : "r"(1));                       /* DACR: check permissions */
  __asm__ volatile("dsb\n\tisb" : : : "memory");
  __asm__ volatile("mrc p15, 0, %0, c1, c0, 0" : "=r"(control));
  control &= ~(1u << 1 | 1u << 28 | 1u << 29);            /* A: unaligned is fine; TRE, AFE: descriptors as above */
  control |= 1u | 1u << 2 | 1u << 11 | 1u << 12;          /* M, C, Z, I */
  __asm__ volatile("mcr p15, 0, %0, c1, c0, 0\n\tisb" : : "r"(control) : "memory");
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
