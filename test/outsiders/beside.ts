// A board with an application, started beside Linux on a wire of its own, with a record of every frame.

import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { buildApp } from "../../sdk/build-app.ts";
import { Machine } from "../../sdk/emulator/index.ts";
import { PATIENCE_MS } from "../patience.ts";
import { LossyWire } from "./lossy-wire.ts";
import { Neighbourhood } from "./neighbourhood.ts";

/** What dnsmasq gives the board. */
export const BOARD = "10.77.0.50";

export interface Beside {
  /** Temporary, gone after close(). */
  readonly folder: string;
  readonly wire: LossyWire;
  readonly linux: Neighbourhood;
  readonly machine: Machine;
  /** Every frame, once the machine has ended. */
  readonly pcap: string;
  close(): Promise<void>;
}

export interface BesideOptions {
  /** Folder of the application, of which a copy is built. */
  readonly app: string;
  /** From a card through the boot loaders, or the executable alone. */
  readonly start: "card" | "executable";
  /** Of the wire's losses. */
  readonly seed: number;
  /** What the board prints when it can be used. */
  readonly ready: string;
}

export async function startBeside(options: BesideOptions): Promise<Beside> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "ingot-outside-")));
  const undo: (() => unknown)[] = [() => rmSync(folder, { recursive: true })];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const name = basename(options.app);
    const app = join(folder, name);
    cpSync(options.app, app, { recursive: true, filter: (path) => path !== join(options.app, "build") });
    const { elf, image } = await buildApp({ app, image: options.start === "card" });
    const wire = await LossyWire.open(join(folder, "wire"), options.seed);
    undo.push(() => wire.close());
    const linux = await Neighbourhood.open(name, wire.paths[1], folder);
    undo.push(() => linux.close());
    const pcap = join(folder, "frames.pcap");
    const machine = new Machine({
      machine: "cubieboard",
      ...(options.start === "card" ? { sdImage: image! } : { kernel: elf }),
      network: { kind: "stream", path: wire.paths[0] },
      pcap,
      lifetimeMs: PATIENCE_MS,
    });
    undo.push(() => machine.kill());
    await machine.waitFor(options.ready, PATIENCE_MS);
    return { folder, wire, linux, machine, pcap, close };
  } catch (error) {
    await close();
    throw error;
  }
}
