// One device towards the update server: polls, begins and cancels actions, and sees to it that each gets its last word.
//
// A turn is one poll. An action runs beside the turns, so that it can be cancelled. Waits come from the polling interval
// that the server gives; failures make them longer, up to a limit, and end an action after a number of tries.

import type { Patience } from "../../flash-tool/smp/client.ts";
import type { OutcomeOptions } from "../../flash-tool/smp/outcome.ts";
import type { FleetDevice } from "../inventory.ts";
import type { DeviceAddress } from "../look.ts";
import { type ActionResult, runAction, type Step } from "./action.ts";
import { DdiClient, DdiError, type DdiServer } from "./ddi-client.ts";
import { type Deployment, type Execution, feedbackOn, feedbackUrl } from "./ddi-messages.ts";
import type { Downloads } from "./downloads.ts";
import { Outbox } from "./outbox.ts";
import type { Places } from "./places.ts";

/** Before the server has said how often to poll. */
const FIRST_SLEEP_MS = 60_000;
/** A wait grows to so many polling intervals. */
const MOST_INTERVALS = 16;
/** Of one action, before it has failed. */
const MOST_TRIES = 5;

export interface GatewayEvent {
  readonly device: string;
  readonly event: Step | "closed" | "later" | "cancelled" | "cancel-rejected" | "server";
  readonly action?: string;
  readonly details: string;
}

export interface ControllerOptions {
  readonly server: DdiServer;
  readonly downloads: Downloads;
  /** Bounds how many devices are sent an image at a time. */
  readonly places: Places;
  /** Where last words are kept. */
  readonly folder: string;
  readonly addressOf: (device: FleetDevice) => DeviceAddress;
  readonly onEvent: (event: GatewayEvent) => void;
  /** How long a device has for its trial. */
  readonly outcome?: OutcomeOptions;
  /** For a device that does not answer. */
  readonly contact?: Patience;
}

interface RunningAction {
  readonly id: string;
  readonly url: string;
  readonly abort: AbortController;
  canBeEnded: boolean;
  done: Promise<void>;
}

export class Controller {
  private readonly device: FleetDevice;
  private readonly options: ControllerOptions;
  private readonly client: DdiClient;
  private readonly outbox: Outbox;
  private sleepMs = FIRST_SLEEP_MS;
  private failures = 0;
  private running: RunningAction | undefined;
  /** Tries of the action that is to be tried again, and the turns until then. */
  private tries = { id: "", count: 0, turnsToWait: 0 };
  /** Said once: the action was downloaded and waits. */
  private waitingFor = "";
  /** Feedback goes out in the order of what happened. */
  private telling: Promise<void> = Promise.resolve();

  constructor(device: FleetDevice, options: ControllerOptions) {
    this.device = device;
    this.options = options;
    this.client = new DdiClient(options.server, device.id);
    this.outbox = new Outbox(options.folder, device.id, this.client);
  }

  /** Resolves when no action runs. */
  async settled(): Promise<void> {
    await this.running?.done;
  }

  /** Ends an action that can be ended; the device keeps what it has. */
  async stop(): Promise<void> {
    if (this.running?.canBeEnded)
      this.running.abort.abort(new DOMException("the gateway ends", "AbortError"));
    await this.settled();
  }

  /** Polls once and does what there is to do. Resolves to the milliseconds until the next turn. */
  async turn(): Promise<number> {
    try {
      await this.outbox.deliver();
      const poll = await this.client.poll();
      this.sleepMs = poll.sleepMs;
      if (poll.configData !== undefined) await this.describe(poll.configData);
      if (poll.cancel !== undefined) await this.cancel(poll.cancel);
      else if (poll.deployment !== undefined) await this.consider(poll.deployment);
      this.failures = 0;
      return this.sleepMs;
    } catch (error) {
      if (!(error instanceof DdiError)) throw error;
      this.tell("server", error.message);
      this.failures++;
      // Whoever has no access will hardly have it in a moment.
      const intervals = error.fault === "refused" ? MOST_INTERVALS : 2 ** this.failures;
      return this.sleepMs * Math.min(intervals, MOST_INTERVALS);
    }
  }

  private tell(event: GatewayEvent["event"], details: string, action?: string): void {
    const about = action === undefined ? {} : { action };
    this.options.onEvent({ device: this.device.id, event, ...about, details });
  }

  private async describe(url: string): Promise<void> {
    const { board, name, group, seen } = this.device;
    const facts = { board, group, ...(name === undefined ? {} : { name }) };
    await this.client.putConfigData(url, seen === undefined ? facts : { ...facts, version: seen.version });
  }

