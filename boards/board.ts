// What a SoC and a board are, as data, and the two functions that type-check one.
//
// Says nothing about how a device is driven: each block only names the driver in hal/ that fits it. Nothing
// here touches hardware, and nothing in boards/ imports from outside boards/.
//
// The types catch a wrong block name or a pin of a port that the SoC does not have. What types cannot say
// (PH40 does not exist, two blocks claim one pin) is checked by `boardProblems` in check.ts.

/** Port letters of the Allwinner PIO. Port L sits behind a controller of its own (R_PIO). */
export type Port = "A" | "B" | "C" | "D" | "E" | "F" | "G" | "H" | "I" | "L";

/** A pin by its name in the manual and on schematics: `PH20` is port H, bit 20. */
export type Pin = `P${Port}${number}`;

/** One bit of one register, by absolute address. */
export interface RegisterBit {
  readonly register: number;
  readonly bit: number;
}

/** A value for a whole register, by absolute address. */
export interface RegisterValue {
  readonly register: number;
  readonly value: number;
}

/** How a block gets its bus clock: select the source, open the gate, release the reset. */
export interface ClockLine {
  /** Clock source of the bus that the block hangs on; null when the reset value is right. */
  readonly select: RegisterValue | null;
  /** 1 = clock runs. */
  readonly gate: RegisterBit;
  /** 1 = block runs; null on SoCs without such a line. */
  readonly reset: RegisterBit | null;
}

/** Pins that belong to a block, and how their pads are set up for it. */
export interface PinGroup {
  readonly pins: readonly Pin[];
  /** Pn_CFG function number, 2 .. 6. */
  readonly function: number;
  readonly pull: "none" | "up" | "down";
  /** Drive strength in mA; null leaves the reset value. */
  readonly driveMilliamps: 10 | 20 | 30 | 40 | null;
}

/** A bank of external interrupt lines of a port controller, and the pins behind them. */
export interface EdgeBank {
  /** From the controller's base. */
  readonly offset: number;
  readonly irq: number;
  /** Pn_CFG function number of a pin that is watched. */
  readonly function: number;
  readonly lines: ReadonlyArray<{
    readonly port: Port;
    readonly firstPin: number;
    readonly firstLine: number;
    readonly count: number;
  }>;
  /** Whether DAT shows the level of a pin that is watched. */
  readonly readable: boolean;
}

/** A port controller (PIO, R_PIO). */
export interface PioBlock {
  readonly driver: "sunxi-pio";
  readonly base: number;
  readonly clock: ClockLine;
  readonly edges: readonly EdgeBank[];
}

/** Where a port's registers are and how many pins are bonded, counted from 0. */
export interface PortPlace {
  /** Key in the SoC's `pios`. */
  readonly pio: string;
  /** Index of the port's bank in that controller. */
  readonly bank: number;
  readonly pins: number;
}

/** Interrupt numbers in `irq` fields are what the named driver's `enable` takes. */
export type InterruptControllerBlock =
  | { readonly driver: "sunxi-intc"; readonly base: number }
  | { readonly driver: "gic400"; readonly distributor: number; readonly cpuInterface: number };

export interface TimerBlock {
  /** `sunxi-timer`: timers 0 and 1 of the block. `arm-timer`: the counter in the processor, measured with the block's. */
  readonly driver: "sunxi-timer" | "arm-timer";
  readonly base: number;
  /** Rate of the OSC24M crystal that drives the counters. */
  readonly frequencyHz: number;
  /** Interrupt of the wake-up alarm: of timer 0, or of the processor's physical timer in Secure state. */
  readonly alarmIrq: number;
}

export interface WatchdogBlock {
  readonly driver: "sunxi-watchdog";
  readonly base: number;
  /** Register layout: `sun4i` (A10, A20, R40) or `sun6i` (H3). */
  readonly layout: "sun4i" | "sun6i";
}

/** The chip's identification: four words (A10, A20), or asked for one by one. */
export interface SidBlock {
  readonly driver: "sunxi-sid";
  readonly base: number;
  readonly layout: "words" | "keyed";
}

