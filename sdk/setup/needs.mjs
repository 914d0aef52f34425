// What Ingot needs on the developer's machine, and how to see whether it is there and works.
//
// A need is checked by using the tool, not by asking a package manager: a toolchain from anywhere will do.
// Installing is the business of install.mjs.
import { accessSync, constants, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { QEMU_MAJOR_NEEDED, QEMU_PACKAGE } from "./apt-plan.mjs";
import { run } from "./report.mjs";

const WINDOWS = process.platform === "win32";

/** The full path of a program on PATH, or null. */
export function which(name) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, WINDOWS ? `${name}.exe` : name);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      // Not here; the next folder may have it.
    }
  }
  return null;
}

/** The ARM compiler in the order of sdk/toolchain: environment, xPack of the project, xPack store, PATH. */
function armCompiler(root) {
  const name = WINDOWS ? "arm-none-eabi-gcc.exe" : "arm-none-eabi-gcc";
  const chosen = process.env.INGOT_ARM_TOOLCHAIN;
  if (chosen) {
    return [chosen, join(chosen, name), join(chosen, "bin", name)].find(isFile) ?? null;
  }
  const xpack = join("@xpack-dev-tools", "arm-none-eabi-gcc");
  const project = join(root, "xpacks", xpack, ".content", "bin", name);
  if (isFile(project)) return project;
  for (const store of [
    join(homedir(), ".local", "xPacks"),
    join(homedir(), "Library", "xPacks"),
    join(process.env.APPDATA ?? homedir(), "xPacks"),
  ]) {
    const folder = join(store, xpack);
    for (const version of existsSync(folder) ? readdirSync(folder).sort().reverse() : []) {
      const path = join(folder, version, ".content", "bin", name);
      if (isFile(path)) return path;
    }
  }
  return which("arm-none-eabi-gcc");
}

function isFile(path) {
  return existsSync(path) && statSync(path).isFile();
}

/**
 * `find` gives the program's path or null; `probe` uses it and gives a version line, or throws an Error that
 * says what does not work. `debian` are the packages that bring it; `optional` needs only serve some tests.
 */
export const NEEDS = [
  {
    name: "host C compiler",
    debian: ["gcc", "libc6-dev"],
    find: () => process.env.INGOT_CC ?? which("gcc") ?? which("clang"),
    probe: (path) => probeCompiler(path, ["-x", "c", "-", "-lm"], "a C library to link with (libc6-dev)"),
  },
  {
    name: "ARM compiler and newlib",
    debian: ["gcc-arm-none-eabi", "libnewlib-arm-none-eabi"],
    find: armCompiler,
    probe: (path) =>
      probeCompiler(
        path,
        "-mcpu=cortex-a8 -mfpu=neon -mfloat-abi=hard --specs=nosys.specs -x c - -lm".split(" "),
        "a newlib for Cortex-A with hard floating point",
      ),
  },
  {
    name: `QEMU ${QEMU_MAJOR_NEEDED} or later`,
    debian: [QEMU_PACKAGE],
    find: () => process.env.INGOT_QEMU ?? which("qemu-system-arm"),
    probe: async (path) => {
      const line = await versionLine(path);
      const major = Number(/version (\d+)\./.exec(line)?.[1] ?? 0);
      if (major < QEMU_MAJOR_NEEDED) throw new Error(`${line} is too old: ${QEMU_MAJOR_NEEDED}.0 or later`);
      return line;
    },
  },
  {
    name: "gdb for ARM",
    debian: ["gdb-multiarch"],
    optional: true,
    find: () => which("gdb-multiarch") ?? which("arm-none-eabi-gdb"),
    probe: versionLine,
  },
  {
    name: "mtools",
    debian: ["mtools"],
    optional: true,
    find: () => which("mdir"),
    probe: versionLine,
  },
  {
    name: "mkimage",
    debian: ["u-boot-tools"],
    optional: true,
    find: () => which("mkimage"),
    probe: async (path) => firstLine((await run([path, "-V"])).output),
  },
];

/**
 * Programs of others that test/outsiders sets beside a board. Brought only where they are asked for, because some of them
 * are services that Debian starts when they are installed.
 */
export const OUTSIDERS = Object.entries({
  ip: "iproute2",
  ping: "iputils-ping",
  dnsmasq: "dnsmasq-base",
  curl: "curl",
  tshark: "tshark",
  wrk: "wrk",
  mosquitto: "mosquitto",
  mosquitto_sub: "mosquitto-clients",
  "dbus-daemon": "dbus",
  "avahi-daemon": "avahi-daemon",
  "avahi-browse": "avahi-utils",
  chromium: "chromium",
}).map(([program, debian]) => ({
  name: program,
  debian: [debian],
  optional: true,
  find: () => which(program),
  probe: async (path) => path,
}));

/** Checks one need; { path, version } or { path, problem }. */
export async function checkNeed(need, root) {
  const path = need.find(root);
  if (path === null) return { path, problem: "not found" };
  try {
    return { path, version: await need.probe(path) };
  } catch (error) {
    return { path, problem: error.message };
  }
}

async function versionLine(path) {
  const { code, output } = await run([path, "--version"]);
  if (code !== 0) throw new Error(`${path} --version failed: ${firstLine(output)}`);
  return firstLine(output);
}

// Compiles and links, because a compiler without its C library is the usual half-installed state.
async function probeCompiler(path, flags, what) {
  const line = await versionLine(path);
  const folder = mkdtempSync(join(tmpdir(), "ingot-probe-"));
  try {
    const { code, output } = await run([path, "-o", join(folder, "probe"), ...flags], {
      input:
        '#include <stdio.h>\n#include <math.h>\nint main(int c, char **v) { return printf("%f", sin(c)); }\n',
    });
    if (code !== 0) throw new Error(`${path} lacks ${what}: ${firstLine(output)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return line;
}

function firstLine(text) {
  return text.trim().split("\n")[0] ?? "";
}
