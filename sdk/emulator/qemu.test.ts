// Tests of the QEMU command line, of finding QEMU, and real boots of the stock SPL on the `cubieboard` machine.
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PATIENCE_MS } from "../../test/patience.ts";
import { IngotError } from "../diagnostics/diagnostic.ts";
import { findQemu } from "./find-qemu.ts";
import { freePort, Machine } from "./machine.ts";
import { qemuArguments } from "./qemu.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const stockBoot = join(root, ".cache/u-boot-sunxi/usr/lib/u-boot/Cubieboard/u-boot-sunxi-with-spl.bin");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ingot-emulator-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the command line of QEMU", () => {
  it("detaches the network unless one is asked for", () => {
    const args = qemuArguments({ machine: "cubieboard", kernel: "a.elf" });
    expect(args.join(" ")).toBe(
      "-M cubieboard -display none -monitor none -no-user-config " +
        "-chardev stdio,id=console,signal=off -serial chardev:console -nic none -kernel a.elf",
    );
  });

  it("listens on the loopback address only", () => {
    const network = { kind: "user", forwards: [{ hostPort: 8080, guestPort: 80 }] } as const;
    const args = qemuArguments({ machine: "bpim2u", network, gdbPort: 1 });
    expect(args).toContain("user,id=wire,hostfwd=tcp:127.0.0.1:8080-10.0.2.15:80");
    expect(args).toContain("tcp:127.0.0.1:1");
  });

  it("captures what is on the wire, and puts the console on a pseudo-terminal", () => {
    const network = { kind: "user" } as const;
    const args = qemuArguments({ machine: "bpim2u", network, pcap: "a,b.pcap", console: "pty" }).join(" ");
    expect(args).toContain("-nic user,id=wire -object filter-dump,id=capture,netdev=wire,file=a,,b.pcap");
    expect(args).toContain("-chardev pty,id=console -serial chardev:console");
  });

  it("doubles commas in paths, which would otherwise end the option", () => {
    const args = qemuArguments({
      machine: "cubieboard",
      sdImage: "a,b.img",
      network: { kind: "stream", path: "x,y" },
    });
    expect(args).toContain("if=sd,format=raw,file=a,,b.img");
    expect(args).toContain("stream,id=wire,server=off,addr.type=unix,addr.path=x,,y");
  });
});

describe("choosing parts of the machine", () => {
  it("sets memory and the Ethernet controller when they are named", () => {
    const network = { kind: "stream", path: "w", model: "allwinner-emac" } as const;
    const args = qemuArguments({ machine: "bpim2u", memoryMiB: 1024, network }).join(" ");
    expect(args).toContain("-net nic,netdev=wire,model=allwinner-emac");
    expect(args).toContain("-m 1024M");
  });
});

describe("finding QEMU", () => {
  const fake = (text: string): string => {
    const path = join(folder, "qemu");
    writeFileSync(path, `#!/bin/sh\necho "${text}"\n`);
    chmodSync(path, 0o755);
    return path;
  };
  const codeOf = (path: string): string => {
    try {
      findQemu({ ...process.env, INGOT_QEMU: path });
    } catch (error) {
      if (error instanceof IngotError) return error.message;
      throw error;
    }
    return "found";
  };

  it("says what to install when there is none", () => {
    expect(codeOf(join(folder, "nothing"))).toMatch(/^E0013: QEMU was not found/);
  });
  it("refuses a QEMU older than 8", () => {
    expect(codeOf(fake("QEMU emulator version 7.2.15 (Debian)"))).toMatch(/^E0014: QEMU 7\.2\.15 is too old/);
  });
  it("refuses a program that is no QEMU", () => {
    expect(codeOf(fake("hello"))).toMatch(/^E0014: .* is not QEMU/);
  });
  it("takes a newer one and knows its version", () => {
    expect(findQemu({ ...process.env, INGOT_QEMU: fake("QEMU emulator version 11.0.1") }).version).toBe(
      "11.0.1",
    );
  });
});

// Without the SPL (a system without Debian's packages) there is nothing to boot; set-up says how to get it.
describe.skipIf(!existsSync(stockBoot))("a running machine", () => {
  const card = (): string => {
    const path = join(folder, "sd.img");
    // The boot ROM reads the SPL from sector 16.
    writeFileSync(path, Buffer.concat([Buffer.alloc(16 * 512), readFileSync(stockBoot)]));
    truncateSync(path, 4 * 1024 * 1024);
    return path;
  };

  it("boots the stock SPL from an SD card and shows its console", async () => {
    const machine = new Machine({ machine: "cubieboard", sdImage: card(), lifetimeMs: PATIENCE_MS });
    await machine.waitFor("U-Boot SPL", PATIENCE_MS);
    const [, dram] = await machine.waitFor(/DRAM: *(\d+ MiB)/, PATIENCE_MS);
    expect(dram).toBe("1024 MiB");
    await machine.kill();
    expect(machine.output).toContain("U-Boot SPL");
  });

  it("takes what is typed on the console", async () => {
    const machine = new Machine({ machine: "cubieboard", sdImage: card(), lifetimeMs: PATIENCE_MS });
    await machine.waitFor("Hit any key to stop autoboot", PATIENCE_MS);
    machine.send("\r");
    await machine.waitFor(/=> /, PATIENCE_MS);
    const from = machine.output.length;
    machine.send('echo ing""ot\r');
    await machine.waitFor(/\ningot\r?\n/, PATIENCE_MS, from);
    await machine.kill();
  });

  it("is ended when its lifetime is over, and says so to whoever waits", async () => {
    const machine = new Machine({ machine: "cubieboard", sdImage: card(), lifetimeMs: 500 });
    await expect(machine.waitFor("this is never printed", PATIENCE_MS)).rejects.toThrow(/lifetime was over/);
    expect(machine.timedOut).toBe(true);
  });

  it("reports what QEMU itself complains about", async () => {
    const machine = new Machine({ machine: "cubieboard", sdImage: join(folder, "missing.img") });
    const failure = await machine.waitFor("anything", PATIENCE_MS).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(IngotError);
    expect(machine.exitCode).toBe(1);
    expect(machine.output).toContain("missing.img");
  });
});

describe("a free port", () => {
  it("is one that can be listened on", async () => {
    expect(await freePort()).toBeGreaterThan(1023);
  });
});
