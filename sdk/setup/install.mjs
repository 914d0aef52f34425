// Installs the missing needs of needs.mjs: with apt on Debian and its relatives, by naming them elsewhere.
//
// Runs as root or through sudo without a password; with neither it prints the very commands it would have
// run. Decides nothing about versions: that is apt-plan.mjs.
import { existsSync, readFileSync } from "node:fs";
import {
  parseMadison,
  parseOsRelease,
  plainPlan,
  QEMU_PACKAGE,
  qemuPlan,
  renderCommands,
  UPDATE,
} from "./apt-plan.mjs";
import { readSources } from "./apt-sources.mjs";
import { which } from "./needs.mjs";
import { run, SetupProblem, step } from "./report.mjs";

// What to install where there is no apt; one line per system a developer is likely to have.
const ELSEWHERE = `Install these by hand, then run this again:
  macOS (Homebrew):  brew install qemu mtools u-boot-tools && brew install --cask gcc-arm-embedded
  Fedora:            dnf install gcc arm-none-eabi-gcc-cs arm-none-eabi-newlib qemu-system-arm gdb mtools uboot-tools
  Arch:              pacman -S gcc arm-none-eabi-gcc arm-none-eabi-newlib qemu-system-arm arm-none-eabi-gdb mtools uboot-tools
  Windows:           use WSL with Debian, or: winget install Arm.GnuArmEmbeddedToolchain SoftwareFreedomConservancy.QEMU
  any, with xpm:     xpm install   (brings the ARM compiler that package.json names)`;

/** The facts about this machine that the plans need. */
export function machine() {
  return {
    osRelease: existsSync("/etc/os-release") ? parseOsRelease(readFileSync("/etc/os-release", "utf8")) : {},
    sources: readSources(),
    apt: which("apt-get") !== null && which("dpkg-deb") !== null,
  };
}

/** Installs the Debian packages of `missing`, or throws a SetupProblem that says what the user has to do. */
export async function installMissing(missing, facts) {
  if (!facts.apt) {
    throw new SetupProblem(`missing: ${missing.map((need) => need.name).join(", ")}`, ELSEWHERE);
  }
  const packages = missing.flatMap((need) => need.debian).filter((name) => name !== QEMU_PACKAGE);
  const wantsQemu = missing.some((need) => need.debian.includes(QEMU_PACKAGE));
  const prefix = await rootPrefix();
  if (prefix === null) {
    const qemu = wantsQemu ? qemuCommands(await qemuOffers(), facts) : [];
    throw new SetupProblem(
      `missing: ${missing.map((need) => need.name).join(", ")}, and neither root nor sudo without a password`,
      `Paste this block, then run this again:\n\n${renderCommands([UPDATE, ...plainPlan(packages), ...qemu])}\n`,
    );
  }
  const execute = async (commands) => {
    for (const { argv, input } of commands) {
      const env = { DEBIAN_FRONTEND: "noninteractive" };
      const { code, output } = await run([...prefix, ...argv], { input, env, timeoutMs: 1_800_000 });
      if (code !== 0) {
        throw new SetupProblem(
          `${argv.join(" ")} failed:\n${output.trim().split("\n").slice(-15).join("\n")}`,
          "Mend what apt names above, then run this again.",
        );
      }
    }
  };
  await step("apt package lists", () => execute([UPDATE]));
  if (packages.length > 0) await step(`apt: ${packages.join(" ")}`, () => execute(plainPlan(packages)));
  if (wantsQemu) {
    const commands = qemuCommands(await qemuOffers(), facts);
    await step(`apt: ${QEMU_PACKAGE}`, () => execute(commands));
  }
}

function qemuCommands(offers, facts) {
  const plan = qemuPlan({ offers, ...facts });
  if (plan.problem) {
    throw new SetupProblem(
      plan.problem,
      "Install a newer QEMU, for example from source, put qemu-system-arm on PATH or name it in INGOT_QEMU.",
    );
  }
  return plan.commands;
}

async function qemuOffers() {
  return parseMadison((await run(["apt-cache", "madison", QEMU_PACKAGE])).output);
}

/** How to run a command as root: [] as root, sudo without a password, or null. */
async function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  if (which("sudo") === null) return null;
  if ((await run(["sudo", "-n", "true"])).code !== 0) return null;
  // sudo clears the environment; apt must not stop at a question nobody sees.
  return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"];
}
