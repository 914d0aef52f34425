// Answers SMP requests of the groups os (echo, reset, params), image (list, test, confirm, revert, upload, erase, slot
// info) and Ingot's own (own-group.ts). It knows no transport: datagrams or console packets go in, answers come out. One
// request at a time: the caller waits for an answer before it hands in the next one.
//
// SMP has no login. What protects an appliance is that images are verified before they are staged. An upload is
// resumed as long as the program runs; after a restart it starts over.

import { equalBytes } from "../block/bytes.ts";
import {
  backTo,
  confirm,
  confirmStaged,
  type Installer,
  isNewer,
  type KeysOutcome,
  type StateStore,
  type UpdateState,
  type VerifiedImage,
  type Verify,
  writeRecord,
} from "../update/index.ts";
import { CborMap, type CborValue } from "./cbor.ts";
import { decodeMessage, encodeMessage, type Message, READ, WRITE } from "./message.ts";
import { GROUP_INGOT, KEYS, type OwnGroup, STATE } from "./own-group.ts";

const GROUP_OS = 0;
const GROUP_IMAGE = 1;
/** Codes of SMP itself, sent as `rc` in both versions. */
const INVALID = 3;
const BAD_STATE = 6;
const NOT_SUPPORTED = 8;
const ACCESS_DENIED = 11;
const TOO_OLD = 12;
/** Codes of the image group. */
const IMAGE_UNKNOWN = 1;
const IMAGE_TOO_LARGE = 30;
const IMAGE_BAD_HEADER = 22;
const IMAGE_INVALID_HASH = 24;
const IMAGE_CURRENT_IS_NEWER = 27;
const IMAGE_CONFIRM_DENIED = 32;

/** What the server works on. */
export interface Appliance {
  readonly store: StateStore;
  readonly installer: Installer;
  readonly verify: Verify;
  /** The slot that this program was started from; -1 in a loader, where an upload may be confirmed at once. */
  readonly running: number;
  /** The largest message that the transport takes in. */
  readonly bufferBytes: number;
  /** What it serves of Ingot's own group beside the state. */
  readonly own?: OwnGroup;
  /** Takes a list of keys. Default: none is taken. */
  readonly installKeys?: (list: Uint8Array) => Promise<KeysOutcome>;
  /** Called when a reset was asked for; the answer must be on its way before the board restarts. */
  readonly reset: () => void;
}

function withNumber(key: string, value: number): CborMap {
  const map = new CborMap();
  map.set(key, value);
  return map;
}

export class SmpServer {
  private readonly appliance: Appliance;
  /** The upload in progress: its length and the hash of the whole file, which names it. */
  private total = -1;
  private uploadHash: Uint8Array = new Uint8Array(0);
  /** What is in the slots, as far as it was looked at since it last changed: verifying takes seconds. */
  private readonly known: (VerifiedImage | "none" | "unknown")[] = ["unknown", "unknown"];
  /** The installer's count of changes when it was looked at: a device that fetches its updates changes slots as well. */
  private knownAt = 0;

  constructor(appliance: Appliance) {
    this.appliance = appliance;
  }

  /** The answer to a packet, or undefined for what is no request. Rejects as the card does. */
  async handle(packet: Uint8Array): Promise<Uint8Array | undefined> {
    const request = decodeMessage(packet);
    if (request === undefined || (request.operation !== READ && request.operation !== WRITE))
      return undefined;
    const payload = await this.answer(request);
    return encodeMessage({
      version: request.version,
      operation: request.operation + 1,
      group: request.group,
      sequence: request.sequence,
      command: request.command,
      payload,
    });
  }

  private async answer(request: Message): Promise<CborMap> {
    const { group, command, operation } = request;
    if (group === GROUP_OS) return this.system(request);
    if (group === GROUP_IMAGE && command === 0) {
      return operation === READ ? await this.list() : await this.set(request);
    }
    if (group === GROUP_IMAGE && command === 1 && operation === WRITE) return await this.upload(request);
    if (group === GROUP_IMAGE && command === 5 && operation === WRITE) return await this.erase(request);
    if (group === GROUP_IMAGE && command === 6 && operation === READ) return this.slotInfo();
    if (group === GROUP_INGOT && command === STATE && operation === READ) return await this.state();
    if (group === GROUP_INGOT && command === KEYS && operation === WRITE) return await this.keys(request);
    if (group === GROUP_INGOT) return this.appliance.own?.answer(request) ?? withNumber("rc", NOT_SUPPORTED);
    return withNumber("rc", NOT_SUPPORTED);
  }

