// Tests of finding and trying compilers: made-up installations with scripts in place of gcc, and the real ones.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { IngotError } from "../diagnostics/diagnostic.ts";
import {
  CPU_FLAGS,
  findArmToolchain,
  findHostCompiler,
  toolchainIdentity,
  toolPath,
} from "./find-toolchain.ts";
import { xpackStore } from "./places.ts";

const XPACK = "@xpack-dev-tools/arm-none-eabi-gcc";
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ingot-toolchain-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface FakeGcc {
  version?: string;
  target?: string;
  /** Shell text that runs when the compiler is asked to compile. */
  compile?: string;
}

/** Writes a shell script that answers like a gcc, at `path` below the test's folder. */
function fakeGcc(
  path: string,
  { version = "12.2.1", target = "arm-none-eabi", compile = "exit 0" }: FakeGcc = {},
): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `#!/bin/sh
case "$1" in
  --version) echo "fake gcc ${version}" ;;
  -dumpmachine) echo ${target} ;;
  -dumpfullversion) echo ${version} ;;
  -print-prog-name=cc1) echo cc1 ;;
  *) echo "$@" >> "$0.log"; ${compile} ;;
esac
`,
  );
  chmodSync(file, 0o755);
  return file;
}

// An environment in which nothing of the real machine is found.
const find = (env: NodeJS.ProcessEnv = {}) =>
  findArmToolchain({
    env: { PATH: "", ...env },
    home: join(folder, "home"),
    projects: [join(folder, "app"), join(folder, "ingot")],
    platform: "linux",
    cacheFolder: null,
  });

