// The table of who may import whom. The folders are the architecture; this is what keeps them so.
//
// Data only, default-deny: what a row does not name is refused. check.ts applies it. A new folder needs a row, a
// new contract in hal a line in CONTRACTS; both are decisions, and should look like one in a review.

/** The contracts of hal that the runtime, the simulator and templates may rely on; the rest of hal are drivers. */
const CONTRACTS = [
  "hal/index.ts",
  "hal/cpu.ts",
  "hal/ethernet/mac.ts",
  "hal/gpio/pin.ts",
  "hal/i2c/i2c-bus.ts",
  "hal/interrupt/controller.ts",
  "hal/memory.ts",
  "hal/pwm/pwm-output.ts",
  "hal/random/noise-source.ts",
  "hal/random/random-source.ts",
  "hal/sdcard/block-device.ts",
  "hal/spi/spi-bus.ts",
  "hal/timer/clock.ts",
  "hal/uart/uart.ts",
  "hal/watchdog/watchdog.ts",
];

export interface Rule {
  /** Files below this folder (or this very file); of several rows, the longest that fits counts. */
  from: string;
  /** Folders (ending in "/"), files, or packages that may be imported. A row's own folder is always allowed. */
  may: readonly string[];
  /** Whether Node's own modules may be imported. Nothing that runs on a board may. */
  node?: boolean;
  /** The sentence that is printed when the row is broken. */
  says: string;
}

const DIAGNOSTICS = "sdk/diagnostics/";

export const RULES: readonly Rule[] = [
  { from: "boards/", may: [], says: "boards are data: they import nothing but boards" },
  {
    from: "hal/",
    may: [],
    says: "drivers take addresses and clocks as arguments: hal imports nothing but hal",
  },
  {
    from: "runtime/",
    may: CONTRACTS,
    says: "the runtime knows no hardware: of hal it imports contracts, never a driver, and of the rest nothing",
  },
  {
    from: "runtime/net/wire/",
    may: [],
    says: "wire formats are bytes only: they import nothing but each other",
  },
  {
    from: "runtime/net/node/",
    may: ["runtime/net/transport.ts"],
    node: true,
    says: "Node's sockets stand behind the contract of transports: they import Node's modules and that contract",
  },
  {
    from: "runtime/lang/",
    may: ["runtime/loop/"],
    says: "the language library knows no hardware and no protocol: it imports itself and the event loop",
  },
  {
    from: "templates/",
    may: ["ingot/"],
    says: "templates show what an application does: they import public names (ingot/...) and their own files",
  },
  {
    from: "loader/",
    may: ["ingot/"],
    says: "the loader is an application: it imports public names (ingot/...) and its own files",
  },
  {
    from: "sdk/diagnostics/",
    may: [],
    node: true,
    says: "diagnostics are for every stage, so they know none: they import nothing but diagnostics",
  },
  {
    from: "sdk/compiler/ir/",
    may: [DIAGNOSTICS],
    says: "the IR is what the stages share: it imports neither stages nor the typescript package",
  },
  {
    from: "sdk/compiler/lower/",
    may: ["typescript", "sdk/compiler/ir/", DIAGNOSTICS],
    node: true,
    says: "lowering turns TypeScript's tree into IR: it imports typescript, the IR and diagnostics",
  },
  {
    from: "sdk/compiler/",
    may: [DIAGNOSTICS],
    node: true,
    says: "passes see only IR: they import the compiler and diagnostics, and only lowering imports typescript",
  },
  {
    from: "sdk/backend/",
    may: ["sdk/compiler/ir/", "sdk/toolchain/", DIAGNOSTICS],
    node: true,
    says: "the back end sees only the compiler's output type, the toolchain and diagnostics",
  },
  {
    from: "sdk/toolchain/",
    may: [DIAGNOSTICS],
    node: true,
    says: "the toolchain wrapper knows no stage: it imports diagnostics only",
  },
  {
    from: "sdk/emulator/",
    may: [DIAGNOSTICS],
    node: true,
    says: "the emulator judges from outside: it imports diagnostics only, and nothing of runtime or hal",
  },
  {
    from: "sdk/image/",
    may: ["boards/", "sdk/backend/", "sdk/toolchain/", "esbuild", "cbor-x", DIAGNOSTICS],
    node: true,
    says: "the image stage meets board and program; it imports boards, the stages before it, and no driver (text)",
  },
  {
    from: "sdk/simulator/",
    // It puts models behind the registers, so that the drivers themselves run; the door for that is hal/mmio.ts.
    may: [
      ...CONTRACTS,
      "hal/mmio.ts",
      "hal/testing/",
      "runtime/loop/platform.ts",
      "runtime/loop/sources.ts",
      "boards/",
      "sdk/image/",
      "sdk/emulator/",
      "esbuild",
      DIAGNOSTICS,
    ],
    node: true,
    says: "the simulator puts models behind the registers: it imports models and contracts, never a driver",
  },
  {
    from: "sdk/keys/",
    may: [DIAGNOSTICS],
    node: true,
    says: "keys know neither images nor boards: they import Node's modules and diagnostics",
  },
  {
    from: "sdk/cli/",
    may: ["sdk/", "flash-tool/", "fleet/", "esbuild"],
    node: true,
    says: "the command line calls stages: it imports sdk, flash-tool and fleet, never boards, hal or runtime themselves",
  },
  {
    from: "sdk/setup/",
    may: ["sdk/cli/bundle.mjs"],
    node: true,
    says: "set-up runs before there are packages: it imports Node's modules and itself",
  },
  {
    // What lies in sdk/ itself joins the stages.
    from: "sdk/",
    // The record of update state has one definition, which is the board's.
    may: ["boards/index.ts", "boards/board.ts", "runtime/update/state.ts"],
    node: true,
    says: "the files that join the stages import sdk, the list of boards and the update state, never drivers or the runtime",
  },
  {
    from: "flash-tool/",
    // The wire formats of SMP have one definition, which is the board's.
    may: ["sdk/image/", "runtime/smp/", "serialport", DIAGNOSTICS],
    node: true,
    says: "the flash tool writes what the image stage made: it imports sdk/image, SMP's wire formats and diagnostics",
  },
  {
    from: "fleet/",
    // Whose turn it is and what mDNS says have one definition each, which is the board's.
    may: [
      "flash-tool/smp/",
      "runtime/poll/update-index.ts",
      "runtime/net/wire/",
      "sdk/publish-image.ts",
      "sdk/keys/",
      "sdk/image/",
      DIAGNOSTICS,
    ],
    node: true,
    says: "a fleet is kept beside the command line: it imports SMP's client, publishing and formats, never sdk/cli",
  },
];

/** What every test may import beside Node's modules and its own top-level folder. */
export const EVERY_TEST_MAY = ["vitest", "test/patience.ts"];

/** Tests sit beside what they test and may reach further: what a test of that top-level folder needs as a judge. */
export const TESTS_MAY: Readonly<Record<string, readonly string[]>> = {
  hal: ["boards/"],
  runtime: ["hal/", "sdk/backend/c/native-calls.ts", "sdk/inspect-program.ts"],
  sdk: ["boards/", "hal/testing/", "typescript", "esbuild"],
  boards: [],
  "flash-tool": ["sdk/", "runtime/update/", "runtime/crypto/", "runtime/block/testing/"],
  fleet: ["sdk/", "runtime/", "flash-tool/"],
};

/** The folders whose imports are checked. */
export const CHECKED_FOLDERS = [
  "boards",
  "flash-tool",
  "fleet",
  "hal",
  "loader",
  "runtime",
  "sdk",
  "templates",
];