  private system(request: Message): CborMap {
    const out = new CborMap();
    if (request.command === 0) {
      const text = request.payload.get("d");
      if (typeof text !== "string") return withNumber("rc", INVALID);
      out.set("r", text);
      return out;
    }
    if (request.command === 5 && request.operation === WRITE) {
      this.appliance.reset();
      return out;
    }
    if (request.command === 6 && request.operation === READ) {
      out.set("buf_size", this.appliance.bufferBytes);
      out.set("buf_count", 1);
      return out;
    }
    return withNumber("rc", NOT_SUPPORTED);
  }

  /** An error of the image group, in the request's version of the protocol. */
  private imageError(request: Message, code: number): CborMap {
    if (request.version === 0) return withNumber("rc", code === IMAGE_TOO_LARGE ? INVALID : 1);
    const error = withNumber("group", GROUP_IMAGE);
    error.set("rc", code);
    const out = new CborMap();
    out.set("err", error);
    return out;
  }

  /** The state record, as it lies on the card. */
  private async state(): Promise<CborMap> {
    const state = await this.appliance.store.load();
    const out = new CborMap();
    if (state !== undefined) out.set("record", writeRecord(state));
    return out;
  }

  private async keys(request: Message): Promise<CborMap> {
    const { installKeys } = this.appliance;
    if (installKeys === undefined) return withNumber("rc", NOT_SUPPORTED);
    const list = request.payload.get("list");
    if (!(list instanceof Uint8Array)) return withNumber("rc", INVALID);
    switch (await installKeys(list)) {
      case "not-signed":
        return withNumber("rc", ACCESS_DENIED);
      case "not-newer":
        return withNumber("rc", TOO_OLD);
      case "would-not-start":
        return withNumber("rc", BAD_STATE);
      default:
        return new CborMap();
    }
  }

  private slotInfo(): CborMap {
    const slots: CborValue[] = [];
    const bytes = this.appliance.installer.slotBytes;
    for (let slot = 0; slot < 2; slot++) {
      const entry = withNumber("slot", slot);
      entry.set("size", bytes);
      if (slot !== this.appliance.running) entry.set("upload_image_id", 0);
      slots.push(entry);
    }
    const image = withNumber("image", 0);
    image.set("slots", slots);
    image.set("max_image_size", bytes);
    const out = new CborMap();
    out.set("images", [image]);
    return out;
  }

  /** Empties a slot: the one named, or the one that an upload would go to. Not one that is to be started or fallen back on. */
  private async erase(request: Message): Promise<CborMap> {
    const { store, installer } = this.appliance;
    const named = request.payload.get("slot");
    const state: UpdateState | undefined = await store.load();
    if (state === undefined) return this.imageError(request, IMAGE_UNKNOWN);
    const slot = typeof named === "number" ? named : installer.slotFor(state);
    if (slot !== installer.slotFor(state)) return withNumber("rc", BAD_STATE);
    const { phase } = state.slots[slot];
    if (phase === "confirmed" || phase === "staged" || phase === "trial") return withNumber("rc", BAD_STATE);
    await installer.erase(state, slot);
    this.total = -1;
    return new CborMap();
  }

  private async list(): Promise<CborMap> {
    const state = await this.appliance.store.load();
    const images: CborValue[] = [];
    for (let slot = 0; slot < 2; slot++) {
      const image = await this.imageIn(slot);
      if (image === undefined) continue;
      const phase = state === undefined ? "empty" : state.slots[slot].phase;
      const entry = new CborMap();
      entry.set("slot", slot);
      entry.set("version", image.version ?? "");
      entry.set("hash", image.hash);
      entry.set("bootable", true);
      entry.set("pending", phase === "staged");
      entry.set("confirmed", phase === "confirmed");
      entry.set("active", slot === this.appliance.running);
      entry.set("permanent", false);
      images.push(entry);
    }
    const out = new CborMap();
    out.set("images", images);
    return out;
  }

