// The whole way of an image: composed, flashed to a file, booted by the stock SPL on QEMU's cubieboard. The program
// is a text and the instructions that print it, assembled by hand; compiled programs are tested elsewhere.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { IngotError } from "../sdk/diagnostics/diagnostic.ts";
import { findQemu, Machine } from "../sdk/emulator/index.ts";
import { buildSdImage } from "../sdk/image/sd-image.ts";
import { writeSdImage } from "../sdk/image/sd-image-file.ts";
import { loadSpl } from "../sdk/image/spl-finder.ts";
import { PATIENCE_MS } from "../test/patience.ts";
import { planFlash, runFlash } from "./flash.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-boot-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** ARM instructions that print the text behind them on UART0 (0x01c28000, THR at offset 0) and then stand still. */
const PRINT_TEXT = [
  0xe3a0_061c, //       mov  r0, #0x01c00000
  0xe280_090a, //       add  r0, r0, #0x00028000
  0xe28f_1010, //       adr  r1, text
  0xe4d1_2001, // next: ldrb r2, [r1], #1
  0xe352_0000, //       cmp  r2, #0
  0x0aff_fffe, //       beq  .
  0xe580_2000, //       str  r2, [r0]
  0xeaff_fffa, //       b    next
];

function programThatPrints(text: string): Uint8Array {
  const code = new Uint8Array(new Uint32Array(PRINT_TEXT).buffer);
  return Buffer.concat([code, Buffer.from(`${text}\0`)]);
}

/** The reason why nothing can be booted on this machine, or the SPL to boot with. */
function judge(): { spl?: Uint8Array; why?: string } {
  try {
    findQemu();
    return { spl: loadSpl("Cubieboard", { projectRoot: resolve(import.meta.dirname, "..") }).spl };
  } catch (error) {
    if (error instanceof IngotError) return { why: error.message };
    throw error;
  }
}

const { spl, why } = judge();
if (spl === undefined) console.log(`skipped: booting an image (${why})`);

async function boot(sdImage: string, expected: string | RegExp): Promise<string> {
  const machine = new Machine({ machine: "cubieboard", sdImage, lifetimeMs: PATIENCE_MS });
  try {
    await machine.waitFor(expected, PATIENCE_MS);
    return machine.output;
  } finally {
    await machine.kill();
  }
}

test.skipIf(spl === undefined).for([0x4200_0000, 0x4a00_0000, 0x4000_0040])(
  "the stock SPL loads a flashed program to 0x%x and starts it",
  async (loadAddress) => {
    const payload = programThatPrints("ingot is poured");
    const built = join(folder, "built.img");
    const card = join(folder, `card-${loadAddress}.img`);
    writeSdImage(
      built,
      buildSdImage({ spl: spl!, payload, loadAddress, name: "poured", sizeBytes: 4 << 20 }),
    );
    await runFlash(await planFlash({ image: built, target: card }));
    expect(await boot(card, "ingot is poured")).toContain("U-Boot SPL");
  },
);

test.skipIf(spl === undefined)(
  "a program that fills the space before the partition arrives whole",
  async () => {
    // The text lies at the very end, 983 KiB behind the code that prints it: adr cannot reach it, a literal can.
    const payload = new Uint8Array((2048 - 80) * 512 - 64);
    const words = new Uint32Array(payload.buffer, 0, 9);
    const text = Buffer.from("the last bytes are here\0");
    words.set(PRINT_TEXT);
    words[2] = 0xe59f_1010; // ldr r1, [pc, #16]: the word behind the code
    words[8] = 0x4200_0000 + payload.length - text.length;
    payload.set(text, payload.length - text.length);
    const card = join(folder, "full.img");
    writeSdImage(card, buildSdImage({ spl: spl!, payload, loadAddress: 0x4200_0000, name: "full" }));
    expect(await boot(card, "the last bytes are here")).toContain("U-Boot SPL");
  },
);
