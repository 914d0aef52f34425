// Runs the lives of appliances (good update, bad update, confirmations; an empty card that gets its first images over
// the cable) with the power cut at every write in every way, and again during the recovery, and says what went wrong. The code under test is an argument:
// the test also runs it with bugs put in.

import { type Cut, CutCard, DAMAGES, GROUP, PowerCut, SECTOR } from "../../block/testing/cut-card.ts";
import { crc32 } from "../../crypto/crc32.ts";
import type { UpdateLayout, UpdateState, VerifiedImage } from "../index.ts";

export type UpdateCode = typeof import("../index.ts");
type Medium = Map<number, Uint8Array>;

const LAYOUT: UpdateLayout = {
  copies: [0, GROUP, 2 * GROUP, 3 * GROUP],
  slots: [
    { sector: 4 * GROUP, sectors: GROUP },
    { sector: 5 * GROUP, sectors: GROUP },
  ],
};
const IMAGE_BYTES = 3 * SECTOR - 100;

/** A stand-in for a signed image: its first bytes are the counter and a CRC of all that follows. */
export function makeImage(counter: number, name: number): Uint8Array {
  const bytes = new Uint8Array(IMAGE_BYTES).fill(name);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, counter);
  view.setUint32(8, IMAGE_BYTES);
  view.setUint32(4, crc32(bytes.subarray(8)) ^ counter);
  return bytes;
}

async function verifyOn(card: CutCard, slot: number): Promise<VerifiedImage | undefined> {
  const bytes = new Uint8Array(3 * SECTOR);
  for (let i = 0; i < 3; i++) {
    await card.read(LAYOUT.slots[slot]!.sector + i, bytes.subarray(i * SECTOR, (i + 1) * SECTOR));
  }
  const image = bytes.subarray(0, IMAGE_BYTES);
  const view = new DataView(image.buffer, 0);
  const counter = view.getUint32(0);
  if (view.getUint32(8) !== IMAGE_BYTES) return undefined;
  if (view.getUint32(4) >>> 0 !== (crc32(image.subarray(8)) ^ counter) >>> 0) return undefined;
  const hash = new Uint8Array(32);
  new DataView(hash.buffer).setUint32(0, crc32(image));
  return { imageBytes: IMAGE_BYTES, counter, hash };
}

/** No image yet: the loader waits for one on the console. */
const NONE = 0;

interface Step {
  readonly name: string;
  readonly run: (card: CutCard) => Promise<unknown>;
  /** The counters of the images that may run after the step, whole or cut; NONE: recovery may be next. */
  readonly mayRun: readonly number[];
}

const bootOn = (code: UpdateCode, card: CutCard) =>
  code.boot(new code.StateStore(card, LAYOUT), (slot) => verifyOn(card, slot));

function install(code: UpdateCode, image: Uint8Array) {
  return async (card: CutCard) => {
    const store = new code.StateStore(card, LAYOUT);
    const state = (await store.load()) as UpdateState;
    const running = state.slots.findIndex((slot) => slot.phase === "confirmed");
    const installer = new code.Installer(card, store, LAYOUT, (slot) => verifyOn(card, slot), running);
    const begun = await installer.begin(state, image.length);
    if (typeof begun === "string") throw new Error(begun);
    for (let at = 0; at < image.length; at += 400) {
      const problem = await installer.write(at, image.subarray(at, at + 400));
      if (problem !== undefined) throw new Error(problem);
    }
    const done = await installer.finish(begun);
    if (typeof done === "string") throw new Error(done);
  };
}

function confirmRunning(code: UpdateCode) {
  return async (card: CutCard) => {
    const store = new code.StateStore(card, LAYOUT);
    const state = (await store.load()) as UpdateState;
    const running = state.slots.findIndex((slot) => slot.phase === "trial");
    await store.save(code.confirm(state, running));
  };
}