function failure(work: () => unknown): IngotError {
  try {
    work();
  } catch (error) {
    if (error instanceof IngotError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("finding the ARM compiler", () => {
  it("takes the environment's choice first, be it the gcc, its folder, or the folder above", () => {
    fakeGcc("bin/arm-none-eabi-gcc");
    const cc = fakeGcc("chosen/bin/arm-none-eabi-gcc");
    for (const value of [cc, join(folder, "chosen/bin"), join(folder, "chosen")]) {
      const found = find({ INGOT_ARM_TOOLCHAIN: value, PATH: join(folder, "bin") });
      expect(found).toMatchObject({ place: "environment", cc, major: 12, version: "fake gcc 12.2.1" });
    }
  });

  it("takes the application's xPack before the store's and PATH's", () => {
    const cc = fakeGcc(`app/xpacks/${XPACK}/.content/bin/arm-none-eabi-gcc`);
    fakeGcc(`home/.local/xPacks/${XPACK}/13.2.1-1.1/.content/bin/arm-none-eabi-gcc`);
    fakeGcc("bin/arm-none-eabi-gcc");
    expect(find({ PATH: join(folder, "bin") })).toMatchObject({ place: "xpack-project", cc });
  });

  it("takes the newest version of the xPack store by number, not by spelling", () => {
    fakeGcc(`home/.local/xPacks/${XPACK}/9.3.1-1.4/.content/bin/arm-none-eabi-gcc`);
    const cc = fakeGcc(`home/.local/xPacks/${XPACK}/12.2.1-1.2.1/.content/bin/arm-none-eabi-gcc`);
    expect(find()).toMatchObject({ place: "xpack-store", cc });
  });

  it("falls back to PATH", () => {
    const cc = fakeGcc("bin/arm-none-eabi-gcc");
    expect(find({ PATH: `/nowhere:${join(folder, "bin")}` })).toMatchObject({ place: "path", cc });
  });

  it("knows where xpm keeps packages on each system", () => {
    expect(xpackStore({ platform: "darwin", home: "/h" })).toBe("/h/Library/xPacks");
    expect(xpackStore({ platform: "linux", home: "/h" })).toBe("/h/.local/xPacks");
    expect(xpackStore({ platform: "win32", home: "/h", env: { APPDATA: "/roaming" } })).toBe(
      "/roaming/xPacks",
    );
  });

  it("says what to install on each system when there is none", () => {
    const { message, diagnostics, exitCode } = failure(() => find());
    expect(message).toBe("E0010: no ARM compiler was found (arm-none-eabi-gcc)");
    expect(diagnostics[0]!.remedy).toMatch(/Debian.*\n.*macOS.*\n.*Windows/);
    expect(exitCode).toBe(1);
  });

  it("does not pass over a wrong INGOT_ARM_TOOLCHAIN, even if PATH has a compiler", () => {
    fakeGcc("bin/arm-none-eabi-gcc");
    const wrong = failure(() => find({ INGOT_ARM_TOOLCHAIN: "/nowhere", PATH: join(folder, "bin") }));
    expect(wrong.message).toMatch(/^E0011: .*INGOT_ARM_TOOLCHAIN is "\/nowhere"/);
  });
});

describe("trying the ARM compiler", () => {
  const findFake = (gcc: FakeGcc) => find({ INGOT_ARM_TOOLCHAIN: fakeGcc("arm-none-eabi-gcc", gcc) });

  it("links for each processor with hard floating point before trusting it", () => {
    const { cc } = findFake({});
    const log = readFileSync(`${cc}.log`, "utf8").trim().split("\n");
    const wanted = Object.values(CPU_FLAGS).map((flags) => flags.join(" "));
    expect(log.map((line) => line.split(" --specs")[0])).toEqual(wanted);
  });

  it("refuses a gcc older than 10", () => {
    expect(failure(() => findFake({ version: "9.3.1" })).message).toMatch(
      /^E0011: .*too old: fake gcc 9\.3\.1/,
    );
  });

  it("refuses a compiler for another target", () => {
    expect(failure(() => findFake({ target: "x86_64-linux-gnu" })).message).toMatch(
      /for x86_64-linux-gnu, not/,
    );
  });

  it("passes on why linking failed, as when newlib is missing", () => {
    const compile = 'echo "fatal error: math.h: No such file or directory" >&2; exit 1';
    expect(failure(() => findFake({ compile })).message).toMatch(
      /cortex-a8 with .* newlib: fatal error: math\.h/,
    );
  });

  it("refuses a program that is no compiler", () => {
    const cc = fakeGcc("arm-none-eabi-gcc");
    writeFileSync(cc, "#!/bin/sh\nexit 1\n");
    expect(failure(() => find({ INGOT_ARM_TOOLCHAIN: cc })).message).toMatch(/it does not run/);
  });

  it("remembers a good result until the compiler changes", () => {
    const cc = fakeGcc("arm-none-eabi-gcc");
    const again = () =>
      findArmToolchain({ env: { PATH: "", INGOT_ARM_TOOLCHAIN: cc }, cacheFolder: join(folder, "cache") });
    const first = again();
    expect(again()).toEqual(first);
    expect(readFileSync(`${cc}.log`, "utf8").trim().split("\n")).toHaveLength(2);
    fakeGcc("arm-none-eabi-gcc", { version: "13.10.0" });
    expect(again().major).toBe(13);
  });

  it("works without a cache folder that can be written", () => {
    const cc = fakeGcc("arm-none-eabi-gcc");
    writeFileSync(join(folder, "file"), "");
    const env = { PATH: "", INGOT_ARM_TOOLCHAIN: cc };
    expect(findArmToolchain({ env, cacheFolder: join(folder, "file", "cache") }).cc).toBe(cc);
  });
});

describe("a found toolchain", () => {
  it("has an identity without any path of this machine", () => {
    const text = JSON.stringify(
      toolchainIdentity(find({ INGOT_ARM_TOOLCHAIN: fakeGcc("arm-none-eabi-gcc") })),
    );
    expect(text).toContain("fake gcc 12.2.1");
    expect(text).not.toContain(folder);
  });

  it("names the tools beside it by the compiler's own prefix and suffix", () => {
    const toolchain = { place: "path", version: "", major: 12, target: "", sha256: "" } as const;
    const path = (cc: string) => toolPath({ ...toolchain, cc }, "objcopy");
    expect(path("/t/bin/arm-none-eabi-gcc")).toBe("/t/bin/arm-none-eabi-objcopy");
    expect(path("/t/bin/arm-none-eabi-gcc.exe")).toBe("/t/bin/arm-none-eabi-objcopy.exe");
    expect(path("/t/bin/arm-none-eabi-gcc-12")).toBe("/t/bin/arm-none-eabi-objcopy-12");
  });
});

describe("this machine's own compilers", () => {
  it("serve: the ARM one links for every processor", () => {
    const toolchain = findArmToolchain({ cacheFolder: null });
    expect(toolchain.target).toBe("arm-none-eabi");
    expect(toolchain.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("serve: the host one links", () => {
    expect(findHostCompiler({ cacheFolder: null }).major).toBeGreaterThan(0);
  });
});

describe("finding the host compiler", () => {
  const findHost = (env: NodeJS.ProcessEnv) =>
    findHostCompiler({ env: { PATH: "", ...env }, cacheFolder: null });

  it("takes INGOT_CC, a path or a name on PATH", () => {
    const cc = fakeGcc("bin/my-cc", { target: "x86_64-linux-gnu" });
    expect(findHost({ INGOT_CC: cc }).cc).toBe(cc);
    expect(findHost({ INGOT_CC: "my-cc", PATH: join(folder, "bin") })).toMatchObject({
      place: "environment",
      cc,
    });
  });

  it("prefers gcc, then takes clang", () => {
    const clang = fakeGcc("bin/clang");
    expect(findHost({ PATH: join(folder, "bin") }).cc).toBe(clang);
    const gcc = fakeGcc("bin/gcc");
    expect(findHost({ PATH: join(folder, "bin") }).cc).toBe(gcc);
  });

  it("says what is missing, wrong or broken", () => {
    expect(failure(() => findHost({})).message).toMatch(/^E0012: no C compiler for this machine/);
    expect(failure(() => findHost({ INGOT_CC: "nothing" })).message).toMatch(
      /^E0012: .*INGOT_CC is "nothing"/,
    );
    const broken = fakeGcc("bin/gcc", { compile: "echo 'error: no' >&2; exit 1" });
    expect(failure(() => findHost({ INGOT_CC: broken })).message).toMatch(/does not link .* error: no/);
  });
});
