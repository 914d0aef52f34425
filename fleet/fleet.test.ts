// `ingot fleet` as a user meets it: devices come and go, releases reach a part of them, mistakes get one message.

import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readIndex, turnOf } from "../runtime/poll/update-index.ts";
import { command } from "../sdk/cli/fleet.ts";
import { keySigner } from "../sdk/keys/signer.ts";
import { Appliance, imageFor } from "./testing/appliance.ts";
import { runCommand } from "./testing/run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-fleet-"));
afterAll(() => rmSync(folder, { recursive: true }));
const pair = generateKeyPairSync("ed25519");
const signer = keySigner(pair.privateKey);
const key = join(folder, "key.pem");
writeFileSync(key, pair.privateKey.export({ format: "pem", type: "pkcs8" }));

function imageFile(name: string, major: number, board = "cubieboard"): string {
  const file = join(folder, name);
  writeFileSync(file, imageFor(signer, major, 3000, board).bytes);
  return file;
}
const one = imageFor(signer, 1);
const two = imageFile("two.signed.bin", 2);

/** A fleet in a folder of its own. */
function fleetIn(name: string) {
  const file = join(folder, name, "fleet.json");
  const www = join(folder, name, "www");
  const run = async (...words: string[]) => {
    const ran = await runCommand(command, [...words, "--file", file]);
    const lines = () =>
      ran.out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
    return { ...ran, lines };
  };
  const signed = (...words: string[]) => run(...words, "--key", key);
  const index = (channel: string) =>
    readIndex(readFileSync(join(www, `${channel}.index`), "latin1"), [signer.publicKey])!;
  mkdirSync(join(folder, name));
  return { file, www, run, signed, index };
}

