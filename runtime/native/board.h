/* What the board's files share, and the board constants that the build passes as macros.
 *
 * BOARD_UART0_BASE, BOARD_DRAM_BASE, BOARD_DRAM_SIZE (bytes; used when the SPL left no size), BOARD_CORTEX_A7
 * (0: Cortex-A8), BOARD_WATCHDOG_BASE, BOARD_WATCHDOG_KIND (0 sun4i, 1 sun6i), BOARD_TIMER_BASE, BOARD_LOAD_ADDRESS,
 * BOARD_DMA_BASE and BOARD_DMA_BYTES (whole MiB of DRAM that is mapped uncached).
 * INGOT_SEMIHOSTING: exits and stderr go to an emulator. C because it serves the files that must be C.
 */
#ifndef INGOT_BOARD_H
#define INGOT_BOARD_H

#include "internal.h"

#if !defined(BOARD_UART0_BASE) || !defined(BOARD_DRAM_BASE) || !defined(BOARD_DRAM_SIZE) || !defined(BOARD_CORTEX_A7) || \
    !defined(BOARD_WATCHDOG_BASE) || !defined(BOARD_WATCHDOG_KIND) || !defined(BOARD_TIMER_BASE) || !defined(BOARD_LOAD_ADDRESS) || \
    !defined(BOARD_DMA_BASE) || !defined(BOARD_DMA_BYTES)
#error "a board constant is missing: build through sdk/image, or pass the BOARD_ macros that runtime/native/README.md lists"
#endif

#define STACK_BYTES (8u << 20)
#define PANIC_STATUS 70
#define GUARD_BYTES (1u << 20) /* unmapped, below the stack: one section */

#define REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))

extern uint32_t board_stack_top; /* end of DRAM */

uint32_t semihosting(uint32_t operation, const void *argument);
void uart_put(char c);           /* polled, bounded: never hangs on a dead UART */
void uart_flush(void);
void board_map(uint32_t dram_end); /* MMU and caches on */
_Noreturn void board_stop(int32_t code);

#endif
