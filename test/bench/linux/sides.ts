// The two machines that are compared: Ingot's image and Debian's Linux, each in the emulator's Cubieboard.
//
// Both are entered by the emulator itself, without boot ROM and SPL, and have the same address, card and forwards. How
// they are measured is main.ts's business.

import { readFileSync } from "node:fs";
import { freePort, Machine, type MachineOptions } from "../../../sdk/emulator/index.ts";
import { type LinuxFiles, READY } from "./initramfs.ts";
import { getOnce } from "./load.ts";
import { processorSeconds, realSeconds } from "./ratios.ts";

const LIFETIME_MS = 1_500_000;
const BOOT_MS = 180_000;
const ANSWER_MS = 300_000;
/** As the application has it: behind where a partition table and a boot loader would stand. */
const FIRST_MEBIBYTE = 1;

/** Ports of 127.0.0.1 that lead to the board's 80, 5001 and 5002. */
export interface Ports {
  readonly web: number;
  readonly sink: number;
  readonly source: number;
}

export abstract class Side {
  readonly machine: Machine;
  readonly ports: Ports;
  constructor(machine: Machine, ports: Ports) {
    this.machine = machine;
    this.ports = ports;
  }
  /** Bytes per second of `mebibytes` of the card in order, in pieces of 1 MiB. */
  abstract card(what: "read" | "write", mebibytes: number): Promise<number>;

  /** Seconds of processor time that the emulator has had; NaN where there is no /proc. */
  processorSeconds(): number {
    try {
      return processorSeconds(readFileSync(`/proc/${this.machine.pid}/stat`, "latin1"));
    } catch {
      return Number.NaN;
    }
  }
}

export class IngotSide extends Side {
  async card(what: "read" | "write", mebibytes: number): Promise<number> {
    const milliseconds = Number(await getOnce(this.ports.web, `/card/${what}/${mebibytes}`));
    return (mebibytes * 1024 * 1024 * 1000) / milliseconds;
  }
}

export class LinuxSide extends Side {
  /** Around the page cache: the driver is what is compared. */
  async card(what: "read" | "write", mebibytes: number): Promise<number> {
    const [input, output] =
      what === "read"
        ? [`/dev/mmcblk0 iflag=direct skip=${FIRST_MEBIBYTE}`, "/dev/null"]
        : ["/dev/zero", `/dev/mmcblk0 oflag=direct seek=${FIRST_MEBIBYTE}`];
    const from = this.machine.output.length;
    const command = `time dd bs=1M count=${mebibytes} if=${input} of=${output}; echo finished $?`;
    this.machine.send(`/bin/busybox ${command}\n`);
    const [, code] = await this.machine.waitFor(/\nfinished (\d+)/, ANSWER_MS, from);
    const printed = this.machine.output.slice(from);
    const seconds = realSeconds(printed);
    if (code !== "0" || seconds === null) throw new Error(`Linux's dd failed: ${printed.slice(-300)}`);
    return (mebibytes * 1024 * 1024) / seconds;
  }
}

/** Options of the emulator, but for the card and the ports. */
export function ingotOptions(elf: string): MachineOptions {
  return { machine: "cubieboard", kernel: elf, lifetimeMs: LIFETIME_MS };
}

export function linuxOptions(linux: LinuxFiles, initramfs: string): MachineOptions {
  const extra = ["-dtb", linux.deviceTree, "-initrd", initramfs, "-append", "console=ttyS0,115200 quiet"];
  return { machine: "cubieboard", kernel: linux.kernel, lifetimeMs: LIFETIME_MS, extra };
}

export async function forward(options: MachineOptions): Promise<{ options: MachineOptions; ports: Ports }> {
  const ports = { web: await freePort(), sink: await freePort(), source: await freePort() };
  const forwards = [
    { hostPort: ports.web, guestPort: 80 },
    { hostPort: ports.sink, guestPort: 5001 },
    { hostPort: ports.source, guestPort: 5002 },
  ];
  return { options: { ...options, network: { kind: "user", forwards } }, ports };
}

/** Starts Ingot's image with a card and waits until it serves. */
export async function startIngot(elf: string, card: string): Promise<IngotSide> {
  const { options, ports } = await forward({ ...ingotOptions(elf), sdImage: card });
  const machine = new Machine(options);
  await machine.waitFor("rival is ready", BOOT_MS);
  return new IngotSide(machine, ports);
}

/** Starts Linux with a card and waits until nginx serves. */
export async function startLinux(linux: LinuxFiles, initramfs: string, card: string): Promise<LinuxSide> {
  const { options, ports } = await forward({ ...linuxOptions(linux, initramfs), sdImage: card });
  const machine = new Machine(options);
  await machine.waitFor(READY, BOOT_MS);
  return new LinuxSide(machine, ports);
}
