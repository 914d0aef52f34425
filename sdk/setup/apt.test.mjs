// Tests of the apt plans and of reading apt sources, on texts as Debian and Ubuntu machines have them.
//
// Nothing is installed and no network is used; the hosts are made up.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  majorVersion,
  parseMadison,
  parseOsRelease,
  plainPlan,
  qemuPlan,
  renderCommands,
} from "./apt-plan.mjs";
import { forSuites, offering, parseDeb822, parseOneLine, readSources, renderDeb822 } from "./apt-sources.mjs";

const BOOKWORM = { ID: "debian", VERSION_CODENAME: "bookworm" };
const ONE_LINE =
  "deb [signed-by=/usr/share/keyrings/k.gpg arch=amd64] http://mirror.example/debian bookworm main contrib\n";
const DEB822 = `# a comment
Types: deb deb-src
URIs: http://mirror.example/debian
# a comment inside the stanza
Suites: bookworm bookworm-updates
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc

Types: deb
URIs: http://mirror.example/off
Suites: bookworm-backports
Components: main
Enabled: no
`;

describe("reading apt sources", () => {
  let etc = "";
  beforeEach(() => {
    etc = mkdtempSync(join(tmpdir(), "ingot-apt-"));
    mkdirSync(join(etc, "sources.list.d"));
  });
  afterEach(() => rmSync(etc, { recursive: true }));

  it("keeps the options of the one-line format as deb822 fields", () => {
    const [source] = parseOneLine(ONE_LINE);
    expect(Object.fromEntries(source)).toEqual({
      Types: "deb",
      URIs: "http://mirror.example/debian",
      Suites: "bookworm",
      Components: "main contrib",
      "Signed-By": "/usr/share/keyrings/k.gpg",
      Architectures: "amd64",
    });
  });

  it("skips comments and lines that are no source", () => {
    expect(parseOneLine("# deb http://mirror.example/debian bookworm main\n\nnonsense\n")).toEqual([]);
  });

  it("reads a deb822 stanza with comments and an embedded key, and leaves out a disabled one", () => {
    const sources = parseDeb822(DEB822);
    expect(sources).toHaveLength(1);
    expect(sources[0].get("Suites")).toBe("bookworm bookworm-updates");
    expect(sources[0].get("Signed-By")).toBe("\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc");
  });

  it("reads both formats from a machine's folder and ignores files apt would ignore", () => {
    writeFileSync(join(etc, "sources.list"), ONE_LINE);
    writeFileSync(join(etc, "sources.list.d", "debian.sources"), DEB822);
    writeFileSync(join(etc, "sources.list.d", "other.list.disabled"), ONE_LINE);
    expect(offering(readSources(etc), "bookworm")).toHaveLength(2);
    expect(offering(readSources(etc), "bookworm-backports")).toHaveLength(0);
  });

  it("renders a copy for another suite with the same mirror and key, for every architecture", () => {
    expect(renderDeb822(forSuites(parseOneLine(ONE_LINE)[0], ["bookworm-backports"]))).toBe(
      "Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm-backports\n" +
        "Components: main\nSigned-By: /usr/share/keyrings/k.gpg\n",
    );
  });

  it("renders an embedded key so that it reads back the same", () => {
    const [source] = parseDeb822(DEB822);
    expect(parseDeb822(renderDeb822(source))[0]).toEqual(source);
  });
});

describe("choosing where QEMU comes from", () => {
  const sources = parseOneLine(ONE_LINE);
  const old = { version: "1:7.2+dfsg-7+deb12u15", suite: "bookworm" };

  it("takes the release's package when it is new enough", () => {
    const plan = qemuPlan({
      offers: [{ version: "1:10.0.2+ds-2", suite: "trixie" }],
      osRelease: BOOKWORM,
      sources,
    });
    expect(plan.commands).toEqual(plainPlan(["qemu-system-arm"]));
  });

  it("takes the backports when the machine offers them already", () => {
    const offers = [{ version: "1:10.0.2~bpo12+1", suite: "bookworm-backports" }, old];
    const { commands } = qemuPlan({ offers, osRelease: BOOKWORM, sources });
    expect(commands).toHaveLength(1);
    expect(commands[0].argv.slice(-3)).toEqual(["-t", "bookworm-backports", "qemu-system-arm"]);
  });

  it("adds a backports list made from the machine's own mirror when none offers them", () => {
    const { commands } = qemuPlan({ offers: [old], osRelease: BOOKWORM, sources });
    expect(commands.map((command) => command.argv[0])).toEqual(["tee", "apt-get", "apt-get"]);
    expect(commands[0].input).toContain("URIs: http://mirror.example/debian\nSuites: bookworm-backports\n");
  });

  it("only refreshes the lists when backports are configured but were never fetched", () => {
    const withBackports = [
      ...sources,
      ...parseOneLine("deb http://mirror.example/debian bookworm-backports main\n"),
    ];
    const { commands } = qemuPlan({ offers: [], osRelease: BOOKWORM, sources: withBackports });
    expect(commands.map((command) => command.argv[1])).toEqual(["update", "install"]);
  });

  it("says what is offered where there are no backports to turn to", () => {
    const osRelease = { ID: "ubuntu", VERSION_CODENAME: "jammy" };
    const offers = [{ version: "1:6.2+dfsg-2ubuntu6", suite: "jammy" }];
    expect(qemuPlan({ offers, osRelease, sources }).problem).toContain("only 1:6.2+dfsg-2ubuntu6");
  });

  it("says so when no source offers the release itself", () => {
    expect(qemuPlan({ offers: [old], osRelease: BOOKWORM, sources: [] }).problem).toContain("no apt source");
  });
});

describe("apt's texts", () => {
  it("gives the upstream major version without the epoch", () => {
    expect(majorVersion("1:10.0.2+ds-2")).toBe(10);
    expect(majorVersion("7.2")).toBe(7);
  });

  it("reads version and suite from madison's table", () => {
    const table = "qemu-system-arm | 1:7.2 | http://mirror.example/debian bookworm/main amd64 Packages\n";
    expect(parseMadison(table)).toEqual([{ version: "1:7.2", suite: "bookworm" }]);
    expect(parseMadison("N: Unable to locate package\n")).toEqual([]);
  });

  it("reads quoted and bare os-release fields", () => {
    expect(parseOsRelease('ID=debian\nNAME="Debian GNU/Linux"\n')).toEqual({
      ID: "debian",
      NAME: "Debian GNU/Linux",
    });
  });

  it("renders commands as a block that a shell takes as it stands", () => {
    const commands = [{ argv: ["tee", "/etc/x"], input: "a\n" }, { argv: ["echo", "it's"] }];
    expect(renderCommands(commands)).toBe("sudo tee /etc/x <<'EOF'\na\nEOF\nsudo echo 'it'\\''s'");
  });
});