describe("ingot fleet", () => {
  it("keeps devices in groups, and says what is in the inventory", async () => {
    const { run, file } = fleetIn("devices");
    expect(await run("add", "porch", "--board", "cubieboard", "--name", "Porch lamp")).toMatchObject({
      status: 0,
      out: "porch: cubieboard, group default\n",
    });
    await run("group", "canary");
    await run("add", "attic", "--board", "orangepi-pc", "--address", "10.0.0.7", "--group", "canary");
    expect((await run("group", "canary", "porch")).out).toBe(
      "canary: channel stable, 100 % of 2 devices: attic, porch\n",
    );
    // What is noted stays when a device is added again with one thing changed.
    await run("add", "porch", "--address", "10.0.0.8");
    const { devices } = JSON.parse(readFileSync(file, "utf8"));
    expect(devices[1]).toEqual({
      id: "porch",
      board: "cubieboard",
      name: "Porch lamp",
      address: "10.0.0.8",
      group: "canary",
    });
    expect((await run("list")).out.split("\n")[1]).toMatch(
      /^attic +orangepi-pc +canary +10\.0\.0\.7 +never seen$/,
    );
    expect((await run("list", "--json")).lines()).toHaveLength(2);
    expect((await run("list", "--group", "default", "--json")).out).toBe("");
    await run("remove", "attic");
    expect((await run("list", "--json")).lines()).toMatchObject([{ id: "porch" }]);
  });

  it("releases to a part of a group, and takes more in without leaving anybody out", async () => {
    const { signed, index, run } = fleetIn("rollout");
    const ids = Array.from({ length: 60 }, (_, i) => `device-${i}`);
    for (const id of ids) await run("add", id, "--board", "cubieboard");
    await run("group", "beta", ...ids.slice(0, 5));
    const published = await signed("publish", two, "--percent", "10", "--json");
    expect(published.lines()).toMatchObject([
      { group: "default", board: "cubieboard", version: "2.0.0+0", percent: 10, sequence: 1, devices: 55 },
      { group: "beta", percent: 10, devices: 5 },
    ]);
    const takenIn = () => {
      const { image, percent } = index("default-cubieboard");
      return ids.filter((id) => turnOf(id, image) < percent);
    };
    const first = takenIn();
    expect(first.length).toBeGreaterThan(0);
    expect(first.length).toBeLessThan(20);
    const [more] = (await signed("rollout", "default", "30", "--json")).lines();
    expect(more).toMatchObject({ event: "published", percent: 30, sequence: 2 });
    expect(takenIn()).toEqual(expect.arrayContaining(first));
    expect(takenIn().length).toBeGreaterThan(first.length);
    expect(more.turns).toBe(takenIn().filter((id) => !ids.slice(0, 5).includes(id)).length);
    // The other group is at its own percentage, and its index as it was.
    expect(index("beta-cubieboard")).toMatchObject({ percent: 10, sequence: 1 });
  });

  it("gives each group the releases of its channel, and each board its image", async () => {
    const { signed, index, run, www } = fleetIn("channels");
    await run("add", "a", "--board", "cubieboard");
    await run("group", "canary");
    await signed("channel", "canary", "beta");
    await signed("publish", imageFile("one.signed.bin", 1));
    await signed("publish", imageFile("one-orange.signed.bin", 1, "orangepi-pc"));
    await signed("publish", two, "--channel", "beta");
    expect(index("default-cubieboard").version).toBe("1.0.0+0");
    expect(index("default-orangepi-pc")).toMatchObject({ board: "orangepi-pc", version: "1.0.0+0" });
    expect(index("canary-cubieboard").version).toBe("2.0.0+0");
    // A group that changes over gets the other channel's image, and an index that is newer than the one before.
    await signed("channel", "canary", "stable");
    expect(index("canary-cubieboard")).toMatchObject({ version: "1.0.0+0", sequence: 2 });
    // Nothing is left that a device would refuse as older when the folder was lost.
    rmSync(www, { recursive: true });
    await signed("publish", imageFile("one-orange.signed.bin", 1, "orangepi-pc"), "--channel", "beta");
    expect((await signed("rollout", "canary", "50")).code).toBe("E6016");
    await signed("publish", two);
    expect((await signed("publish", imageFile("one-orange.signed.bin", 1, "orangepi-pc"))).status).toBe(1);
  });

  it("writes an index for each device, if asked to, by which a device follows into another group", async () => {
    const { signed, index, www } = fleetIn("own");
    await signed("add", "02:00:00:00:00:01", "--board", "cubieboard");
    await signed("group", "canary");
    await signed("channel", "canary", "beta");
    await signed("publish", imageFile("one.signed.bin", 1), "--per-device");
    expect(index("device-02-00-00-00-00-01").version).toBe("1.0.0+0");
    await signed("publish", two, "--channel", "beta");
    await signed("group", "canary", "02:00:00:00:00:01");
    await signed("rollout", "canary");
    expect(index("device-02-00-00-00-00-01")).toMatchObject({ version: "2.0.0+0", sequence: 2 });
    expect(readdirSync(www).filter((name) => name.endsWith(".new"))).toEqual([]);
  });

  it("asks devices what they run, sends them what they should, and stops at the first that fails", async () => {
    const { signed, run } = fleetIn("push");
    const options = { signer, runs: one };
    const good = await Appliance.start(options);
    const broken = await Appliance.start({ ...options, isHealthy: () => false });
    const behind = await Appliance.start(options);
    try {
      // The board is what the device says.
      expect((await run("add", "a-good", "--address", good.address)).out).toContain("a-good: cubieboard");
      await signed("publish", two);
      const before = await run("status", "--json");
      expect(before.lines()).toMatchObject([
        { id: "a-good", runs: "1.0.0+0", release: "2.0.0+0", state: "to be updated", answers: true },
      ]);
      expect((await signed("rollout", "default", "--push", "--json")).lines().at(-1)).toEqual({
        event: "device",
        id: "a-good",
        result: "confirmed",
      });
      expect(good.version).toBe("2.0.0+0");
      await run("add", "b-broken", "--address", broken.address);
      await run("add", "c-behind", "--address", behind.address);
      const stopped = await signed("rollout", "default", "--push", "--parallel", "1", "--json");
      expect(stopped).toMatchObject({ status: 1, code: "E6011" });
      expect(stopped.message).toContain("b-broken did not take the release");
      expect(stopped.out).toContain('"id":"a-good","result":"current"');
      expect(stopped.out).toContain('"id":"c-behind","result":"not tried"');
      expect([broken.version, broken.starts, behind.pieces]).toEqual(["1.0.0+0", 5, 0]);
      const states = (await run("status", "--json")).lines().map(({ state }) => state);
      expect(states).toEqual(["up to date", "to be updated", "to be updated"]);
      behind.stop();
      expect((await run("status")).out).toMatch(/c-behind +default +1\.0\.0\+0 +2\.0\.0\+0 +no answer since/);
    } finally {
      for (const device of [good, broken, behind]) if (device.isOn) device.stop();
    }
  });

  it.each([
    [["lst"], 2, "E0004", "cannot lst", "one of add"],
    [[], 2, "E0003", "needs to know", "one of add"],
    [["list"], 1, "E6014", "there is no inventory", "fleet add"],
    [["add"], 2, "E0003", "more words", "add ID"],
    [["add", "a b", "--board", "cubieboard"], 2, "E0002", "cannot name a device", "letters"],
    [["add", "a"], 2, "E0003", "was not said", "--board"],
    [["add", "a", "--board", "cubie"], 2, "E3005", '"cubie"', "cubieboard"],
    [["add", "a", "--board", "cubieboard", "--address", "a/b"], 2, "E0002", "is no device", "192.168"],
    [["add", "a", "--board", "cubieboard", "--group", "x"], 1, "E6015", "no group x", "group x"],
    [["group", "device"], 2, "E0002", "cannot name a group", "another"],
    [["discover", "--seconds", "0"], 2, "E0002", "--seconds", "1 to"],
  ] as const)(
    "answers %j with one message that says what to do",
    async (words, status, code, message, remedy) => {
      const { run } = fleetIn(`wrong-${words.join("-").replaceAll("/", "-")}`);
      const result = await run(...words);
      expect(result).toMatchObject({ status, code });
      expect(result.message).toContain(message);
      expect(result.remedy).toContain(remedy);
    },
  );

  it("refuses percentages, images and groups that cannot be, and leaves everything as it was", async () => {
    const { run, signed, file } = fleetIn("refused");
    await run("add", "a", "--board", "cubieboard");
    const before = readFileSync(file, "utf8");
    const codes = async (...words: string[]) => (await signed(...words)).code;
    expect(await codes("publish", two, "--percent", "101")).toBe("E0002");
    expect(await codes("publish", two, "--channel", "nobody")).toBe("E6015");
    expect(await codes("publish", "none.bin")).toBe("E0008");
    expect(await codes("rollout", "default", "10")).toBe("E6015");
    expect(await codes("rollout", "nobody", "10")).toBe("E6015");
    expect(await codes("remove", "b")).toBe("E6015");
    const strange = join(folder, "strange.signed.bin");
    writeFileSync(strange, imageFor(keySigner(generateKeyPairSync("ed25519").privateKey), 2).bytes);
    expect(await codes("publish", strange)).toBe("E6005");
    expect(readFileSync(file, "utf8")).toBe(before);
    for (const damage of [
      "{",
      '{"format":"x"}',
      before.replace('"default"', '"other"'),
      before.replace("100", "1000"),
    ]) {
      writeFileSync(file, damage);
      expect(await codes("list")).toBe("E6014");
    }
  });
});