  private async consider(url: string): Promise<void> {
    if (this.running !== undefined) return;
    const deployment = await this.client.deployment(url);
    const { id } = deployment;
    if (this.outbox.isClosed(id)) {
      // The server offers what it was told to be over: it may have lost that.
      this.outbox.repeat(id);
      await this.outbox.deliver();
      return;
    }
    if (this.tries.id !== id) this.tries = { id, count: 0, turnsToWait: 0 };
    if (this.tries.turnsToWait > 0) {
      this.tries.turnsToWait--;
      return;
    }
    this.begin(deployment, url);
  }

  private begin(deployment: Deployment, url: string): void {
    const action: RunningAction = {
      id: deployment.id,
      url,
      abort: new AbortController(),
      canBeEnded: true,
      done: Promise.resolve(),
    };
    this.running = action;
    action.done = this.see(deployment, action).finally(() => {
      this.running = undefined;
    });
  }

  /** Runs the action and settles its result. Rejects for bugs only. */
  private async see(deployment: Deployment, action: RunningAction): Promise<void> {
    const { signal } = action.abort;
    try {
      const { outcome, contact } = this.options;
      const leave = await this.options.places.enter(signal);
      const result = await runAction(deployment, {
        board: this.device.board,
        address: this.options.addressOf(this.device),
        downloads: this.options.downloads,
        headersFor: (url) => this.client.headersFor(url),
        signal,
        onStep: (step, details) => this.step(action, step, details),
        onStage: () => {
          action.canBeEnded = false;
        },
        ...(outcome === undefined ? {} : { outcome }),
        ...(contact === undefined ? {} : { contact }),
      }).finally(leave);
      await this.settle(action, result);
    } catch (error) {
      if (!(signal.aborted && error === signal.reason)) throw error;
    }
  }

  /** What happens meanwhile is told as far as the server listens: only the last word matters. */
  private step(action: RunningAction, step: Step, details: string): void {
    this.tell(step, details, action.id);
    // While a window is waited for, each turn finds it downloaded.
    if (this.waitingFor === action.id && (step === "download" || step === "downloaded")) return;
    const execution: Execution = step === "download" || step === "downloaded" ? step : "proceeding";
    const feedback = feedbackOn(action.id, execution, "none", details);
    this.telling = this.telling.then(async () => {
      try {
        await this.client.feedback(feedbackUrl(action.url), feedback);
      } catch (error) {
        if (!(error instanceof DdiError)) throw error;
        if (error.fault === "gone" && action.canBeEnded)
          action.abort.abort(new DOMException("the action is gone", "AbortError"));
      }
    });
  }

  private async settle({ id, url }: RunningAction, result: ActionResult): Promise<void> {
    await this.telling;
    if (result.kind === "waiting") {
      this.waitingFor = id;
      return;
    }
    const count = this.tries.count + 1;
    if (result.kind === "later" && count < MOST_TRIES) {
      this.tries = { id, count, turnsToWait: 2 ** count - 1 };
      this.tell("later", `try ${count} of ${MOST_TRIES}: ${result.details}`, id);
      return;
    }
    const success = result.kind === "closed" && result.success;
    const details = result.kind === "closed" ? result.details : `${MOST_TRIES} tries: ${result.details}`;
    this.tell("closed", `${success ? "success" : "failure"}: ${details}`, id);
    this.outbox.close(feedbackUrl(url), feedbackOn(id, "closed", success ? "success" : "failure", details));
    await this.outbox.deliver().catch((error: unknown) => {
      // It is kept, and delivered before the next poll.
      if (!(error instanceof DdiError)) throw error;
      this.tell("server", error.message, id);
    });
  }

  private async cancel(url: string): Promise<void> {
    const { id, stopId } = await this.client.cancellation(url);
    const { running } = this;
    if (running?.id === stopId && running.canBeEnded) {
      running.abort.abort(new DOMException("the action was cancelled", "AbortError"));
      await running.done;
    }
    // While it ended, it may have got to where there is no end but its own.
    const isOver = this.outbox.isClosed(stopId) || this.running?.id === stopId;
    if (isOver) {
      const why = "the device has the image already, and says itself what becomes of it";
      this.tell("cancel-rejected", why, stopId);
      await this.client.feedback(feedbackUrl(url), feedbackOn(id, "rejected", "none", why));
      return;
    }
    if (this.tries.id === stopId) this.tries = { id: "", count: 0, turnsToWait: 0 };
    this.tell("cancelled", "the device was not told to start it", stopId);
    await this.client.feedback(
      feedbackUrl(url),
      feedbackOn(id, "closed", "success", "the device was not told to start it"),
    );
  }
}
