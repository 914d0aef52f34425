// The trace of pins: from lines of QEMU's log to what happened at which pin.

import { describe, expect, it } from "vitest";
import { PinTrace } from "./pin-trace.ts";

const PORTS = [
  {
    logName: "pio",
    ports: new Map([
      [0, "A"],
      [5, "F"],
    ]),
  },
  { logName: "r_pio", ports: new Map([[0, "L"]]) },
];
const trace = () => new PinTrace(PORTS, new Map([["PA15", "led red"]]));
const write = (name: string, offset: number, value: number) =>
  `${name}: unimplemented device write (size 4, offset 0x${offset.toString(16).padStart(3, "0")}, value 0x${value.toString(16).padStart(8, "0")})`;

describe("PinTrace", () => {
  it("shows a pin that becomes an output with the level written before, and each later level", () => {
    const pins = trace();
    expect(pins.take(write("pio", 0x10, 0x8000))).toEqual([]);
    expect(pins.take(write("pio", 0x04, 0x1000_0000))).toEqual(["PA15 (led red) output, high"]);
    expect(pins.take(write("pio", 0x10, 0x0000))).toEqual(["PA15 (led red) low"]);
    expect(pins.take(write("pio", 0x10, 0x0000))).toEqual([]);
    expect(pins.take(write("pio", 0x10, 0x8001))).toEqual(["PA15 (led red) high"]);
  });

  it("names functions and switched-off pads of other ports and controllers", () => {
    const pins = trace();
    expect(pins.take(write("pio", 5 * 0x24, 0x0022_2227))).toEqual([
      "PF0 disabled",
      "PF1 function 2",
      "PF2 function 2",
      "PF3 function 2",
      "PF4 function 2",
      "PF5 function 2",
    ]);
    expect(pins.take(write("r_pio", 0x04, 0x0100))).toEqual(["PL10 output, low"]);
    expect(pins.take(write("r_pio", 0x04, 0))).toEqual(["PL10 input"]);
  });

  it("takes the highest pin of a port for a pin and not for a sign", () => {
    const pins = trace();
    pins.take(write("pio", 0x0c, 0x1000_0000));
    expect(pins.take(write("pio", 0x10, 0x8000_0000))).toEqual(["PA31 high"]);
  });

  it("passes over pulls, reads, ports that the SoC lacks and other devices", () => {
    const pins = trace();
    for (const line of [
      write("pio", 0x1c, 0x5555_5555),
      write("pio", 0x24, 0x1111_1111),
      write("r_cpucfg", 0x10, 1),
      "pio: unimplemented device read (size 4, offset 0x010)",
      "",
    ]) {
      expect(pins.take(line), line).toEqual([]);
    }
  });
});
