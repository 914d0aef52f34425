// A device for tests: the board's own update code on a card in memory, behind a UDP port of this computer.
//
// It restarts as a board does: it is silent for a moment, the loader's decision is made anew, and an image on trial is
// confirmed or not, as the test says. It runs no program.

import { createSocket, type Socket } from "node:dgram";
import { CutCard, SECTOR } from "../../runtime/block/testing/cut-card.ts";
import { ApplianceGroup } from "../../runtime/smp/own-group.ts";
import { SmpServer } from "../../runtime/smp/server.ts";
import type { Handoff } from "../../runtime/update/handoff.ts";
import { boot, DeviceUpdates, StateStore } from "../../runtime/update/index.ts";
import { emptySlot, SlotState } from "../../runtime/update/state.ts";
import { writeMcubootImage } from "../../sdk/image/mcuboot.ts";
import { readSignedImage } from "../../sdk/image/mcuboot-read.ts";
import type { Signer } from "../../sdk/keys/signer.ts";
import type { PublishableImage } from "../../sdk/publish-image.ts";

const SECTORS = 512;
const LAYOUT = {
  copies: [0, 8, 16, 24],
  slots: [32, 1024].map((sector) => ({ sector, sectors: SECTORS })),
};

/** A signed image of `bytes` bytes of program; `major` is its version and its security counter. */
export function imageFor(
  signer: Signer,
  major: number,
  bytes = 3000,
  board = "cubieboard",
): PublishableImage {
  const made = writeMcubootImage({
    body: new Uint8Array(bytes).map((_, i) => (i * 7 + major) & 255),
    loadAddress: 0x4200_0000,
    headerBytes: 512,
    version: { major, minor: 0, revision: 0, build: 0 },
    counter: major,
    board,
    signer,
  });
  return { bytes: made, image: readSignedImage(made, "") };
}

export interface ApplianceOptions {
  readonly signer: Signer;
  /** What it runs at first. */
  readonly runs: PublishableImage;
  /** Whether images on trial confirm themselves. Default: they do. */
  readonly isHealthy?: (version: string) => boolean;
  /** How long a restart takes. */
  readonly awayMs?: number;
}

export class Appliance {
  /** 127.0.0.1:PORT */
  readonly address: string;
  readonly port: number;
  /** While false, it hears nothing. */
  isOn = true;
  starts = 0;
  /** What runs. */
  version = "";
  /** Pieces of uploads that it was sent. */
  pieces = 0;
  /** Called with each piece, before it is taken. */
  onPiece: (pieces: number) => void = () => {};
  private readonly options: ApplianceOptions;
  private readonly card: CutCard;
  private readonly socket: Socket;
  private server: SmpServer | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(options: ApplianceOptions, card: CutCard, socket: Socket) {
    this.options = options;
    this.card = card;
    this.socket = socket;
    this.port = socket.address().port;
    this.address = `127.0.0.1:${this.port}`;
    socket.on("message", (bytes, from) => {
      this.turn = this.turn.then(() => this.hear(new Uint8Array(bytes), from.port));
    });
  }

  /** A device that runs `options.runs` from slot A, confirmed. */
  static async start(options: ApplianceOptions): Promise<Appliance> {
    const card = new CutCard(new Map());
    const { bytes, image } = options.runs;
    const padded = new Uint8Array(Math.ceil(bytes.length / SECTOR) * SECTOR);
    padded.set(bytes);
    await card.write(LAYOUT.slots[0]!.sector, padded);
    const facts = { imageBytes: bytes.length, counter: image.counter, hash: image.hash };
    const slots = [new SlotState("confirmed", 0, facts), emptySlot()];
    await new StateStore(card, LAYOUT).save({ sequence: 1, floor: image.counter, slots });
    const socket = createSocket("udp4");
    await new Promise<void>((bound) => socket.bind(0, "127.0.0.1", bound));
    const appliance = new Appliance(options, card, socket);
    await appliance.boot();
    return appliance;
  }

  stop(): void {
    this.isOn = false;
    this.socket.close();
  }

  private updates(slot: number, onTrial: boolean): DeviceUpdates {
    const handoff: Handoff = {
      slot,
      onTrial,
      layout: LAYOUT,
      keyListOffset: 4,
      watchdogSeconds: 0,
      board: this.options.runs.image.board,
      signers: [this.options.signer.publicKey],
      root: new Uint8Array(0),
    };
    const watchdog = { arm: () => 0, feed() {}, disarm() {}, reset: () => Promise.reject() as never };
    return new DeviceUpdates(handoff, this.card, watchdog);
  }

  private async boot(): Promise<void> {
    this.starts++;
    const rules = this.updates(0, false);
    const { slot, state } = await boot(rules.store, (at) => rules.slots.verify(at));
    const onTrial = state.slots[slot]!.phase === "trial";
    const updates = this.updates(slot, onTrial);
    const image = await updates.slots.verify(slot);
    this.version = image?.version ?? "none";
    const board = { name: updates.board, resetReason: () => "power-on", lastPanic: () => null };
    this.server = new SmpServer({
      store: updates.store,
      installer: updates.installer,
      verify: (at) => updates.slots.verify(at),
      running: slot,
      bufferBytes: 1472,
      own: new ApplianceGroup(
        board,
        slot,
        () => updates.onTrial,
        () => "",
      ),
      reset: () => this.restart(),
    });
    if (!onTrial) return;
    const { isHealthy = () => true } = this.options;
    if (isHealthy(this.version)) await updates.confirm();
    else this.restart();
  }

  private restart(): void {
    // The answer to the request leaves first.
    setTimeout(() => {
      this.server = undefined;
      this.turn = this.turn.then(() => this.boot());
    }, this.options.awayMs ?? 10);
  }

  private async hear(bytes: Uint8Array, port: number): Promise<void> {
    if (!this.isOn || this.server === undefined) return;
    if (bytes[5] === 1 && bytes[7] === 1) {
      this.pieces++;
      this.onPiece(this.pieces);
    }
    const answer = await this.server.handle(bytes);
    if (answer !== undefined && this.isOn) this.socket.send(answer, port, "127.0.0.1");
  }
}