/** A sector of a slot that was good goes bad: flash cells do. */
function rot(slot: number) {
  return async (card: CutCard) => {
    const at = LAYOUT.slots[slot]!.sector + 1;
    const bytes = new Uint8Array(SECTOR);
    await card.read(at, bytes);
    bytes[7]! ^= 0x10;
    await card.write(at, bytes);
    await card.flush();
  };
}

/** One update from 1 to 2 that is confirmed, one to 3 that never is, one to a good 4, and a 5 that goes bad on the card. */
function story(code: UpdateCode): Step[] {
  const start = (card: CutCard) => bootOn(code, card);
  return [
    { name: "first start", run: start, mayRun: [1] },
    { name: "install 2", run: install(code, makeImage(2, 0x22)), mayRun: [1, 2] },
    { name: "trial of 2", run: start, mayRun: [1, 2] },
    { name: "confirm 2", run: confirmRunning(code), mayRun: [1, 2] },
    { name: "start of 2", run: start, mayRun: [2] },
    { name: "install 3", run: install(code, makeImage(3, 0x33)), mayRun: [2, 3] },
    { name: "trial of 3, first", run: start, mayRun: [2, 3] },
    { name: "trial of 3, second", run: start, mayRun: [2, 3] },
    { name: "trial of 3, third", run: start, mayRun: [2, 3] },
    { name: "3 given up", run: start, mayRun: [2] },
    { name: "install 4", run: install(code, makeImage(4, 0x44)), mayRun: [2, 4] },
    { name: "trial of 4", run: start, mayRun: [2, 4] },
    { name: "confirm 4", run: confirmRunning(code), mayRun: [2, 4] },
    { name: "start of 4", run: start, mayRun: [4] },
    { name: "install 5", run: install(code, makeImage(5, 0x55)), mayRun: [4, 5] },
    { name: "5 rots", run: rot(1), mayRun: [4, 5] },
    { name: "start without 5", run: start, mayRun: [4] },
  ];
}

/** As the loader's recovery brings an image, for good and not on trial. */
function recover(code: UpdateCode, image: Uint8Array) {
  return async (card: CutCard) => {
    const store = new code.StateStore(card, LAYOUT);
    const state = (await store.load()) as UpdateState;
    const installer = new code.Installer(card, store, LAYOUT, (slot) => verifyOn(card, slot), -1);
    const begun = await installer.begin(state, image.length);
    if (typeof begun === "string") throw new Error(begun);
    const slot = installer.target;
    await installer.write(0, image);
    const staged = await installer.finish(begun);
    if (typeof staged === "string") throw new Error(staged);
    await store.save(code.confirmStaged(staged, slot));
  };
}

/** A card with a loader and nothing else: it gets image 1 over the cable, then 2, and 3 over the air. */
function emptyCard(code: UpdateCode): Step[] {
  const start = (card: CutCard) => bootOn(code, card);
  return [
    { name: "start of an empty card", run: start, mayRun: [NONE] },
    { name: "first flash", run: recover(code, makeImage(1, 0x11)), mayRun: [NONE, 1] },
    { name: "first start of 1", run: start, mayRun: [1] },
    { name: "recovery to 2", run: recover(code, makeImage(2, 0x22)), mayRun: [1, 2] },
    { name: "start of 2", run: start, mayRun: [2] },
    { name: "install 3 over the air", run: install(code, makeImage(3, 0x33)), mayRun: [2, 3] },
    { name: "trial of 3", run: start, mayRun: [2, 3] },
    { name: "confirm 3", run: confirmRunning(code), mayRun: [2, 3] },
    { name: "the floor is at 3", run: start, mayRun: [3] },
  ];
}

export interface Outcome {
  cases: number;
  /** What went wrong, at most a few. */
  readonly failures: string[];
}

/** Runs a step until the cut; undefined if the cut was not reached. */
async function runCut(medium: Medium, cut: Cut | undefined, run: Step["run"]): Promise<CutCard | undefined> {
  const card = new CutCard(medium, cut);
  try {
    await run(card);
  } catch (error) {
    if (error instanceof PowerCut) return card;
    throw error;
  }
  if (cut !== undefined) return undefined;
  await card.flush();
  return card;
}