/** The date that goes on without power: field layouts of the A10, of the A20, and from the sun6i generation on. */
export interface RtcBlock {
  readonly driver: "sunxi-rtc";
  readonly base: number;
  readonly layout: "sun4i" | "sun7i" | "sun6i";
}

export interface UartBlock {
  readonly driver: "dw-uart";
  readonly base: number;
  readonly irq: number;
  readonly clock: ClockLine;
  readonly inputClockHz: number;
  readonly pins: PinGroup;
}

export interface I2cBlock {
  readonly driver: "sunxi-twi";
  readonly base: number;
  readonly clock: ClockLine;
  /** How the event flag is cleared: by 1 from the sun6i generation on, by 0 before. */
  readonly eventClearedByOne: boolean;
  readonly pins: PinGroup;
}

export interface SpiBlock {
  readonly driver: "sunxi-spi";
  readonly base: number;
  readonly layout: "sun4i" | "sun6i";
  readonly clock: ClockLine;
  /** Value of SPIn_CLK for a module clock of `moduleHz`. */
  readonly moduleClock: RegisterValue;
  readonly moduleHz: number;
  readonly pins: PinGroup;
}

/** One channel of a PWM block, which always has a clock. */
export type PwmBlock = SunxiPwmBlock | Sun8iPwmBlock;

export interface SunxiPwmBlock {
  readonly driver: "sunxi-pwm";
  readonly base: number;
  readonly channel: 0 | 1;
  /** Whether the crystal's clock can be counted undivided. */
  readonly hasUndivided: boolean;
  readonly pins: PinGroup;
}

export interface Sun8iPwmBlock {
  readonly driver: "sun8i-pwm";
  readonly base: number;
  /** 0 .. 7. */
  readonly channel: number;
  readonly pins: PinGroup;
}

export interface MmcBlock {
  readonly driver: "sunxi-mmc";
  readonly base: number;
  readonly irq: number;
  readonly clock: ClockLine;
  /** Module clock register SDn_CLK. */
  readonly moduleClock: number;
  /** What every SPL for the SoC sets PLL6 to, the source of rates above 24 MHz. */
  readonly pll6Hz: number;
  /** True where SDn_CLK holds the phase delays; false where NTSR does (new timing mode, R40). */
  readonly delaysInModuleClock: boolean;
  /** Offset of the FIFO: 0x100 on the A10 and A20, 0x200 later. */
  readonly fifoOffset: number;
  readonly pins: PinGroup;
}

/** A field that hands an SRAM section to a device. */
export interface SramMapping {
  readonly register: number;
  readonly shift: number;
  readonly width: number;
  readonly value: number;
}

export interface EmacBlock {
  readonly driver: "sunxi-emac";
  readonly base: number;
  readonly irq: number;
  readonly clock: ClockLine;
  /** The EMAC's packet memory is a CPU SRAM until it is switched over. */
  readonly sram: SramMapping;
  readonly pins: PinGroup;
}

/** The MAC with descriptor rings that came with the sun8i SoCs: EMAC of the H3, GMAC of the R40. */
export interface Sun8iEmacBlock {
  readonly driver: "sun8i-emac";
  readonly base: number;
  readonly irq: number;
  readonly clock: ClockLine;
  /** Clock and reset of the PHY inside the SoC; null when there is none. */
  readonly phyClock: ClockLine | null;
  /** The register that says what the MAC is wired to: in the system control block (H3) or the clock unit (R40). */
  readonly wiring: { readonly register: number; readonly layout: "h3" | "r40" };
  /** Pins to an external PHY; null when the only one that boards use is inside the SoC. */
  readonly pins: PinGroup | null;
}

/** The DesignWare MAC of the A20. */
export interface DwGmacBlock {
  readonly driver: "dw-gmac";
  readonly base: number;
  readonly irq: number;
  readonly clock: ClockLine;
  /** GMAC_CLK_REG, which says what the MAC is wired to. */
  readonly wiring: { readonly register: number; readonly layout: "a20" };
  /** Pins to the PHY, for each kind of wiring. */
  readonly pins: Readonly<Record<"mii" | "rgmii", PinGroup>>;
}

