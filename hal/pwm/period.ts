// What the PERIOD registers of both PWM blocks have in common: | 31:16 period - 1 | 15:0 active |, counted at 24 MHz.

export const CRYSTAL_HZ = 24_000_000;
/** The counter has 16 bits. */
export const MAX_STEPS = 0x1_0000;

/** PERIOD for a period of `steps` of which `high` are active; what lies beyond 0 and `steps` counts as those. */
export function periodRegister(steps: number, high: number): number {
  const active = Math.min(steps, Math.max(0, Math.round(high)));
  return ((steps - 1) * 0x1_0000 + Math.min(active, 0xffff)) >>> 0;
}