  private async set(request: Message): Promise<CborMap> {
    const { store, installer, running } = this.appliance;
    const hash = request.payload.get("hash");
    const state = await store.load();
    if (state === undefined) return this.imageError(request, IMAGE_UNKNOWN);
    const confirms = request.payload.get("confirm") === true;
    if (confirms && running >= 0) {
      // Confirming an image that never ran would do away with the trial, the one thing that undoes a bad update.
      if (
        hash !== undefined &&
        !(hash instanceof Uint8Array && equalBytes(hash, state.slots[running].hash))
      ) {
        return this.imageError(request, IMAGE_CONFIRM_DENIED);
      }
      const next = confirm(state, running);
      if (next !== state) await store.save(next);
      return await this.list();
    }
    if (!(hash instanceof Uint8Array)) return withNumber("rc", INVALID);
    const slot = installer.target;
    if (slot < 0 && !confirms && running >= 0) {
      const back = backTo(state, running, hash);
      if (back !== state) {
        await store.save(back);
        return await this.list();
      }
    }
    if (slot < 0 && (await this.isDone(state, hash, confirms))) return await this.list();
    const staged = await installer.finish(state, undefined, hash);
    if (slot >= 0 && installer.verified !== undefined) {
      // It was read back and verified just now: not again for the list.
      this.known[slot] = installer.verified;
      this.knownAt = installer.changes;
    }
    if (typeof staged === "string") return this.imageError(request, IMAGE_INVALID_HASH);
    if (confirms) await store.save(confirmStaged(staged, slot));
    return await this.list();
  }

  /** Whether an earlier request, the answer to which was lost, did what this one asks for, or all but the last step. */
  private async isDone(state: UpdateState, hash: Uint8Array, confirms: boolean): Promise<boolean> {
    for (let slot = 0; slot < 2; slot++) {
      const { phase, hash: known } = state.slots[slot];
      if (!equalBytes(known, hash)) continue;
      if (phase === "staged") {
        if (confirms) await this.appliance.store.save(confirmStaged(state, slot));
        return true;
      }
      if (phase === "confirmed" && confirms) return true;
    }
    return false;
  }

  /** Why an image that starts with `data` is none to go up to from the one that runs, as a code; 0 if it is one. */
  private async refusalOfUpgrade(data: Uint8Array): Promise<number> {
    const { running } = this.appliance;
    if (running < 0) return 0;
    const current = await this.imageIn(running);
    if (current === undefined) return 0;
    const newer = isNewer(data, current.version ?? "");
    return newer === undefined ? IMAGE_BAD_HEADER : newer ? 0 : IMAGE_CURRENT_IS_NEWER;
  }

  /** The verified image in a slot: looked at once, until the slot changes. */
  private async imageIn(slot: number): Promise<VerifiedImage | undefined> {
    const { installer, running } = this.appliance;
    if (installer.changes !== this.knownAt) {
      for (let i = 0; i < 2; i++) if (i !== running) this.known[i] = "unknown";
      this.knownAt = installer.changes;
    }
    let image = this.known[slot];
    if (image === "unknown") image = (await this.appliance.verify(slot)) ?? "none";
    this.known[slot] = image;
    return typeof image === "string" ? undefined : image;
  }

  private async upload(request: Message): Promise<CborMap> {
    const { installer, store } = this.appliance;
    const { payload } = request;
    const at = payload.get("off");
    const data = payload.get("data");
    if (typeof at !== "number" || at < 0 || !(data instanceof Uint8Array)) return withNumber("rc", INVALID);
    if (at === 0) {
      const length = payload.get("len");
      if (typeof length !== "number") return withNumber("rc", INVALID);
      const sha = payload.get("sha");
      const name = sha instanceof Uint8Array ? sha : new Uint8Array(0);
      const same = name.length > 0 && length === this.total && equalBytes(name, this.uploadHash);
      if (same && installer.target >= 0) return withNumber("off", installer.offset);
      const refusal = payload.get("upgrade") === true ? await this.refusalOfUpgrade(data) : 0;
      if (refusal !== 0) return this.imageError(request, refusal);
      const state: UpdateState | undefined = await store.load();
      if (state === undefined) return this.imageError(request, IMAGE_UNKNOWN);
      const begun = await installer.begin(state, length);
      if (typeof begun === "string") {
        return this.imageError(request, begun === "too-large" ? IMAGE_TOO_LARGE : IMAGE_UNKNOWN);
      }
      this.total = length;
      this.uploadHash = name;
    }
    if (installer.target < 0) return withNumber("off", 0);
    // A late duplicate or a gap: say where to go on, and take nothing.
    if (at !== installer.offset) return withNumber("off", installer.offset);
    const problem = await installer.write(at, data);
    if (problem !== undefined) return this.imageError(request, IMAGE_TOO_LARGE);
    return withNumber("off", installer.offset);
  }
}
