// A button that, held for five seconds, makes the board forget its settings and start anew.

import type { InputPin } from "ingot/hal";

const LOOK_MS = 100;
const HOLD_MS = 5000;

/**
 * Calls `reset` once when `button`, which connects its pin to ground, has been held. A pin that is low from the start
 * is one without a button, and never counts.
 */
export function onButtonHeld(button: InputPin, reset: () => void): void {
  let heldMs = -1;
  setInterval(() => {
    if (button.read() === 1) {
      heldMs = 0;
    } else if (heldMs >= 0) {
      heldMs += LOOK_MS;
      if (heldMs === HOLD_MS) reset();
    }
  }, LOOK_MS);
}
