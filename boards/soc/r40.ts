// Allwinner R40 (sun8i): four Cortex-A7 cores, of which Ingot uses the first. The SoC of the Banana Pi M2 Ultra.
//
// Numbers from the R40 User Manual, cross-checked with the mainline device tree (sun8i-r40.dtsi). Interrupts
// are GIC interrupt identifiers: the shared peripheral number of the manual plus 32. Blocks that no driver in hal/
// serves yet are left out.

import { type ClockLine, defineSoc } from "../board.ts";
import { portsHAndI, spi, sun8iPwm, twi, uart } from "./sunxi-io.ts";

const CCU = 0x01c2_0000;

const BUS_CLK_GATING0 = CCU + 0x60;
const BUS_CLK_GATING1 = CCU + 0x64;
const BUS_CLK_GATING2 = CCU + 0x68;
const BUS_CLK_GATING3 = CCU + 0x6c;
const BUS_SOFT_RST0 = CCU + 0x2c0;
const BUS_SOFT_RST1 = CCU + 0x2c4;
const BUS_SOFT_RST4 = CCU + 0x2d8;
const APB2_CFG = CCU + 0x58;
const SDMMC0_CLK = CCU + 0x88;
const GMAC_CLK = CCU + 0x164;

const SPI0_CLK = CCU + 0xa0;
const PWM = 0x01c2_3400;
const OSC24M_HZ = 24_000_000;
const PLL6_HZ = 600_000_000;
/** APB2_CFG: source field b25:24 = 1 is OSC24M (0 would be the 32 kHz clock). */
const APB2_FROM_OSC24M = 0x0100_0000;

const apb2 = (bit: number): ClockLine => ({
  select: { register: APB2_CFG, value: APB2_FROM_OSC24M },
  gate: { register: BUS_CLK_GATING3, bit },
  reset: { register: BUS_SOFT_RST4, bit },
});
const SPI0_LINE: ClockLine = {
  select: null,
  gate: { register: BUS_CLK_GATING0, bit: 20 },
  reset: { register: BUS_SOFT_RST0, bit: 20 },
};

export const r40 = defineSoc({
  name: "r40",
  title: "Allwinner R40",
  cpu: "cortex-a7",
  dramBase: 0x4000_0000,
  interruptController: { driver: "gic400", distributor: 0x01c8_1000, cpuInterface: 0x01c8_2000 },
  timer: { driver: "arm-timer", base: 0x01c2_0c00, frequencyHz: OSC24M_HZ, alarmIrq: 29 },
  watchdog: { driver: "sunxi-watchdog", base: 0x01c2_0c90, layout: "sun4i" },
  sid: { driver: "sunxi-sid", base: 0x01c1_b000, layout: "keyed" },
  rtc: { driver: "sunxi-rtc", base: 0x01c2_0400, layout: "sun6i" },
  pios: {
    pio: {
      driver: "sunxi-pio",
      base: 0x01c2_0800,
      clock: { select: null, gate: { register: BUS_CLK_GATING2, bit: 5 }, reset: null },
      edges: [portsHAndI(60)],
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
      irq: 33,
      clock: apb2(16),
      inputClockHz: OSC24M_HZ,
      // PB22 is TX, PB23 RX.
      pins: { pins: ["PB22", "PB23"], function: 2, pull: "up", driveMilliamps: null },
    },
    uart2: uart(2, 35, apb2(18), ["PI18", "PI19"], 3),
    uart3: uart(3, 36, apb2(19), ["PG6", "PG7"], 4),
    uart7: uart(7, 52, apb2(23), ["PI20", "PI21"], 3),
  },
  i2cs: {
    i2c0: twi(0, apb2(0), true, ["PB1", "PB0"], 2),
    i2c1: twi(1, apb2(1), true, ["PB19", "PB18"], 2),
    i2c2: twi(2, apb2(2), true, ["PB21", "PB20"], 2),
  },
  spis: { spi0: spi(0x01c0_5000, "sun6i", SPI0_LINE, SPI0_CLK, ["PC0", "PC1", "PC2", "PC23"], 3) },
  pwms: {
    pwm0: sun8iPwm(PWM, 0, "PB2", 3),
    pwm1: sun8iPwm(PWM, 1, "PB3", 3),
    pwm2: sun8iPwm(PWM, 2, "PI20", 6),
    pwm3: sun8iPwm(PWM, 3, "PI21", 6),
    pwm4: sun8iPwm(PWM, 4, "PB20", 4),
    pwm5: sun8iPwm(PWM, 5, "PB21", 4),
    pwm6: sun8iPwm(PWM, 6, "PB9", 4),
    pwm7: sun8iPwm(PWM, 7, "PB10", 4),
  },
  mmcs: {
    mmc0: {
      driver: "sunxi-mmc",
      base: 0x01c0_f000,
      irq: 64,
      clock: {
        select: null,
        gate: { register: BUS_CLK_GATING0, bit: 8 },
        reset: { register: BUS_SOFT_RST0, bit: 8 },
      },
      moduleClock: SDMMC0_CLK,
      pll6Hz: PLL6_HZ,
      delaysInModuleClock: false,
      fifoOffset: 0x200,
      pins: {
        pins: ["PF0", "PF1", "PF2", "PF3", "PF4", "PF5"],
        function: 2,
        pull: "up",
        driveMilliamps: 30,
      },
    },
  },
  emacs: {
    gmac: {
      driver: "sun8i-emac",
      base: 0x01c5_0000,
      irq: 117,
      clock: {
        select: null,
        gate: { register: BUS_CLK_GATING1, bit: 17 },
        reset: { register: BUS_SOFT_RST1, bit: 17 },
      },
      phyClock: null,
      wiring: { register: GMAC_CLK, layout: "r40" },
      // RGMII: PA9 and PA14 belong to other functions of the group.
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
          "PA10",
          "PA11",
          "PA12",
          "PA13",
          "PA15",
          "PA16",
        ],
        function: 5,
        pull: "none",
        driveMilliamps: 40,
      },
    },
  },
});