/** Starts the appliance until it settles: the first start must run something allowed, the last the same for ever. */
async function judge(code: UpdateCode, medium: Medium, step: Step): Promise<string | undefined> {
  let card = new CutCard(medium);
  let last = -1;
  for (let start = 0; start < 6; start++) {
    const found = await bootOn(code, card);
    if (found.slot < 0) {
      if (!step.mayRun.includes(NONE)) return "no slot starts";
      last = NONE;
      card = new CutCard(card.medium);
      continue;
    }
    const image = await verifyOn(card, found.slot);
    if (image === undefined) return "an image that does not verify was started";
    if (!step.mayRun.includes(image.counter)) return `image ${image.counter} was started`;
    if (image.counter < found.state.floor)
      return `image ${image.counter} is below the floor ${found.state.floor}`;
    if (start === 5 && last !== image.counter) return "it does not settle";
    last = image.counter;
    card = new CutCard(card.medium);
  }
  if (last !== step.mayRun[0] && last !== step.mayRun[step.mayRun.length - 1]) return `it settles on ${last}`;
  const writesWhenSettled = new CutCard(card.medium);
  await bootOn(code, writesWhenSettled);
  return writesWhenSettled.writes === 0 ? undefined : "a settled appliance still writes at every start";
}

/** All the survivors of `unflushed` writes: every subset up to 8, else a few. */
function survivorSets(unflushed: number): number[] {
  const count = unflushed <= 8 ? 1 << unflushed : 1 << 8;
  return Array.from({ length: count }, (_, i) => i);
}

/** The whole matrix. Stops after some failures: one is enough to know. */
export async function runMatrix(code: UpdateCode, secondCuts: boolean): Promise<Outcome> {
  const outcome: Outcome = { cases: 0, failures: [] };
  await runStory(code, story(code), await factoryCard(), secondCuts, outcome);
  await runStory(code, emptyCard(code), new Map(), secondCuts, outcome);
  return outcome;
}

/** A card with image 1 in slot A and no state. */
async function factoryCard(): Promise<Medium> {
  const first = new CutCard(new Map());
  const factory = makeImage(1, 0x11);
  for (let i = 0; i < 3; i++) {
    const sector = new Uint8Array(SECTOR);
    sector.set(factory.subarray(i * SECTOR, (i + 1) * SECTOR));
    await first.write(LAYOUT.slots[0]!.sector + i, sector);
  }
  await first.flush();
  return first.medium;
}

async function runStory(
  code: UpdateCode,
  steps: readonly Step[],
  start: Medium,
  secondCuts: boolean,
  outcome: Outcome,
): Promise<void> {
  let medium = start;
  const check = async (after: Medium, step: Step, where: string) => {
    outcome.cases++;
    const wrong = await judge(code, after, step);
    if (wrong !== undefined) outcome.failures.push(`${where}: ${wrong}`);
  };
  for (const step of steps) {
    const whole = new CutCard(medium);
    await step.run(whole);
    // What a step has finished is on the medium: the power may go right after it, so nothing is flushed here.
    await check(whole.medium, step, `${step.name}, whole`);
    for (let at = 0; at < whole.writes; at++) {
      for (const damage of DAMAGES) {
        for (const survivors of survivorSets(whole.unflushed[at]!)) {
          if (outcome.failures.length > 4) return;
          const where = `${step.name}, write ${at}, ${JSON.stringify(damage)}, survivors ${survivors}`;
          const cut = await runCut(medium, { at, damage, survivors }, step.run);
          if (cut === undefined) continue;
          await check(cut.medium, step, where);
          if (!secondCuts) continue;
          for (const again of DAMAGES) {
            const second = await runCut(cut.medium, { at: 0, damage: again, survivors: 0 }, (c) =>
              bootOn(code, c),
            );
            if (second === undefined) break; // the recovery writes nothing
            await check(second.medium, step, `${where}, then ${JSON.stringify(again)}`);
          }
        }
      }
    }
    medium = whole.medium;
  }
}
