// A power cut at any write of a FAT volume leaves what fsck.vfat repairs, files that are as before or as after, and no
// cluster with two owners; and the test that says so notices bugs.
//
// `npm test` runs a slice; `npm run test:storage` all of it, with fsck.vfat after every cut instead of some.

import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { type Cut, CutCard, type Damage, PowerCut } from "../../runtime/block/testing/cut-card.ts";
import * as fat from "../../runtime/fat/index.ts";
import { withBug } from "../lib/with-bug.ts";
import { emptyVolume, fsck, type Medium, missing, SECTORS, walk, withImage } from "./image.ts";

type FatCode = typeof fat;
type Volume = fat.FatVolume;

const FOLDER = resolve(import.meta.dirname, "../../runtime/fat");
const LONG = process.env.INGOT_LONG === "1";
/** fsck.vfat judges every so many of the cuts. */
const FSCK_EVERY = LONG ? 5 : 40;
const noFsck = missing("fsck.vfat");
if (noFsck !== "") console.log(`fat: cuts are not judged by fsck: ${noFsck}`);

/** Noise is left out: it takes with it what is no business of the write, and docs/fat.md says so. */
const DAMAGES: Damage[] = ["absent", "complete", { torn: 1 }, { torn: 4 }, { torn: 256 }, { torn: 511 }];

const pattern = (length: number, seed: number) =>
  Uint8Array.from({ length }, (_, i) => (i * 7 + seed + (i >> 9)) & 0xff);

interface Step {
  readonly name: string;
  readonly run: (volume: Volume) => Promise<unknown>;
  /** Files that may be lost, for the content of which fsck makes a name. */
  readonly mayLose?: readonly string[];
}

const STORY: Step[] = [
  { name: "write a file", run: (v) => v.write("/kept.txt", pattern(1200, 1)) },
  { name: "make a directory", run: (v) => v.mkdir("/A long directory name") },
  {
    name: "write a long name",
    run: (v) => v.write("/A long directory name/File of the first day.csv", pattern(2000, 2)),
  },
  { name: "append in a cluster", run: (v) => v.append("/kept.txt", pattern(100, 3)) },
  {
    name: "append over clusters",
    run: (v) => v.append("/A long directory name/File of the first day.csv", pattern(1500, 4)),
  },
  { name: "replace", run: (v) => v.write("/kept.txt", pattern(2500, 5)) },
  { name: "an empty file", run: (v) => v.append("/log", new Uint8Array(0)) },
  { name: "append to it", run: (v) => v.append("/log", pattern(700, 6)) },
  {
    name: "rename to a shorter name",
    run: (v) =>
      v.rename("/A long directory name/File of the first day.csv", "/A long directory name/File of day.csv"),
  },
  {
    name: "rename to a longer name",
    run: (v) => v.rename("/log", "/a log with a name that takes many entries"),
    mayLose: ["/log"],
  },
  {
    name: "fill a directory's sector",
    run: async (v) => {
      for (let i = 0; i < 5; i++)
        await v.write(`/A long directory name/another file, number ${i}`, pattern(300, 10 + i));
    },
  },
  {
    name: "move a file",
    run: (v) => v.rename("/kept.txt", "/A long directory name/moved"),
    mayLose: ["/kept.txt"],
  },
  { name: "remove a file", run: (v) => v.remove("/A long directory name/another file, number 1") },
  { name: "write where it was", run: (v) => v.write("/again", pattern(1800, 20)) },
  {
    name: "move a directory",
    run: async (v) => v.rename("/A long directory name", "/D"),
    mayLose: ["/A long directory name"],
  },
  {
    name: "make and remove a directory",
    run: async (v) => {
      await v.mkdir("/E");
      await v.remove("/E");
    },
  },
];

/** All files by path, as text that can be compared. */
async function contents(volume: Volume): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const visit = async (path: string) => {
    for (const entry of await volume.list(path === "" ? "/" : path)) {
      const inside = `${path}/${entry.name}`;
      if (entry.directory) await visit(inside);
      else found.set(inside, Buffer.from(await volume.readFile(inside)).toString("hex"));
    }
  };
  await visit("");
  return found;
}

interface Outcome {
  cases: number;
  judged: number;
  readonly failures: string[];
}

/** What a cut between `before` and `after` must have left. */
async function judge(
  code: FatCode,
  medium: Medium,
  bits: 16 | 32,
  before: Map<string, string>[],
  mayLose: readonly string[],
): Promise<string | undefined> {
  const shared = walk(medium, bits);
  if (shared.length > 0) return shared[0];
  const volume = await code.mountFat(new CutCard(medium, undefined, SECTORS[bits]));
  const found = await contents(volume);
  const states = before;
  for (const [path, content] of found) {
    if (!states.some((state) => state.get(path) === content) && !isHalfNamed(path))
      return `${path} is neither as before nor as after`;
  }
  const always = [...states[0]!.keys()].filter((path) => states.every((state) => state.has(path)));
  for (const path of always) {
    const lost = !found.has(path) && !mayLose.some((prefix) => path.startsWith(prefix));
    if (lost && ![...found.keys()].some(isHalfNamed)) return `${path} is lost`;
  }
  return undefined;
}

