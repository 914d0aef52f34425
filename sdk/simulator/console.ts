// The simulated serial console: the UART's bytes go to stdout, typed keys to its receive pin.

import type { DwUartModel } from "../../hal/testing/models/dw-uart.ts";
import { EXIT_INTERRUPTED } from "./protocol.ts";

const CTRL_C = 0x03;

/** Sends a byte that the board has transmitted to the terminal. */
export function showByte(byte: number): void {
  process.stdout.write(Uint8Array.of(byte));
}

/** Feeds what is typed, or piped in, to `uart`. Does not keep the process alive. */
export function connectKeyboard(uart: DwUartModel): void {
  const { stdin } = process;
  // Raw, as on a serial line: a key arrives when it is pressed. Ctrl-C is then a byte like any other.
  if (stdin.isTTY) stdin.setRawMode(true);
  stdin.on("data", (bytes: Buffer) => {
    if (stdin.isTTY && bytes.includes(CTRL_C)) process.exit(EXIT_INTERRUPTED);
    uart.input(bytes);
  });
  // A closed or missing stdin is a console that nobody types on.
  stdin.on("error", () => {});
  stdin.unref?.();
}
