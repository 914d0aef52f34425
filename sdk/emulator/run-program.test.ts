// Tests of running a program to its end and of counting its instructions: small bare-metal programs, assembled here, on two emulated boards.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PATIENCE_MS } from "../../test/patience.ts";
import { CPU_FLAGS, findArmToolchain } from "../toolchain/find-toolchain.ts";
import { instructionsToFirstOutput } from "./instruction-count.ts";
import { runOnEmulator, STOPPED } from "./run-program.ts";

// Prints "hi" on UART0 and "oops" through semihosting (SYS_WRITE0 = 4), then ends (SYS_EXIT_EXTENDED = 0x20).
const PROGRAM = `
  .arm
  .globl _start
_start:
  ldr r1, =0x01c28000
  mov r0, #'h'
  str r0, [r1]
  mov r0, #'i'
  str r0, [r1]
  mov r0, #4
  adr r1, text
  svc 0x123456
  mov r0, #0x20
  adr r1, reason
  svc 0x123456
text: .asciz "oops"
  .balign 4
reason: .word 0x20026, 7
`;
const LOOP = ".arm\n.globl _start\n_start: b _start\n";

// Sets the divisor (behind LCR's DLAB bit), runs 3 instructions through a loop of 100 000 turns, prints.
const COUNTED = `
  .arm
  .globl _start
_start:
  movw r1, #0x8000
  movt r1, #0x01c2
  mov r0, #0x83
  str r0, [r1, #12]
  mov r0, #13
  str r0, [r1]
  mov r0, #3
  str r0, [r1, #12]
  movw r2, #0x86a0
  movt r2, #1
turn: subs r2, r2, #1
  nop
  bne turn
  mov r0, #'x'
  str r0, [r1]
  b .
`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ingot-run-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function assemble(name: string, text: string): string {
  const elf = join(folder, `${name}.elf`);
  const flags = ["-nostdlib", "-Wl,-Ttext=0x42000000", "-x", "assembler", "-", "-o", elf];
  execFileSync(findArmToolchain().cc, [...CPU_FLAGS["cortex-a8"], ...flags], { input: text });
  return elf;
}

describe("running a program on the emulator", () => {
  it.each(["cubieboard", "orangepi-pc"])(
    "gives console, semihosting text and exit code on %s",
    async (machine) => {
      const { stdout, stderr, exitCode } = await runOnEmulator(
        assemble("program", PROGRAM),
        machine,
        PATIENCE_MS,
      );
      expect(Buffer.from(stdout).toString()).toBe("hi");
      expect(stderr).toContain("oops");
      expect(exitCode).toBe(7);
    },
  );

  it("stops a program that does not end, and says so", async () => {
    const { stderr, exitCode } = await runOnEmulator(assemble("loop", LOOP), "cubieboard", 400);
    expect(exitCode).toBe(STOPPED);
    expect(stderr).toContain("still running after 0.4 s");
  });
});

describe("counting instructions", () => {
  it.each(["cubieboard", "bpim2u"])("counts every one up to the first character on %s", async (machine) => {
    const kernel = assemble("counted", COUNTED);
    const count = await instructionsToFirstOutput({
      machine,
      kernel,
      uartBase: 0x01c2_8000,
      limitMs: PATIENCE_MS,
    });
    // 10 before the loop, 3 in each turn, 1 after it: the store of the divisor was not taken for output.
    expect(count).toBe(10 + 3 * 100_000 + 1);
  });

  it("says so when the program prints nothing", async () => {
    const kernel = assemble("loop", LOOP);
    const counting = instructionsToFirstOutput({
      machine: "cubieboard",
      kernel,
      uartBase: 0x01c2_8000,
      limitMs: 600,
    });
    await expect(counting).rejects.toThrow(/E0015: .*printed nothing in 0.6 s/);
  });
});
