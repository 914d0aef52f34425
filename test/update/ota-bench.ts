// What tests of updates over the air share: versions of an appliance, and a board with a UDP port.

import { createSocket } from "node:dgram";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildApp } from "../../sdk/build-app.ts";
import { Machine } from "../../sdk/emulator/index.ts";
import { flatten } from "../../sdk/image/elf.ts";
import { IMAGE_HEADER_BYTES, PROGRAM_LOAD_ADDRESS } from "../../sdk/image/layout.ts";
import { writeMcubootImage } from "../../sdk/image/mcuboot.ts";
import type { Signer } from "../../sdk/keys/signer.ts";

export type Health = "good" | "says no" | "panics" | "hangs";

/** What a card needs to be written, and what other versions are made of. */
export interface Appliance {
  /** A card with the loader and version 1.0.0 in slot A. */
  readonly card: string;
  /** The file of a signed image of a version that is as healthy as is said; its name begins with `prefix`. */
  readonly version: (version: number, health: Health, prefix?: string) => string;
}

/** Compiles the appliance of fixtures/ota once; its versions differ in one text of the program. */
export async function buildAppliance(folder: string, signer: Signer, root: Uint8Array): Promise<Appliance> {
  const app = join(folder, "app");
  cpSync(join(import.meta.dirname, "fixtures/ota"), app, { recursive: true });
  const built = await buildApp({ app, signer, optimise: "s", loader: { root, keyList: null } });
  const program = Buffer.from(flatten(readFileSync(built.elf), built.elf).bytes);
  const text = (health: Health) => `health: ${health.padEnd(8)}`;
  const at = program.indexOf(text("good"));
  if (at < 0 || program.indexOf(text("good"), at + 1) >= 0)
    throw new Error("the program has no single health");
  const version = (major: number, health: Health, prefix = "image"): string => {
    const body = Buffer.from(program);
    body.write(text(health), at, "latin1");
    const file = join(folder, `${prefix}-${major}-${health.replace(" ", "-")}.signed.bin`);
    writeFileSync(
      file,
      writeMcubootImage({
        body,
        loadAddress: PROGRAM_LOAD_ADDRESS,
        headerBytes: IMAGE_HEADER_BYTES,
        version: { major, minor: 0, revision: 0, build: 0 },
        counter: 0,
        board: built.board.name,
        signer,
      }),
    );
    return file;
  };
  return { card: built.image!, version };
}

/** The card in a cubieboard with a network; `udpPort` here leads to its SMP port. */
export function powerOn(card: string, udpPort: number, lifetimeMs: number): Machine {
  return new Machine({
    machine: "cubieboard",
    sdImage: card,
    network: { kind: "user", forwards: [{ hostPort: udpPort, guestPort: 1337, protocol: "udp" }] },
    lifetimeMs,
  });
}

/** A UDP port that nobody uses now. */
export function freeUdpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket("udp4");
    socket.once("error", reject);
    socket.bind(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
