// One deployment on one device: download, checks, upload over SMP, trial, and what became of it.
//
// "closed" with success only when the device itself says that it has confirmed the image. What may be better another time
// is "later"; how often to try is the controller's (controller.ts).

import { isPassing, type Patience, SmpClient } from "../../flash-tool/smp/client.ts";
import { installImage, listImages } from "../../flash-tool/smp/install.ts";
import { type OutcomeOptions, outcomeIn, waitForOutcome } from "../../flash-tool/smp/outcome.ts";
import { openUdp } from "../../flash-tool/smp/udp.ts";
import { IngotError } from "../../sdk/diagnostics/diagnostic.ts";
import { readSignedImage, type SignedImage } from "../../sdk/image/mcuboot-read.ts";
import type { DeviceAddress } from "../look.ts";
import { DdiError } from "./ddi-client.ts";
import type { Artifact, Deployment } from "./ddi-messages.ts";
import { BadArtifact, type Downloads } from "./downloads.ts";

/** A slot holds 8 MiB; nothing larger is worth a download. */
const MOST_IMAGE_BYTES = 8 << 20;
/** Verifying both slots takes a device a second or two. */
const CONTACT: Patience = { timeoutMs: 3000, tries: 3 };

/** "closed": over. "later": another try may be better. "waiting": downloaded, and to be installed in a window to come. */
export type ActionResult =
  | { readonly kind: "closed"; readonly success: boolean; readonly details: string }
  | { readonly kind: "later"; readonly details: string }
  | { readonly kind: "waiting" };

/** What an action tells while it runs. */
export type Step = "download" | "downloaded" | "install" | "trial";

export interface ActionContext {
  readonly board: string;
  readonly address: DeviceAddress;
  readonly downloads: Downloads;
  readonly headersFor: (url: string) => Readonly<Record<string, string>>;
  /** Ends the action until its image is staged; runAction rejects with its reason. */
  readonly signal: AbortSignal;
  readonly onStep: (step: Step, details: string) => void;
  /** From here on it cannot be ended. */
  readonly onStage: () => void;
  /** How long the device has for its trial. */
  readonly outcome?: OutcomeOptions;
  /** For a device that does not answer. */
  readonly contact?: Patience;
}

const closed = (success: boolean, details: string): ActionResult => ({ kind: "closed", success, details });
const later = (details: string): ActionResult => ({ kind: "later", details });

/** Does what `deployment` asks for. Rejects with `signal.reason` when it was aborted in time. */
export async function runAction(deployment: Deployment, context: ActionContext): Promise<ActionResult> {
  const { board, downloads, headersFor, signal, onStep } = context;
  if (deployment.download === "skip") return { kind: "waiting" };
  const artifact = artifactFor(deployment.artifacts, board);
  if (typeof artifact === "string") return closed(false, artifact);
  if (artifact.size > MOST_IMAGE_BYTES) return closed(false, `${artifact.filename} is larger than a slot`);
  onStep("download", `${artifact.filename}, ${artifact.size} bytes`);
  let bytes: Uint8Array;
  try {
    bytes = await downloads.get(artifact, headersFor(artifact.url), signal);
  } catch (error) {
    if (error instanceof BadArtifact) return closed(false, error.message);
    if (!(error instanceof DdiError)) throw error;
    return error.fault === "gone" ? closed(false, error.message) : later(error.message);
  }
  const image = imageIn(bytes, artifact.filename, board);
  if (typeof image === "string") return closed(false, image);
  onStep("downloaded", `${artifact.filename}, version ${image.version}`);
  if (deployment.update === "skip") return { kind: "waiting" };
  return install(bytes, image, context);
}

/** The image for `board` among the artifacts, or what is wrong. */
function artifactFor(artifacts: readonly Artifact[], board: string): Artifact | string {
  const images = artifacts.filter(({ filename }) => filename.endsWith(".bin"));
  const [only] = images;
  if (only === undefined) return "it has no artifact named *.bin with a SHA-256";
  if (images.length === 1) return only;
  const [ours, ...more] = images.filter(({ filename }) => filename.includes(board));
  if (ours !== undefined && more.length === 0) return ours;
  return `of its ${images.length} artifacts named *.bin not exactly one has ${board} in its name`;
}

/** A device refuses what is wrong with an image; before it is sent is better. */
function imageIn(bytes: Uint8Array, filename: string, board: string): SignedImage | string {
  try {
    const image = readSignedImage(bytes, filename);
    if (!image.hashIsRight) return `${filename} is damaged: its hash is wrong`;
    return image.board === board ? image : `${filename} is for the board ${image.board}, not ${board}`;
  } catch (error) {
    if (error instanceof IngotError) return `${filename}: ${error.diagnostics[0]!.message}`;
    throw error;
  }
}

async function install(bytes: Uint8Array, image: SignedImage, context: ActionContext): Promise<ActionResult> {
  const { address, signal, onStep, onStage } = context;
  try {
    const wire = await openUdp(address.host, address.port);
    try {
      const client = new SmpClient(wire);
      const slots = await listImages(client, context.contact ?? CONTACT);
      signal.throwIfAborted();
      const version = `version ${image.version}`;
      if (outcomeIn(slots, image.hash) === "confirmed") return closed(true, `it runs ${version} already`);
      const isOnTrial = slots.some((slot) => slot.active && Buffer.compare(slot.hash, image.hash) === 0);
      if (!isOnTrial) {
        onStep("install", version);
        await installImage(client, wire, bytes, image, { mode: "test", signal, onStage });
      }
      onStage();
      onStep("trial", version);
      switch (await waitForOutcome(client, image.hash, context.outcome)) {
        case "confirmed":
          return closed(true, `it runs ${version}, and has confirmed it`);
        case "rolled back":
          return closed(false, `it has not confirmed ${version}, and runs the one before again`);
        case "unknown":
          return closed(false, `it has not come back with ${version} in time`);
      }
    } finally {
      await wire.close();
    }
  } catch (error) {
    if (!(error instanceof IngotError)) throw error;
    const why = error.diagnostics[0]!.message;
    return isPassing(error) ? later(why) : closed(false, why);
  }
}
