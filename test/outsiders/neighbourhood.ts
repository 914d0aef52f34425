// A small network of this computer's own for a board in the emulator: Linux, with real programs, at the other end.
//
// It lives in a network namespace, so that nothing of it reaches the computer's own network, and needs root for
// that. Linux has 10.77.0.1 and fd77::1; dnsmasq gives the board an address by DHCP, a name server and an IPv6 prefix.
// A QEMU without a machine carries frames between the socket of the wire and Linux's tap.

import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findQemu } from "../../sdk/emulator/index.ts";
import { PATIENCE_MS } from "../patience.ts";

export const LINUX = "10.77.0.1";
export const LINUX_V6 = "fd77::1";
/** What dnsmasq says when asked for this name. */
export const NAMED = "broker.test";

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Why programs `tools` cannot be run here beside a board, or "" when they can. */
export function missingHere(...tools: string[]): string {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "needs Linux and root";
  if (!existsSync("/dev/net/tun")) return "this kernel has no /dev/net/tun";
  const absent = ["ip", "dnsmasq", ...tools].filter((tool) => !isOnPath(tool));
  if (absent.length > 0) return `not installed: ${absent.join(", ")}; npm run test:outsiders brings them`;
  const probe = namespaceName("probe");
  const made = spawnSync("ip", ["netns", "add", probe], { encoding: "utf8" });
  if (made.status !== 0) return `no network namespaces here: ${made.stderr.trim()}`;
  spawnSync("ip", ["netns", "del", probe]);
  return "";
}

export function isOnPath(tool: string): boolean {
  return (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, tool)));
}

function namespaceName(what: string): string {
  return `ingot-${what}-${process.pid}`;
}

export class Neighbourhood {
  private readonly name: string;
  private readonly children: ChildProcess[] = [];

  private constructor(name: string) {
    this.name = name;
  }

  /** Everything that is at Linux's end of the wire with socket file `wire`. Files go to `folder`. */
  static async open(what: string, wire: string, folder: string): Promise<Neighbourhood> {
    const place = new Neighbourhood(namespaceName(what));
    try {
      await place.build(wire, folder);
    } catch (error) {
      await place.close();
      throw error;
    }
    return place;
  }

  private async build(wire: string, folder: string): Promise<void> {
    ip("netns", "add", this.name);
    ip("-n", this.name, "link", "set", "lo", "up");
    ip("-n", this.name, "tuntap", "add", "tap0", "mode", "tap");
    ip("-n", this.name, "addr", "add", `${LINUX}/24`, "dev", "tap0");
    ip("-n", this.name, "addr", "add", `${LINUX_V6}/64`, "dev", "tap0", "nodad");
    ip("-n", this.name, "link", "set", "tap0", "up");
    ip("-n", this.name, "route", "add", "224.0.0.0/4", "dev", "tap0");
    const plug = ["-netdev", "tap,id=tap,ifname=tap0,script=no,downscript=no"];
    plug.push("-netdev", `stream,id=wire,server=off,addr.type=unix,addr.path=${wire}`);
    plug.push("-netdev", "hubport,id=a,hubid=0,netdev=tap", "-netdev", "hubport,id=b,hubid=0,netdev=wire");
    this.start([findQemu().path, "-M", "none", "-nodefaults", "-display", "none", ...plug]);
    const config = join(folder, "dnsmasq.conf");
    const lines = ["no-daemon", "no-resolv", "no-hosts", "log-dhcp", "interface=tap0", "bind-interfaces"];
    lines.push(
      "user=root",
      "pid-file=",
      `dhcp-leasefile=${join(folder, "leases")}`,
      "enable-ra",
      "local-ttl=60",
    );
    lines.push("dhcp-range=10.77.0.50,10.77.0.50,1h", "dhcp-range=fd77::,ra-only");
    lines.push(`address=/${NAMED}/${LINUX}`, `address=/${NAMED}/${LINUX_V6}`);
    writeFileSync(config, `${lines.join("\n")}\n`);
    await this.startUntil(["dnsmasq", `--conf-file=${config}`], /started/);
  }

  /** Runs a program to its end, there. Rejects only when it cannot be started or takes too long. */
  run(argv: readonly string[], timeoutMs = PATIENCE_MS): Promise<Ended> {
    return new Promise((resolve, reject) => {
      const options = { timeout: timeoutMs, killSignal: "SIGKILL" as const, maxBuffer: 1 << 26 };
      execFile("ip", ["netns", "exec", this.name, ...argv], options, (error, stdout, stderr) => {
        if (error?.killed)
          reject(new Error(`${argv.join(" ")} took longer than ${timeoutMs} ms\n${stdout}${stderr}`));
        else resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
      });
    });
  }

  /** The standard output of a program, which must end with 0. */
  async output(argv: readonly string[], timeoutMs?: number): Promise<string> {
    const { code, stdout, stderr } = await this.run(argv, timeoutMs);
    if (code !== 0) throw new Error(`${argv.join(" ")} ended with ${code}\n${stdout}${stderr}`);
    return stdout;
  }

  /** The address that the station with `ipv4` makes of dnsmasq's prefix and its hardware address (RFC 4291 appendix A). */
  async ipv6Of(ipv4: string): Promise<string> {
    await this.output(["ping", "-c", "1", "-w", "20", ipv4]);
    const line = await this.output(["ip", "neigh", "show", ipv4]);
    const bytes = /lladdr (\S+)/
      .exec(line)![1]!
      .split(":")
      .map((byte) => Number.parseInt(byte, 16));
    bytes[0]! ^= 2;
    bytes.splice(3, 0, 0xff, 0xfe);
    const groups = [0, 2, 4, 6].map((at) => ((bytes[at]! << 8) | bytes[at + 1]!).toString(16));
    return `fd77::${groups.join(":")}`;
  }

  /** Starts a program that goes on, with `pipes` more than its own; it is ended with the neighbourhood, or by `stop`. */
  start(argv: readonly string[], pipes = 0): ChildProcess {
    const stdio = ["ignore" as const, ...Array.from({ length: 2 + pipes }, () => "pipe" as const)];
    // `ip netns exec` becomes the program, so the process is the program's own.
    const child = spawn("ip", ["netns", "exec", this.name, ...argv], { stdio });
    this.children.push(child);
    return child;
  }

  /** Starts a program and waits until it prints `sign`. */
  async startUntil(argv: readonly string[], sign: RegExp): Promise<ChildProcess> {
    const child = this.start(argv);
    let text = "";
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string): void => reject(new Error(`${argv.join(" ")} ${why}\n${text}`));
      const timer = setTimeout(() => fail(`did not print ${sign}`), PATIENCE_MS);
      const take = (piece: Buffer): void => {
        text += piece.toString();
        if (!sign.test(text)) return;
        clearTimeout(timer);
        resolve();
      };
      child.stdout!.on("data", take);
      child.stderr!.on("data", take);
      child.on("exit", (code) => fail(`ended with ${code}`));
    });
    return child;
  }

  async close(): Promise<void> {
    for (const child of this.children) await stop(child);
    spawnSync("ip", ["netns", "del", this.name]);
  }
}

/** Ends a program that was started, and waits for its end. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}

function ip(...words: string[]): void {
  const { status, stderr } = spawnSync("ip", words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`ip ${words.join(" ")}: ${stderr.trim()}`);
}
