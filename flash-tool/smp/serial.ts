// SMP on a serial console, through the serialport package. Log text on the same line goes to whoever wants it.

import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { SerialPort } from "serialport";
import { encodePacket, PacketReader } from "../../runtime/smp/console-frame.ts";
import { problem } from "../../sdk/diagnostics/diagnostic.ts";
import type { Transport } from "./transport.ts";

/** As much as any server's buffer; what the device takes, it says. */
const LARGEST_MESSAGE = 4096;
const CONTROL_C = 3;

export class SerialTransport implements Transport {
  readonly largestMessage = LARGEST_MESSAGE;
  private readonly port: SerialPort;
  private receiver: (message: Uint8Array) => void = () => {};
  private lost: Error | undefined;

  /** `onText` gets what the device prints between packets. */
  constructor(port: SerialPort, onText: (text: string) => void = () => {}) {
    this.port = port;
    const reader = new PacketReader(LARGEST_MESSAGE);
    let line: number[] = [];
    port.on("data", (bytes: Buffer) => {
      for (const byte of bytes) {
        const message = reader.take(byte);
        if (message !== undefined) this.receiver(message);
        line.push(byte);
        if (byte !== 10) continue;
        // A line with a marker is part of a packet.
        if (!line.includes(6) && !line.includes(4)) onText(Buffer.from(line).toString("utf8"));
        line = [];
      }
    });
    port.on("close", (error: Error | null) => {
      this.lost ??= error ?? new Error("the port was closed");
    });
    port.on("error", (error: Error) => {
      this.lost = error;
    });
  }

  send(message: Uint8Array): void {
    this.write(encodePacket(message));
  }

  /** Asks a loader that is just starting to stay in recovery. */
  interrupt(): void {
    this.write(new Uint8Array([CONTROL_C]));
  }

  onMessage(receiver: (message: Uint8Array) => void): void {
    this.receiver = receiver;
  }

  /** From now on, both directions. False for what the port cannot. */
  setBaud(rate: number): Promise<boolean> {
    return new Promise((resolve) => {
      this.port.drain(() => this.port.update({ baudRate: rate }, (error) => resolve(!error)));
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      if (this.port.isOpen) this.port.close(() => resolve());
      else resolve();
    });
  }

  private write(bytes: Uint8Array): void {
    if (this.lost !== undefined) {
      throw problem(
        "E6012",
        `the serial port is gone: ${this.lost.message}`,
        "is the cable still connected?",
        {
          file: this.port.path,
        },
      );
    }
    // All lines at once: waiting between them is what makes other clients slow.
    this.port.write(Buffer.from(bytes));
  }
}

/** SMP on a serial port, which it opens. Rejects as openPort. */
export async function openSerial(
  path: string,
  baudRate: number,
  onText?: (text: string) => void,
): Promise<SerialTransport> {
  return new SerialTransport(await openPort(path, baudRate), onText);
}

/** Opens a serial port. Rejects with IngotError E6012, which names the process that holds it. */
export async function openPort(path: string, baudRate: number): Promise<SerialPort> {
  // Loaded only here: it brings native code that no other command needs.
  const { SerialPort } = await import("serialport");
  const port = new SerialPort({ path, baudRate, autoOpen: false, lock: true });
  await new Promise<void>((resolve, reject) => {
    port.open((error) => {
      if (error === null || error === undefined) resolve();
      else reject(openProblem(path, error));
    });
  });
  return port;
}

function openProblem(path: string, error: Error): Error {
  const holder = holderOf(path);
  if (/lock|busy|temporarily unavailable/i.test(error.message) || holder !== undefined) {
    return problem(
      "E6012",
      `the port is in use${holder === undefined ? "" : ` by ${holder}`}`,
      "close the terminal program that has it open",
      { file: path, cause: error },
    );
  }
  if (/permission|EACCES/i.test(error.message)) {
    return problem("E6012", "you may not open this port", 'join the group "dialout", then log in again', {
      file: path,
      cause: error,
    });
  }
  return problem("E6012", `the port cannot be opened: ${error.message}`, "is the adapter plugged in?", {
    file: path,
    cause: error,
  });
}

/** A process of this computer that has `path` open, as "name (123)"; undefined when none is seen. */
export function holderOf(path: string, proc = "/proc"): string | undefined {
  const processes = namesIn(proc).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  for (const id of processes) {
    const files = `${proc}/${id}/fd`;
    for (const file of namesIn(files)) {
      if (linkAt(`${files}/${file}`) !== path) continue;
      return `${readName(`${proc}/${id}/comm`)} (${id})`;
    }
  }
  return undefined;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // another user's, or gone
  }
}

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function readName(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "a process";
  }
}
