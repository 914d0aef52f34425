// The answer to CMD6, SWITCH_FUNC: which functions a card has, and which it now uses. SD Physical Layer
// Specification, section 4.3.10, table 4-13.
//
// Pure. Of the six groups only the first, the access mode, is looked at; its function 1 is high speed (50 MHz).

/** Bytes of the status: 512 bits, sent with bit 511 first. */
export const SWITCH_STATUS_BYTES = 64;

/** CMD6 arguments: 0xf leaves a group as it is. Mode 0 asks, mode 1 (b31) switches. */
export const ASK_HIGH_SPEED = 0x00ff_fff1;
export const SWITCH_TO_HIGH_SPEED = 0x80ff_fff1;

/** Bits 415:400, functions of group 1 that the card has: b401 is high speed. */
const GROUP_1_SUPPORT_LOW = 13;
/** Bits 379:376, function of group 1 that is in use, or 0xf when the switch was refused. */
const GROUP_1_FUNCTION = 16;
const HIGH_SPEED = 1;

/** Whether the card has the high-speed function. */
export function hasHighSpeed(status: Uint8Array): boolean {
  return (status[GROUP_1_SUPPORT_LOW]! & (1 << HIGH_SPEED)) !== 0;
}

/** Whether the card has switched to high speed, as the status of a switch says. */
export function runsAtHighSpeed(status: Uint8Array): boolean {
  return (status[GROUP_1_FUNCTION]! & 0x0f) === HIGH_SPEED;
}
