// The QEMU command line for Ingot's boards: options in, arguments out.
//
// Everything stays on this computer: no monitor, no display, the console on stdio, user-mode forwards and gdb
// on the loopback address only. Running it is machine.ts's business.

/**
 * What a board's Ethernet controller is plugged into. `model` chooses between the controllers of a machine that
 * has two (bpim2u: "allwinner-emac", else its GMAC); default: the first.
 */
export type QemuNetwork =
  /** Nothing. The controller is still there, and its link reads as up. */
  | { kind: "none" }
  /** Raw frames over a socket file on which a StreamLink listens already. */
  | { kind: "stream"; path: string; model?: string }
  /** QEMU's own little network: guest 10.0.2.15, gateway 10.0.2.2; TCP ports of 127.0.0.1 forwarded. */
  | { kind: "user"; forwards?: readonly Forward[]; model?: string };

/** What is sent to `hostPort` of 127.0.0.1 goes to `guestPort` of the board. */
export interface Forward {
  readonly hostPort: number;
  readonly guestPort: number;
  /** Default "tcp". */
  readonly protocol?: "tcp" | "udp";
}

export interface QemuOptions {
  /** QEMU's name for the machine, as a board's data gives it: "cubieboard", "orangepi-pc", "bpim2u". */
  machine: string;
  /** DRAM in MiB; default: what QEMU gives the machine. */
  memoryMiB?: number;
  /** ELF that QEMU loads and enters by itself, without boot ROM and SPL. */
  kernel?: string;
  /** Raw SD card image; its size must be a power of two. Without `kernel` the board boots from it. */
  sdImage?: string;
  /** Default: none. */
  network?: QemuNetwork;
  /** File for every frame on the board's wire, in pcap form. Not without a network. */
  pcap?: string;
  /** Where the console is: this process's pipes (default), or a pseudo-terminal whose name QEMU prints. */
  console?: "stdio" | "pty";
  /** Let the program end the emulator with an exit code through ARM semihosting. */
  semihosting?: boolean;
  /** Count instructions: each takes 2^shift nanoseconds of virtual time, so that runs repeat exactly. */
  icountShift?: number;
  /** Open a gdb server on this port of 127.0.0.1; with `waitForGdb` the board starts when gdb says so. */
  gdbPort?: number;
  waitForGdb?: boolean;
  /** File for QEMU's log of accesses to devices that it does not model. */
  unimplementedLog?: string;
  /** End the emulator, instead of starting again, when the board resets itself. */
  noReboot?: boolean;
  /** Further arguments, last and unchanged. */
  extra?: readonly string[];
}

/** The arguments for qemu-system-arm. Pure; does not look at any file. */
export function qemuArguments(options: QemuOptions): string[] {
  const args = ["-M", options.machine, "-display", "none", "-monitor", "none", "-no-user-config"];
  // signal=off: Ctrl-C on an attached console is a byte for the board and not the end of the emulator.
  const console = options.console === "pty" ? "pty,id=console" : "stdio,id=console,signal=off";
  args.push("-chardev", console, "-serial", "chardev:console");
  args.push(...networkArguments(options.network ?? { kind: "none" }));
  if (options.pcap !== undefined)
    args.push("-object", `filter-dump,id=capture,netdev=wire,file=${escapeCommas(options.pcap)}`);
  if (options.memoryMiB !== undefined) args.push("-m", `${options.memoryMiB}M`);
  if (options.kernel !== undefined) args.push("-kernel", options.kernel);
  if (options.sdImage !== undefined)
    args.push("-drive", `if=sd,format=raw,file=${escapeCommas(options.sdImage)}`);
  if (options.semihosting) args.push("-semihosting-config", "enable=on,target=native");
  if (options.icountShift !== undefined) args.push("-icount", `shift=${options.icountShift},sleep=off`);
  if (options.gdbPort !== undefined) args.push("-gdb", `tcp:127.0.0.1:${options.gdbPort}`);
  if (options.waitForGdb) args.push("-S");
  if (options.unimplementedLog !== undefined) args.push("-d", "unimp", "-D", options.unimplementedLog);
  if (options.noReboot) args.push("-no-reboot");
  return [...args, ...(options.extra ?? [])];
}

function networkArguments(network: QemuNetwork): string[] {
  if (network.kind === "none") return ["-nic", "none"];
  if (network.kind === "stream") {
    // -nic does not take the stream back end; -net nic plugs the board's own controller into a -netdev.
    const netdev = `stream,id=wire,server=off,addr.type=unix,addr.path=${escapeCommas(network.path)}`;
    return ["-netdev", netdev, "-net", `nic,netdev=wire${model(network)}`];
  }
  const forwards = (network.forwards ?? []).map(
    ({ hostPort, guestPort, protocol = "tcp" }) =>
      `,hostfwd=${protocol}:127.0.0.1:${hostPort}-10.0.2.15:${guestPort}`,
  );
  return ["-nic", `user,id=wire${model(network)}${forwards.join("")}`];
}

function model(network: { model?: string }): string {
  return network.model === undefined ? "" : `,model=${network.model}`;
}

// In QEMU's option lists a comma ends a value and a doubled one stands for itself.
function escapeCommas(path: string): string {
  return path.replaceAll(",", ",,");
}
