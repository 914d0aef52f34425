// Random lives of a store, compared with a plain Map for each commit, and the power cut at every write of them in every
// way. The store is an argument: the test also runs it with bugs put in.

import { type Cut, CutCard, type Damage, PowerCut } from "../../runtime/block/testing/cut-card.ts";

export type StoreCode = typeof import("../../runtime/store/index.ts");
type Store = Awaited<ReturnType<StoreCode["openStore"]>>;
type Medium = Map<number, Uint8Array>;
/** Key to value, as text. */
type Content = Map<string, string>;

/** Small enough that the log goes round the ring many times, with records of several sectors. */
const SEGMENT_SECTORS = 4;
const SEGMENTS = 7;
const SECTORS = 2 + SEGMENT_SECTORS * SEGMENTS;
const HISTORY = 4;
const KEYS = ["a", "b", "c", "d", "eé"];

export const DAMAGES: Damage[] = [
  "absent",
  "complete",
  { torn: 0 },
  { torn: 1 },
  { torn: 4 },
  { torn: 256 },
  { torn: 511 },
  "garbage",
];

export class Random {
  private state: number;
  constructor(seed: number) {
    this.state = seed * 2654435761 + 1;
  }
  /** An integer, 0 .. below - 1. */
  below(below: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * below);
  }
}

/** One change of the store: what it sets and deletes, or a revert, or compacting. */
type Operation =
  | { kind: "batch"; changes: [string, string | undefined][] }
  | { kind: "revert"; back: number }
  | { kind: "compact" };

function randomOperation(random: Random): Operation {
  const dice = random.below(20);
  if (dice === 0) return { kind: "compact" };
  if (dice === 1) return { kind: "revert", back: random.below(HISTORY) };
  const changes: [string, string | undefined][] = [];
  const count = 1 + (random.below(3) === 0 ? random.below(4) : 0);
  for (let i = 0; i < count; i++) {
    const key = KEYS[random.below(KEYS.length)]!;
    const length = random.below(4) === 0 ? random.below(700) : random.below(60);
    const value = random.below(4) === 0 ? undefined : `${random.below(1e6)}:`.padEnd(length, "v");
    changes.push([key, value]);
  }
  return { kind: "batch", changes };
}

/** The model: what the store contains after each commit, newest last, as far back as may be asked. */
class Model {
  readonly commits: Map<number, Content>;
  head: number;

  constructor(commits: Map<number, Content> = new Map([[0, new Map()]]), head = 0) {
    this.commits = commits;
    this.head = head;
  }

  after(operation: Operation, oldest: number): Model {
    if (operation.kind === "compact") return this;
    const now = this.commits.get(this.head)!;
    let next = new Map(now);
    if (operation.kind === "revert")
      next = new Map(this.commits.get(Math.max(oldest, this.head - operation.back)));
    else {
      for (const [key, value] of operation.changes) {
        if (value === undefined) next.delete(key);
        else next.set(key, value);
      }
    }
    // What changes nothing is no commit; setting a key to what it was is one.
    const writes =
      operation.kind === "batch" && [...new Map(operation.changes)].some(([, v]) => v !== undefined);
    if (!writes && next.size === now.size && [...next].every(([k, v]) => now.get(k) === v)) {
      // A revert rewrites keys that were set again to the same value.
      if (operation.kind === "batch") return this;
    }
    return new Model(new Map(this.commits).set(this.head + 1, next), this.head + 1);
  }
}

async function apply(store: Store, operation: Operation): Promise<void> {
  if (operation.kind === "compact") await store.compact();
  else if (operation.kind === "revert")
    await store.revert(Math.max(store.oldest, store.head - operation.back));
  else {
    const batch = store.batch();
    for (const [key, value] of operation.changes) {
      if (value === undefined) batch.delete(key);
      else batch.set(key, value);
    }
    await batch.commit();
  }
}

const open = (code: StoreCode, card: CutCard) =>
  code.openStore(card, { history: HISTORY, segmentSectors: SEGMENT_SECTORS });

async function sameContent(store: Store, commit: number, expected: Content): Promise<boolean> {
  const snapshot = store.at(commit);
  const keys = await snapshot.list();
  if (keys.join() !== [...expected.keys()].sort().join()) return false;
  for (const key of keys) if ((await snapshot.getText(key)) !== expected.get(key)) return false;
  return true;
}

/** What is wrong with a store that should be as one of `models`, or undefined. */
async function judge(store: Store, models: Model[]): Promise<string | undefined> {
  const model = models.find((m) => m.head === store.head);
  if (model === undefined)
    return `commit ${store.head} is the newest; it should be ${models.map((m) => m.head)}`;
  if (store.head - store.oldest > HISTORY) return "history grows without end";
  if (store.oldest > Math.max(0, model.head - 1) && model.head > 1) return "all history was given up";
  for (let commit = store.oldest; commit <= store.head; commit++) {
    if (!(await sameContent(store, commit, model.commits.get(commit)!))) {
      return `commit ${commit} of ${store.oldest}..${store.head} is not what was committed`;
    }
  }
  return undefined;
}

