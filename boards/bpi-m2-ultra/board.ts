// Banana Pi M2 Ultra: Allwinner R40, 2 GiB of DRAM. gigabit Ethernet, micro-SD, three LEDs.
//
// Every line can be checked against the board's schematic or its mainline device tree
// (sun8i-r40-bananapi-m2-ultra.dts).

import { defineBoard } from "../board.ts";
import { r40 } from "../soc/r40.ts";

export const bpiM2Ultra = defineBoard({
  name: "bpi-m2-ultra",
  title: "Banana Pi M2 Ultra",
  soc: r40,
  // The board has 2 GiB, its emulator 1 GiB unless told otherwise: an image counts on the smaller.
  dram: { base: 0x4000_0000, sizeBytes: 0x4000_0000 },
  console: { uart: "uart0", baud: 115_200 },
  leds: {
    red: { pin: "PH20", active: "high" },
    green: { pin: "PH21", active: "high" },
    blue: { pin: "PH22", active: "high" },
  },
  sdCard: { host: "mmc0", busWidth: 4, cardDetect: { pin: "PH13", active: "low" } },
  // The PHY delays both clocks (RGMII-ID). Its supply is also switched by a rail of the AXP221.
  ethernet: {
    mac: "gmac",
    phyAddress: 1,
    link: "rgmii",
    delays: { transmit: 0, receive: 0 },
    power: { pin: "PA17", active: "high" },
  },
  spl: { debianFolder: "Bananapi_M2_Ultra", fitsHardware: true },
  emulator: { machine: "bpim2u", memoryMiB: 1024, loggedPios: { pio: "pio" } },
});