/** Every kind of Ethernet MAC, told apart by its driver. */
export type MacBlock = EmacBlock | Sun8iEmacBlock | DwGmacBlock;

export interface Soc {
  readonly name: string;
  readonly title: string;
  /** gcc's `-mcpu` name. */
  readonly cpu: "cortex-a8" | "cortex-a7";
  readonly dramBase: number;
  readonly interruptController: InterruptControllerBlock;
  readonly timer: TimerBlock;
  readonly watchdog: WatchdogBlock;
  readonly sid: SidBlock;
  readonly rtc: RtcBlock;
  readonly pios: Readonly<Record<string, PioBlock>>;
  readonly ports: Readonly<Partial<Record<Port, PortPlace>>>;
  readonly uarts: Readonly<Record<string, UartBlock>>;
  readonly i2cs: Readonly<Record<string, I2cBlock>>;
  readonly spis: Readonly<Record<string, SpiBlock>>;
  readonly pwms: Readonly<Record<string, PwmBlock>>;
  readonly mmcs: Readonly<Record<string, MmcBlock>>;
  readonly emacs: Readonly<Record<string, MacBlock>>;
}

/** A pin of a port that SoC `S` has. */
export type PinOf<S extends Soc> = `P${Extract<keyof S["ports"], Port>}${number}`;

/** A digital line of the board and the level at which it counts as on. */
export interface Line<P extends string = Pin> {
  readonly pin: P;
  readonly active: "high" | "low";
}

export interface Board<S extends Soc = Soc> {
  /** Folder name, and what `--board` takes. */
  readonly name: string;
  readonly title: string;
  readonly soc: S;
  /** DRAM that every revision of the board has: an image may count on it. */
  readonly dram: { readonly base: number; readonly sizeBytes: number };
  readonly console: { readonly uart: Extract<keyof S["uarts"], string>; readonly baud: number };
  readonly leds: Readonly<Record<string, Line<PinOf<S>>>>;
  readonly sdCard: {
    readonly host: Extract<keyof S["mmcs"], string>;
    readonly busWidth: 1 | 4;
    readonly cardDetect: Line<PinOf<S>> | null;
  } | null;
  readonly ethernet: {
    readonly mac: Extract<keyof S["emacs"], string>;
    /** Address of the PHY on the MDIO bus, 0 .. 31. */
    readonly phyAddress: number;
    /** What lies between MAC and PHY; "internal" when the PHY is inside the SoC. */
    readonly link: "mii" | "rgmii" | "internal";
    /** RGMII only: delays in the MAC's own steps, 0 where the PHY or the board delays the clocks. */
    readonly delays?: { readonly transmit: number; readonly receive: number };
    /** Internal PHY only: the level that lights the LEDs of the socket. Default: high. */
    readonly leds?: "active-low";
    /** A line that powers the PHY, to be driven before anything else. */
    readonly power?: Line<PinOf<S>>;
  } | null;
  /** The secondary program loader that sets up DRAM before an image starts. */
  readonly spl: {
    /** Folder in Debian's u-boot-sunxi package, /usr/lib/u-boot/<folder>. */
    readonly debianFolder: string;
    /** False when that SPL is for a sibling board and only good enough for the emulator. */
    readonly fitsHardware: boolean;
  };
  /** The QEMU machine that stands in for the board, or null when there is none. */
  readonly emulator: {
    readonly machine: string;
    readonly memoryMiB: number;
    /** The port controllers whose writes the machine logs: key in the SoC's `pios` -> name in the log. */
    readonly loggedPios: Readonly<Record<string, string>>;
  } | null;
}

/** Returns `soc` with its literal types kept, so that boards can be checked against its block names. */
export function defineSoc<const S extends Soc>(soc: S): S {
  return soc;
}

/** Returns `board` after the compiler has checked its pins and block names against its SoC. */
export function defineBoard<const S extends Soc, const B extends Board<S>>(board: B & { soc: S }): B {
  return board;
}
