// Allwinner A10 (sun4i): one Cortex-A8, the SoC of the Cubieboard.
//
// Addresses, interrupt and clock numbers are those of the A10 User Manual, cross-checked with the mainline
// device tree (sun4i-a10.dtsi). Blocks that no driver in hal/ serves yet are left out.

import { type ClockLine, defineSoc } from "../board.ts";
import { portsHAndI, pwm, spi, twi, uart } from "./sunxi-io.ts";

const SRAM_CONTROL = 0x01c0_0000;
const CCM = 0x01c2_0000;
const PIO = 0x01c2_0800;

const AHB_GATE0 = CCM + 0x60;
const APB0_GATE = CCM + 0x68;
const APB1_GATE = CCM + 0x6c;
const APB1_CLK_DIV = CCM + 0x58;
const SD0_CLK = CCM + 0x88;
const SRAM_CTL1 = SRAM_CONTROL + 0x04;

const SPI0_CLK = CCM + 0xa0;
const OSC24M_HZ = 24_000_000;
const PLL6_HZ = 600_000_000;
/** APB1_CLK_DIV: source 0 is OSC24M, both dividers 1. */
const APB1_FROM_OSC24M = 0;

const apb1 = (bit: number): ClockLine => ({
  select: { register: APB1_CLK_DIV, value: APB1_FROM_OSC24M },
  gate: { register: APB1_GATE, bit },
  reset: null,
});
const ahb = (bit: number): ClockLine => ({ select: null, gate: { register: AHB_GATE0, bit }, reset: null });

export const a10 = defineSoc({
  name: "a10",
  title: "Allwinner A10",
  cpu: "cortex-a8",
  dramBase: 0x4000_0000,
  interruptController: { driver: "sunxi-intc", base: 0x01c2_0400 },
  timer: { driver: "sunxi-timer", base: 0x01c2_0c00, frequencyHz: OSC24M_HZ, alarmIrq: 22 },
  watchdog: { driver: "sunxi-watchdog", base: 0x01c2_0c90, layout: "sun4i" },
  sid: { driver: "sunxi-sid", base: 0x01c2_3800, layout: "words" },
  rtc: { driver: "sunxi-rtc", base: 0x01c2_0d00, layout: "sun4i" },
  pios: {
    pio: {
      driver: "sunxi-pio",
      base: PIO,
      clock: { select: null, gate: { register: APB0_GATE, bit: 5 }, reset: null },
      edges: [portsHAndI(28)],
    },
  },
  ports: {
    A: { pio: "pio", bank: 0, pins: 18 },
    B: { pio: "pio", bank: 1, pins: 24 },
    C: { pio: "pio", bank: 2, pins: 25 },
    D: { pio: "pio", bank: 3, pins: 28 },
    E: { pio: "pio", bank: 4, pins: 12 },
    F: { pio: "pio", bank: 5, pins: 6 },
    G: { pio: "pio", bank: 6, pins: 12 },
    H: { pio: "pio", bank: 7, pins: 28 },
    I: { pio: "pio", bank: 8, pins: 22 },
  },
  uarts: {
    uart0: {
      driver: "dw-uart",
      base: 0x01c2_8000,
      irq: 1,
      clock: apb1(16),
      inputClockHz: OSC24M_HZ,
      // PB22 is TX, PB23 RX; the pull-up keeps RX idle while no cable is connected.
      pins: { pins: ["PB22", "PB23"], function: 2, pull: "up", driveMilliamps: null },
    },
    uart2: uart(2, 3, apb1(18), ["PI18", "PI19"], 3),
    uart3: uart(3, 4, apb1(19), ["PG6", "PG7"], 4),
    uart4: uart(4, 17, apb1(20), ["PG10", "PG11"], 4),
    uart5: uart(5, 18, apb1(21), ["PI10", "PI11"], 3),
    uart6: uart(6, 19, apb1(22), ["PI12", "PI13"], 3),
    uart7: uart(7, 20, apb1(23), ["PI20", "PI21"], 3),
  },
  i2cs: {
    i2c0: twi(0, apb1(0), false, ["PB1", "PB0"], 2),
    i2c1: twi(1, apb1(1), false, ["PB19", "PB18"], 2),
    i2c2: twi(2, apb1(2), false, ["PB21", "PB20"], 2),
  },
  spis: { spi0: spi(0x01c0_5000, "sun4i", ahb(20), SPI0_CLK, ["PI10", "PI11", "PI12", "PI13"], 2) },
  pwms: {
    pwm0: pwm(0x01c2_0e00, 0, false, "PB2", 2),
    pwm1: pwm(0x01c2_0e00, 1, false, "PI3", 2),
  },
  mmcs: {
    mmc0: {
      driver: "sunxi-mmc",
      base: 0x01c0_f000,
      irq: 32,
      clock: ahb(8),
      moduleClock: SD0_CLK,
      pll6Hz: PLL6_HZ,
      delaysInModuleClock: true,
      fifoOffset: 0x100,
      pins: {
        pins: ["PF0", "PF1", "PF2", "PF3", "PF4", "PF5"],
        function: 2,
        pull: "up",
        driveMilliamps: 30,
      },
    },
  },
  emacs: {
    emac: {
      driver: "sunxi-emac",
      base: 0x01c0_b000,
      irq: 55,
      clock: ahb(17),
      // SRAM A3 and A4 (0x8000 .. 0xbfff) disappear from the CPU's view once the EMAC has them.
      sram: { register: SRAM_CTL1, shift: 2, width: 2, value: 1 },
      pins: {
        pins: [
          "PA0",
          "PA1",
          "PA2",
          "PA3",
          "PA4",
          "PA5",
          "PA6",
          "PA7",
          "PA8",
          "PA9",
          "PA10",
          "PA11",
          "PA12",
          "PA13",
          "PA14",
          "PA15",
          "PA16",
        ],
        function: 2,
        pull: "none",
        driveMilliamps: null,
      },
    },
  },
});
