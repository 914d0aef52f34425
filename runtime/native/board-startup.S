/* From the first instruction to C: processor mode, floating point, stacks, cleared memory, exception vectors.
 *
 * Entered by the U-Boot SPL or an emulator in SVC or HYP mode, with the MMU off and nothing else to rely on.
 * Assembly because there is no stack yet, and because vectors and banked registers have no words in C.
 */
#define MODE_FIQ 0x11
#define MODE_IRQ 0x12
#define MODE_SVC 0x13
#define MODE_ABT 0x17
#define MODE_HYP 0x1a
#define MODE_UND 0x1b
#define MASK_AIF 0x1c0

  .syntax unified
  .arm /* as exceptions are taken; C is Thumb */
  .section .startup, "ax"
  .global _start
_start:
  mrs r0, cpsr
  and r1, r0, #0x1f
  cmp r1, #MODE_HYP
  bne 1f
  /* Leave HYP by a return from exception into SVC. */
  bic r0, r0, #0x1f
  orr r0, r0, #MODE_SVC
  orr r0, r0, #MASK_AIF
  .arch_extension virt
  msr spsr_hyp, r0
  adr lr, 1f
  msr elr_hyp, lr
  eret
1:
  cpsid aif, #MODE_SVC
  /* SCTLR: MMU M, alignment check A, caches C and I, branch prediction Z and high vectors V off. */
  mrc p15, 0, r0, c1, c0, 0
  bic r0, r0, #0x7
  bic r0, r0, #0x3800
  mcr p15, 0, r0, c1, c0, 0
  isb
  ldr r0, =vectors
  mcr p15, 0, r0, c12, c0, 0 /* VBAR */
  /* CPACR: full access to coprocessors 10 and 11; then FPEXC.EN. */
  mrc p15, 0, r0, c1, c0, 2
  orr r0, r0, #(0xf << 20)
  mcr p15, 0, r0, c1, c0, 2
  isb
  mov r0, #(1 << 30)
  vmsr fpexc, r0
  /* FPSCR: subnormals kept (FZ 0), round to nearest; DN 1 makes every NaN result the canonical one. */
  mov r0, #(1 << 25)
  vmsr fpscr, r0

  ldr r0, =__exception_stacks
  add r0, r0, #0x1000
  cps #MODE_FIQ
  mov sp, r0
  cps #MODE_IRQ
  mov sp, r0
  add r0, r0, #0x1000
  cps #MODE_ABT
  mov sp, r0
  add r0, r0, #0x1000
  cps #MODE_UND
  mov sp, r0
  add r0, r0, #0x1000
  cps #MODE_SVC
  mov sp, r0 /* until DRAM's size is known */

  ldr r0, =__bss_start
  ldr r1, =__bss_end
  mov r2, #0
2:
  cmp r0, r1
  strlo r2, [r0], #4
  blo 2b
  mov r6, #0 /* rt_throwing */
  bl board_prepare /* maps memory; returns the top of the stack */
  mov sp, r0
  mov fp, #0
  mov lr, #0
  b board_main

/* Saves r0-r15 and CPSR of the interrupted code on the mode's own stack and goes to C. `back` is how far LR is
 * beyond the instruction that the exception is about (ARM ARM, table of link register offsets, of Thumb code). */
  .macro exception cause, back
  sub lr, lr, #\back
  sub sp, sp, #80
  stmia sp, {r0-r12}
  str lr, [sp, #60]
  mrs r0, spsr
  str r0, [sp, #64]
  mrs r1, cpsr
  cps #MODE_SVC
  mov r2, sp
  mov r3, lr
  msr cpsr_c, r1
  str r2, [sp, #52]
  str r3, [sp, #56]
  mov r0, #\cause
  mov r1, sp
  b panic_exception
  .endm

  .text
  .balign 32
vectors:
  b unexpected
  b undefined
  b supervisor
  b prefetch
  b data
  b unexpected
  b interrupt
  b fast
unexpected: exception 0, 0
undefined: exception 1, 2
supervisor: exception 2, 2
prefetch: exception 3, 4
data: exception 4, 8
interrupt: exception 5, 4
fast: exception 6, 4

/* uint32_t board_semihosting(uint32_t operation, const void *argument): ARM semihosting, answered by the emulator. */
  .section .text.board_semihosting, "ax"
  .global board_semihosting
  .type board_semihosting, %function
board_semihosting:
  push {r4, lr}
  svc 0x123456
  pop {r4, pc}
