// Keys on their way to an emulated board's console, and the few that are for us: Ctrl-C, and Ctrl-A with a letter.
//
// Pure: bytes in, bytes and a decision out. Ctrl-A is the emulator's own escape key, so it is known to users.

const CTRL_A = 0x01;
const CTRL_C = 0x03;
const LETTER_X = 0x78;

export interface KeysOut {
  /** What the board gets. */
  readonly bytes: Uint8Array;
  /** The user wants to leave. Keys behind that one are dropped. */
  readonly leave: boolean;
}

/**
 * Ctrl-C and Ctrl-A x leave. Ctrl-A Ctrl-C and Ctrl-A Ctrl-A send the second key to the board; Ctrl-A with any
 * other key sends both.
 */
export class ConsoleKeys {
  private escaped = false;

  feed(typed: Uint8Array): KeysOut {
    const out: number[] = [];
    for (const key of typed) {
      if (!this.escaped && key === CTRL_A) {
        this.escaped = true;
      } else if (key === (this.escaped ? LETTER_X : CTRL_C)) {
        return { bytes: Uint8Array.from(out), leave: true };
      } else {
        if (this.escaped && key !== CTRL_A && key !== CTRL_C) out.push(CTRL_A);
        out.push(key);
        this.escaped = false;
      }
    }
    return { bytes: Uint8Array.from(out), leave: false };
  }
}
