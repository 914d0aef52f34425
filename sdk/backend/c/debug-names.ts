// The names of functions as the program's author knows them, for the decoder of panics.
//
// They stand in a section of the ELF file that is not loaded: a line with the build id, then one line per
// function: C name, name in the IR, value of its `name` property, separated by tabs.

import type { Program } from "./program.ts";

export const NAMES_SECTION = ".ingot_names";

/**
 * The C text that puts the names into the executable. It must stand in a file of which the linker keeps something
 * else: of a file without any used section it drops the unloaded ones too.
 */
export function namesText(program: Program, buildId: string): string {
  const rows = program.module.functions.map((f) =>
    [program.functions.of(f), f.name, f.displayName].join("\t"),
  );
  const lines = [`build\t${buildId}`, ...rows].map(
    (row) => `    ".ascii \\"${assemblerText(`${row}\n`)}\\"\\n"`,
  );
  return `__asm__(\n    ".pushsection ${NAMES_SECTION},\\"\\",%progbits\\n"\n${lines.join("\n")}\n    ".popsection\\n");\n`;
}

/** Bytes as an assembler string inside a C string. */
function assemblerText(text: string): string {
  let out = "";
  for (const byte of Buffer.from(text, "utf8")) {
    const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c && byte !== 0x25;
    out += plain ? String.fromCharCode(byte) : `\\\\${byte.toString(8).padStart(3, "0")}`;
  }
  return out;
}
