// Text that constructs the Ethernet driver of a board, for each kind of MAC.
//
// How a MAC is wired to its PHY is board data here and a register value in the generated text: drivers see neither.

import type { Board, DwGmacBlock, EmacBlock, MacBlock, Sun8iEmacBlock } from "../../boards/board.ts";
import { ethernetPins, locatePin } from "../../boards/check.ts";
import { openClock } from "./compose-blocks.ts";
import { givePinsText, pioFunction } from "./compose-pins.ts";
import type { AppConfig } from "./config.ts";
import { type BlockText, hex, type Imports, indented } from "./generated-text.ts";
import { hardwareAddress } from "./hardware-address.ts";

type Ethernet = NonNullable<Board["ethernet"]>;

/** `ethernet()`, and what starts the driver behind it. */
export function ethernetText(board: Board, config: AppConfig, imports: Imports): BlockText {
  const { ethernet } = board;
  if (ethernet === null) {
    return [
      `/** Ingot has no Ethernet driver for the ${board.title} yet. */`,
      "function ethernet(): null {",
      "  return null;",
      "}",
    ];
  }
  imports.add("hal/ethernet/phy.ts", "Phy");
  imports.add("hal/ethernet/mac.ts", "type EthernetMac");
  const block = board.soc.emacs[ethernet.mac];
  const address = hardwareAddress(config).map((byte) => hex(byte, 2));
  const { driver, start } = driverText(board, ethernet, block, imports);
  return [
    `let mac: ${driver} | null = null;`,
    "",
    "/** The Ethernet port, started on the first call. A received frame wakes the program. */",
    "function ethernet(): EthernetMac {",
    "  if (mac === null) {",
    "    const started = startEthernet();",
    `    devices.wakeOn(${block.irq}, () => started.acknowledgeInterrupt());`,
    "    mac = started;",
    "  }",
    "  return mac;",
    "}",
    "",
    `function startEthernet(): ${driver} {`,
    ...indented(start),
    `  const address = new Uint8Array([${address.join(", ")}]);`,
    `  const started = new ${driver}({ base: ${hex(block.base)}, address, phy, clock${block.driver === "sunxi-emac" ? "" : ", memory: sharedMemory"} });`,
    "  started.start();",
    "  return started;",
    "}",
  ];
}

interface DriverText {
  /** The driver's class. */
  readonly driver: string;
  /** What stands before it is constructed; defines `phy`. */
  readonly start: readonly string[];
}

function driverText(board: Board, ethernet: Ethernet, block: MacBlock, imports: Imports): DriverText {
  switch (block.driver) {
    case "sunxi-emac":
      return { driver: "SunxiEmac", start: emacText(board, ethernet, block, imports) };
    case "sun8i-emac":
      return { driver: "Sun8iEmac", start: sun8iText(board, ethernet, block, imports) };
    case "dw-gmac":
      return { driver: "DwGmac", start: gmacText(board, ethernet, block, imports) };
  }
}

function gmacText(board: Board, ethernet: Ethernet, gmac: DwGmacBlock, imports: Imports): string[] {
  imports.add("hal/clock/sunxi-ccu.ts", "writeBits");
  imports.add("hal/ethernet/dw-gmac.ts", "DwGmac");
  imports.add("hal/ethernet/dw-mdio.ts", "DwMdio");
  const { mask, value } = gmacWiring(ethernet);
  const pins = ethernetPins(board);
  return [
    ...powerText(board, ethernet),
    openClock(gmac.clock, imports),
    `writeBits({ register: ${hex(gmac.wiring.register)}, mask: ${hex(mask)}, value: ${hex(value)} });`,
    ...(pins === null ? [] : givePinsText(board, pins)),
    `const mdio = new DwMdio({ base: ${hex(gmac.base)}, clock });`,
    `const phy = new Phy({ mdio, address: ${ethernet.phyAddress}, clock${gigabitOption(ethernet)} });`,
  ];
}

function gigabitOption(ethernet: Ethernet): string {
  return ethernet.link === "rgmii" ? ", gigabit: true" : "";
}

