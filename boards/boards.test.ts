// Every board: its pins exist on its SoC, no pin serves two blocks, and its data is complete.

import { describe, expect, it } from "vitest";
import { type Board, defineBoard } from "./board.ts";
import { boardProblems, locatePin, pinUses } from "./check.ts";
import { boardNames, boards, findBoard } from "./index.ts";
import { a10 } from "./soc/a10.ts";
import { h3 } from "./soc/h3.ts";

describe("every board", () => {
  for (const name of boardNames) {
    it(`${name} has no pin outside its port and none claimed twice`, () => {
      expect(boardProblems(boards[name])).toEqual([]);
    });

    it(`${name} is listed under its own name`, () => {
      expect(boards[name].name).toBe(name);
    });

    it(`${name} puts no two devices of its SoC at one address or on one interrupt`, () => {
      const soc: Board["soc"] = boards[name].soc;
      const blocks = [
        ...Object.values(soc.uarts),
        ...Object.values(soc.mmcs),
        ...Object.values(soc.emacs),
        { base: soc.timer.base, irq: soc.timer.alarmIrq },
      ];
      expect(new Set(blocks.map((block) => block.base)).size).toBe(blocks.length);
      expect(new Set(blocks.map((block) => block.irq)).size).toBe(blocks.length);
      for (const block of blocks) expect(block.base % 4).toBe(0);
    });

    it(`${name}'s SoC has every pin of every function and every line of an edge, each line once`, () => {
      const soc: Board["soc"] = boards[name].soc;
      for (const blocks of [soc.uarts, soc.i2cs, soc.spis, soc.pwms]) {
        for (const [key, block] of Object.entries(blocks)) {
          for (const pin of block.pins.pins) expect(locatePin(soc, pin), key).toBeTypeOf("object");
        }
      }
      for (const [key, pio] of Object.entries(soc.pios)) {
        for (const bank of pio.edges) {
          const lines = bank.lines.flatMap(({ port, firstPin, firstLine, count }) => {
            expect(locatePin(soc, `P${port}${firstPin + count - 1}`)).toMatchObject({ pio: key });
            return Array.from({ length: count }, (_, i) => firstLine + i);
          });
          expect(new Set(lines).size).toBe(lines.length);
          expect(Math.max(...lines)).toBeLessThan(32);
        }
      }
    });
  }
});

describe("findBoard", () => {
  it("finds a board by name and answers null for anything else", () => {
    expect(findBoard("cubieboard")).toBe(boards.cubieboard);
    expect(findBoard("cubieboard9")).toBeNull();
    expect(findBoard("constructor")).toBeNull();
  });
});

describe("locatePin", () => {
  it("gives the bank and bit of a pin", () => {
    expect(locatePin(a10, "PH20")).toEqual({ pio: "pio", base: 0x01c2_0800, bank: 7, bit: 20 });
  });

  it("finds port L of the H3 behind its own controller", () => {
    expect(locatePin(h3, "PL10")).toEqual({ pio: "rPio", base: 0x01f0_2c00, bank: 0, bit: 10 });
  });

  it.each([
    ["PH28", '"PH28": port H of the Allwinner A10 has pins PH0 to PH27'],
    ["PL3", '"PL3": the Allwinner A10 has no port L, only A, B, C, D, E, F, G, H, I'],
    ["PH02", '"PH02" is not a pin name: write P, the port letter and the number, as in "PH20"'],
    ["gpio4", '"gpio4" is not a pin name: write P, the port letter and the number, as in "PH20"'],
  ])("refuses %s with the reason and the remedy", (pin, message) => {
    expect(locatePin(a10, pin)).toBe(message);
  });
});

describe("boardProblems", () => {
  const broken = {
    ...boards.cubieboard,
    ethernet: { mac: "emac" as const, phyAddress: 40, link: "mii" as const },
  };

  it("names a pin that its port does not have", () => {
    const board = {
      ...boards.cubieboard,
      leds: { green: { pin: "PH40" as const, active: "high" as const } },
    };
    expect(boardProblems(board)).toEqual([
      'LED "green": "PH40": port H of the Allwinner A10 has pins PH0 to PH27',
    ]);
  });

  it("names both users of a pin", () => {
    const board = {
      ...boards.cubieboard,
      leds: { green: { pin: "PB22" as const, active: "high" as const } },
    };
    expect(boardProblems(board)).toEqual(['PB22 is claimed by the console and by LED "green"']);
  });

  it("refuses a PHY address of more than five bits", () => {
    expect(boardProblems(broken)).toEqual(["PHY address 40 is outside 0 to 31"]);
  });
});

describe("the types", () => {
  it("refuse a block or port that the SoC does not have", () => {
    const { cubieboard } = boards;
    // @ts-expect-error: the A10 data lists no uart9
    defineBoard({ ...cubieboard, soc: a10, console: { uart: "uart9", baud: 115_200 } });
    // @ts-expect-error: the A10 has no port L
    defineBoard({ ...cubieboard, soc: a10, leds: { green: { pin: "PL10", active: "high" } } });
    expect(pinUses(cubieboard).map((entry) => entry.use)).toContain('LED "green"');
  });
});
