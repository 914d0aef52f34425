// A serial line byte by byte, for conversations that have no packets: what arrives waits until it is read.

import type { SerialPort } from "serialport";
import { problem } from "../../sdk/diagnostics/diagnostic.ts";

export interface SerialLine {
  /** Sends bytes. Throws IngotError E6012 when the line is gone. */
  write(bytes: Uint8Array): void;
  /** The next byte, or -1 if none comes within `timeoutMs`. */
  read(timeoutMs: number): Promise<number>;
  /** Both directions, from now on. */
  setBaud(rate: number): Promise<void>;
  /** Forgets what has arrived and was not read. */
  drop(): void;
}

/** The line of an open port. Whoever opened the port closes it. */
export function lineOf(port: SerialPort): SerialLine {
  let pieces: Uint8Array[] = [];
  let at = 0;
  let wake: (() => void) | undefined;
  let lost: string | undefined;
  port.on("data", (bytes: Buffer) => {
    pieces.push(bytes);
    wake?.();
  });
  const gone = (error?: Error | null): void => {
    lost ??= error?.message ?? "the port was closed";
    wake?.();
  };
  port.on("close", gone);
  port.on("error", gone);
  const check = (): void => {
    if (lost === undefined) return;
    throw problem("E6012", `the serial port is gone: ${lost}`, "is the cable still connected?", {
      file: port.path,
    });
  };
  const take = (): number => {
    const first = pieces[0];
    if (first === undefined) return -1;
    const byte = first[at++]!;
    if (at === first.length) {
      pieces.shift();
      at = 0;
    }
    return byte;
  };
  return {
    write(bytes) {
      check();
      port.write(Buffer.from(bytes));
    },
    async read(timeoutMs) {
      const byte = take();
      if (byte >= 0) return byte;
      check();
      await new Promise<void>((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          wake = undefined;
          resolve();
        };
        const timer = setTimeout(end, timeoutMs);
        wake = end;
      });
      return take();
    },
    setBaud: (rate) =>
      new Promise((resolve, reject) => {
        port.drain(() => {
          port.update({ baudRate: rate }, (error) => {
            if (error === null || error === undefined) return resolve();
            const why = `the port cannot run at ${rate} baud: ${error.message}`;
            reject(
              problem("E6012", why, "choose a lower rate with --fast", { file: port.path, cause: error }),
            );
          });
        });
      }),
    drop() {
      pieces = [];
      at = 0;
    },
  };
}