/** A name whose long form is not whole yet, or no longer. */
function isHalfNamed(path: string): boolean {
  return /~\d/.test(path);
}

async function runStory(code: FatCode, bits: 16 | 32, outcome: Outcome, judgeByFsck: boolean): Promise<void> {
  let medium: Medium = emptyVolume(bits);
  let turn = 0;
  const open = async (from: Medium, cut?: Cut) => {
    const card = new CutCard(from, cut, SECTORS[bits]);
    return { card, volume: await code.mountFat(card) };
  };
  for (const step of STORY) {
    const whole = await open(medium);
    const states = [await contents(whole.volume)];
    await step.run(whole.volume);
    // Steps of several calls go through states of their own, which count as well.
    states.push(await contents(whole.volume));
    const done = await open(whole.card.medium);
    if ((await contents(done.volume)).size !== states[1]!.size)
      outcome.failures.push(`${step.name}: is not flushed`);
    for (let at = 0; at < whole.card.writes; at++) {
      for (const damage of DAMAGES) {
        const subsets = Math.min(LONG ? 32 : 8, 1 << Math.min(whole.card.unflushed[at]!, 8));
        for (let survivors = 0; survivors < subsets; survivors++) {
          // The slice of `npm test`: every third case.
          if (!LONG && turn++ % 3 !== 0) continue;
          if (outcome.failures.length > 3) return;
          const where = `FAT${bits}, ${step.name}, write ${at}, ${JSON.stringify(damage)}, survivors ${survivors}`;
          const cut = await open(medium, { at, damage, survivors });
          try {
            await step.run(cut.volume);
            outcome.failures.push(`${where}: was not reached`);
            continue;
          } catch (error) {
            if (!(error instanceof PowerCut)) throw error;
          }
          outcome.cases++;
          const wrong = await judge(code, cut.card.medium, bits, states, step.mayLose ?? []).catch(String);
          if (wrong !== undefined) outcome.failures.push(`${where}: ${wrong}`);
          if (!judgeByFsck || outcome.cases % FSCK_EVERY !== 0) continue;
          outcome.judged++;
          withImage(cut.card.medium, SECTORS[bits], (file) => {
            const repaired = fsck(file, "-a");
            if (repaired.code > 1 || /share clusters/.test(repaired.text))
              outcome.failures.push(`${where}: ${repaired.text}`);
            const again = fsck(file, "-n");
            if (again.code !== 0) outcome.failures.push(`${where}: not repaired: ${again.text}`);
          });
        }
      }
    }
    medium = whole.card.medium;
  }
}

describe("a power cut while a FAT volume is written", () => {
  for (const bits of [16, 32] as const) {
    it(`leaves no cluster of FAT${bits} with two owners, and files as before or after`, async () => {
      const outcome: Outcome = { cases: 0, judged: 0, failures: [] };
      await runStory(fat, bits, outcome, noFsck === "");
      console.log(
        `FAT${bits}: ${outcome.cases} power cuts, ${outcome.judged} judged by fsck, ${outcome.failures.length} failures`,
      );
      expect(outcome.failures).toEqual([]);
      expect(outcome.cases).toBeGreaterThan(300);
    });
  }

  const bugs: [string, string, string, string][] = [
    [
      "the old chain is freed before the entry leads to the new one",
      "volume.ts",
      "await this.note(place, first, bytes.length);\n      if (entry !== undefined && entry.firstCluster !== 0) await this.chains.release(entry.firstCluster);\n      await this.settle();\n    });\n  }\n\n  /** Adds",
      "if (entry !== undefined && entry.firstCluster !== 0) await this.chains.release(entry.firstCluster);\n      await this.note(place, first, bytes.length);\n      await this.settle();\n    });\n  }\n\n  /** Adds",
    ],
    [
      "a file's clusters are not flushed before its entry",
      "volume.ts",
      "const first = bytes.length === 0 ? 0 : await this.chains.create(bytes);\n      await this.cache.flush();\n      await this.note(place, first, bytes.length);\n      if",
      "const first = bytes.length === 0 ? 0 : await this.chains.create(bytes);\n      await this.note(place, first, bytes.length);\n      if",
    ],
    [
      "a removed file's clusters are freed first",
      "volume.ts",
      "await this.directories.remove(listing, entry);\n      if (entry.firstCluster !== 0) await this.chains.release(entry.firstCluster);",
      "if (entry.firstCluster !== 0) await this.chains.release(entry.firstCluster);\n      await this.directories.remove(listing, entry);",
    ],
    [
      "a file has its new name before it has lost the old one",
      "directory.ts",
      "await this.remove(from, entry);\n    await this.write(into, first, slots);",
      "await this.write(into, first, slots);\n    await this.remove(from, entry);",
    ],
  ];
  for (const [what, file, from, to] of bugs) {
    it(`would be noticed to do harm if ${what}`, async () => {
      const code = (await withBug(resolve(FOLDER, "index.ts"), resolve(FOLDER, file), from, to)) as FatCode;
      const outcome: Outcome = { cases: 0, judged: 0, failures: [] };
      await runStory(code, 16, outcome, false);
      expect(outcome.failures).not.toEqual([]);
    });
  }
});