export interface Outcome {
  cases: number;
  operations: number;
  readonly failures: string[];
}

/** All subsets of up to 4 unflushed writes, else some. */
function survivorSets(unflushed: number): number[] {
  return Array.from({ length: Math.min(16, 1 << Math.min(unflushed, 8)) }, (_, i) => i);
}

export interface MatrixOptions {
  readonly seed: number;
  readonly operations: number;
  /** Whether the first operation after a recovery is cut as well. */
  readonly secondCuts: boolean;
}

/** One random life, cut everywhere. Stops after some failures. */
export async function runMatrix(code: StoreCode, options: MatrixOptions, outcome: Outcome): Promise<void> {
  const random = new Random(options.seed);
  let medium: Medium = new Map();
  let model = new Model();
  for (let step = 0; step < options.operations; step++) {
    const operation = randomOperation(random);
    outcome.operations++;
    const first = step === 0;
    const start = await open(code, new CutCard(medium, undefined, SECTORS));
    const oldest = start.oldest;
    let after = model.after(operation, oldest);
    const whole = new CutCard(first ? new Map() : medium, undefined, SECTORS);
    const store = await open(code, whole);
    await apply(store, operation);
    // A revert may or may not have had anything to write.
    if (operation.kind === "revert" && store.head === model.head) after = model;
    const name = `seed ${options.seed}, operation ${step} ${JSON.stringify(operation)}`;
    const check = async (card: CutCard, models: Model[], where: string): Promise<Store | undefined> => {
      outcome.cases++;
      try {
        const found = await open(code, card);
        const wrong = await judge(found, models);
        if (wrong === undefined) return found;
        outcome.failures.push(`${where}: ${wrong}`);
      } catch (error) {
        outcome.failures.push(`${where}: ${String(error)}`);
      }
      return undefined;
    };
    // What has settled is on the medium, so nothing is flushed here.
    await check(new CutCard(whole.medium, undefined, SECTORS), [after], `${name}, whole`);
    for (let at = 0; at < whole.writes; at++) {
      for (const damage of DAMAGES) {
        for (const survivors of survivorSets(whole.unflushed[at]!)) {
          if (outcome.failures.length > 4) return;
          const where = `${name}, write ${at}, ${JSON.stringify(damage)}, survivors ${survivors}`;
          const cut = await runCut(code, medium, { at, damage, survivors }, operation);
          if (cut === undefined) {
            outcome.failures.push(`${where}: was not reached`);
            continue;
          }
          const again = new CutCard(cut.medium, undefined, SECTORS);
          const found = await check(again, [model, after], where);
          if (found === undefined || !options.secondCuts) continue;
          const now = found.head === after.head ? after : model;
          await cutAgain(code, again.medium, now, random, check, where);
        }
      }
    }
    if (outcome.failures.length > 4) return;
    medium = whole.medium;
    model = after;
  }
}

/** After a recovery: one more operation goes well, and the same one cut at one of its writes does no harm either. */
async function cutAgain(
  code: StoreCode,
  medium: Medium,
  model: Model,
  random: Random,
  check: (card: CutCard, models: Model[], where: string) => Promise<unknown>,
  where: string,
): Promise<void> {
  const operation: Operation = { kind: "batch", changes: [["after", `${random.below(1000)}`]] };
  const whole = new CutCard(medium, undefined, SECTORS);
  const store = await open(code, whole);
  await apply(store, operation);
  const after = model.after(operation, 0);
  await check(new CutCard(whole.medium, undefined, SECTORS), [after], `${where}, then a batch`);
  const at = random.below(whole.writes);
  const damage = DAMAGES[random.below(DAMAGES.length)]!;
  const survivors = random.below(256);
  const cut = await runCut(code, medium, { at, damage, survivors }, operation);
  if (cut === undefined) return;
  const text = `${where}, then write ${at} ${JSON.stringify(damage)}, survivors ${survivors}`;
  await check(new CutCard(cut.medium, undefined, SECTORS), [model, after], text);
}

async function runCut(
  code: StoreCode,
  medium: Medium,
  cut: Cut,
  operation: Operation,
): Promise<CutCard | undefined> {
  const card = new CutCard(medium, cut, SECTORS);
  try {
    await apply(await open(code, card), operation);
  } catch (error) {
    if (error instanceof PowerCut) return card;
    throw error;
  }
  return undefined;
}