function emacText(board: Board, ethernet: Ethernet, emac: EmacBlock, imports: Imports): string[] {
  imports.add("hal/clock/sunxi-ccu.ts", "mapSram");
  imports.add("hal/ethernet/sunxi-emac.ts", "SunxiEmac");
  imports.add("hal/ethernet/sunxi-mdio.ts", "SunxiMdio");
  const { register, shift, width, value } = emac.sram;
  return [
    openClock(emac.clock, imports),
    `mapSram({ register: ${hex(register)}, shift: ${shift}, width: ${width}, value: ${value} });`,
    ...givePinsText(board, emac.pins),
    `const mdio = new SunxiMdio({ base: ${hex(emac.base)}, clock });`,
    `const phy = new Phy({ mdio, address: ${ethernet.phyAddress}, clock });`,
  ];
}

function sun8iText(board: Board, ethernet: Ethernet, emac: Sun8iEmacBlock, imports: Imports): string[] {
  imports.add("hal/clock/sunxi-ccu.ts", "writeBits");
  imports.add("hal/ethernet/sun8i-emac.ts", "Sun8iEmac");
  imports.add("hal/ethernet/sun8i-mdio.ts", "Sun8iMdio");
  const { mask, value } = emac.wiring.layout === "h3" ? h3Wiring(ethernet) : gmacWiring(ethernet);
  const wiring = `register: ${hex(emac.wiring.register)}, mask: ${hex(mask)}, value: ${hex(value)}`;
  return [
    ...powerText(board, ethernet),
    openClock(emac.clock, imports),
    ...(emac.phyClock === null ? [] : [openClock(emac.phyClock, imports)]),
    `writeBits({ ${wiring} });`,
    ...(emac.pins === null ? [] : givePinsText(board, emac.pins)),
    `const mdio = new Sun8iMdio({ base: ${hex(emac.base)}, clock });`,
    `const phy = new Phy({ mdio, address: ${ethernet.phyAddress}, clock${gigabitOption(ethernet)} });`,
  ];
}

/** Switches the PHY's supply on by the line that the board has for it. */
function powerText(board: Board, { power }: Ethernet): string[] {
  if (power === undefined) return [];
  const place = locatePin(board.soc, power.pin);
  if (typeof place === "string") throw new Error(`boards/${board.name}: ${place}`);
  const level = power.active === "high" ? 1 : 0;
  return [
    `${pioFunction(place.pio)}().output({ port: ${place.bank}, index: ${place.bit} }, ${level}); // ${power.pin}`,
  ];
}

interface WiringBits {
  readonly mask: number;
  readonly value: number;
}

/**
 * EMAC_EPHY_CLK_REG of the H3 (H3 User Manual, "System Control"): | 24:20 address of the internal PHY | 18 its clock is
 * 24 MHz | 17 its LEDs are active low | 16 it is shut down | 15 it is used | 13 RMII | 12:10 and 9:5 delays | 2 RGMII |
 * 1:0 transmit clock |
 */
function h3Wiring(ethernet: Ethernet): WiringBits {
  if (ethernet.link !== "internal")
    throw new Error(`the H3 with ${ethernet.link}: only its own PHY is wired`);
  const activeLow = ethernet.leds === "active-low" ? 1 << 17 : 0;
  return { mask: 0xffff_bfff, value: (ethernet.phyAddress << 20) | (1 << 18) | activeLow | (1 << 15) };
}

/** GMAC_CLK_REG of the R40 and the A20: | 12:10 transmit delay | 7:5 receive delay | 2 RGMII | 1:0 transmit clock, 2 internal |. */
function gmacWiring(ethernet: Ethernet): WiringBits {
  const { transmit, receive } = ethernet.delays ?? { transmit: 0, receive: 0 };
  const link = ethernet.link === "rgmii" ? (1 << 2) | 2 : 0;
  return { mask: 0x1ce7, value: (transmit << 10) | (receive << 5) | link };
}
