// Boards in the emulator: entry, console, memory protection, panic records, exits.
//
// Nothing here ran on hardware.
import { afterAll, describe, expect, it } from "vitest";
import { BOARDS, emulate, missing, Workshop } from "./testing/harness.ts";

const workshop = new Workshop();
afterAll(() => workshop.dispose());

const lacking = missing("arm-none-eabi-gcc") ?? missing("qemu-system-arm");

describe.skipIf(lacking !== null).each(BOARDS)(
  `a program on $machine${lacking === null ? "" : ` (${lacking})`}`,
  (board) => {
    const outcome = (kind: number, ...flags: string[]) =>
      emulate(
        workshop.boardWithLibrary(
          "faults",
          board,
          `-DCASE=${kind}`,
          "-DINGOT_SEMIHOSTING=1",
          "-Wno-infinite-recursion",
          ...flags,
        ),
        board.machine,
      );

    it("prints and exits with the status it asks for", () => {
      expect(outcome(0)).toMatchObject({ stdout: "hello 42\n", status: 0 });
      expect(outcome(1)).toMatchObject({ stdout: "hello 42\n", status: 7 });
    });

    it("shows an uncaught error on the emulator's stderr and exits with 1", () => {
      const { stdout, stderr, status } = outcome(7);
      expect({ stdout, status }).toEqual({ stdout: "hello 42\n", status: 1 });
      expect(stderr).toContain("Uncaught TypeError: Cannot read properties of undefined (reading 'x')\n");
    });

    it.each([
      [2, "this is the end", null],
      [3, "write to unmapped memory", "data-abort status 0x00000805 address 0x00000010"],
      [4, "stack overflow", "data-abort"],
      [5, "execution of memory that is not code", "prefetch-abort status 0x0000000f"],
      [6, "write to read-only memory", "data-abort status 0x0000080f"],
      [9, "undefined instruction", "undefined-instruction"],
      [10, "read of unmapped memory", "data-abort status 0x00000005 address 0x30000000"],
    ])("panics in case %i: %s", (kind, text, fault) => {
      const { stdout, status } = outcome(kind);
      expect(status).toBe(70);
      const lines = stdout.split("\n");
      expect(lines.slice(0, 3)).toEqual(["hello 42", "", `ingot panic: ${text}`]);
      if (fault !== null) expect(lines[3]).toContain(`  fault ${fault}`);
      if (fault !== null)
        expect(lines[4]).toMatch(
          /^ {2}pc 0x[0-9a-f]{8} sp 0x[0-9a-f]{8} lr 0x[0-9a-f]{8} cpsr 0x[0-9a-f]{8}$/,
        );
      expect(lines.filter((line) => /^ {2}at 0x42[0-9a-f]{6}$/.test(line)).length).toBeGreaterThan(0);
      expect(lines.at(-2)).toMatch(/^ {2}build [0-9a-f]{32}$/);
    });

    it("ends its lines with CR LF without semihosting, and resets after a panic", () => {
      const image = workshop.boardWithLibrary("faults", board, "-DCASE=2", "-Wno-infinite-recursion");
      const { stdout, status } = emulate(image, board.machine);
      expect(stdout).toContain("hello 42\r\n\r\ningot panic: this is the end\r\n");
      expect(status).toBe(0); // -no-reboot: the emulator ends where the board would restart
    });
  },
);

// Long-running cases once per kind of processor, with little DRAM.
describe.skipIf(lacking !== null).each(BOARDS.slice(0, 2))("the native core on $machine", (board) => {
  const small = { ...board, macros: { ...board.macros, BOARD_DRAM_SIZE: "0x04000000" } };
  const flags = ["-DINGOT_SEMIHOSTING=1", "-DINGOT_GC_STRESS=40", "-DINGOT_GC_VERIFY=1"];

  it("computes, looks up and collects as on this computer", () => {
    const { stdout, status } = emulate(workshop.board("core", small, "-DLIST=400", ...flags), board.machine);
    expect(status).toBe(0);
    expect(stdout).toContain("rope length 116009\n");
    expect(stdout).toContain("keys after delete x,flag,y,extra,2\n");
    expect(stdout.endsWith("list true\nwide n99\ntrees 1149\npast the end 123\ninside large 5\n")).toBe(true);
  });

  it("panics when the heap is full", () => {
    const image = workshop.boardWithLibrary("faults", small, "-DCASE=8", "-Wno-infinite-recursion", ...flags);
    const { stdout, status } = emulate(image, board.machine);
    expect(stdout).toContain("ingot panic: out of memory\n  at 0x42");
    expect(status).toBe(70);
  });
});
