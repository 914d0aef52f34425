// The queue of microtasks (ECMA-262 jobs) and the list of rejections that nobody has handled yet.
//
// Holds and runs them in order; when that happens is decided by run.ts. What a job does is the business of
// who enqueued it.

/** Something to do once, before the loop goes on to timers and devices. */
export interface Job {
  run(): void;
}

/** A rejected promise without handler, as the loop needs to know it. */
export interface Rejection {
  /** False as soon as a handler has been attached. */
  isUnhandled(): boolean;
  /** What is thrown as an uncaught error if nothing has happened by the end of the microtasks. */
  toError(): unknown;
}

/** Jobs that ran are removed from the front of the queue in batches of this many. */
const BATCH = 1024;

/** Made by the first job or rejection: programs that have none are compiled without its methods. */
class Queue {
  /** The slot of a job that has run is emptied, so that what the job holds can be collected. */
  readonly jobs: (Job | null)[] = [];
  next = 0;
  rejections: Rejection[] = [];

  run(): void {
    const { jobs } = this;
    while (this.next < jobs.length) {
      const job = jobs[this.next]!;
      jobs[this.next] = null;
      this.next++;
      if (this.next >= BATCH) {
        jobs.splice(0, this.next);
        this.next = 0;
      }
      job.run();
    }
    jobs.length = 0;
    this.next = 0;
  }

  takeUnhandled(): Rejection | null {
    if (this.rejections.length === 0) return null;
    const noted = this.rejections;
    this.rejections = [];
    for (let i = 0; i < noted.length; i++) {
      if (noted[i]!.isUnhandled()) return noted[i]!;
    }
    return null;
  }
}

let queue: Queue | null = null;

/** HostEnqueuePromiseJob. */
export function enqueueJob(job: Job): void {
  queue ??= new Queue();
  queue.jobs.push(job);
}

/** HostPromiseRejectionTracker, operation "reject". */
export function noteRejection(rejection: Rejection): void {
  queue ??= new Queue();
  queue.rejections.push(rejection);
}

/** Runs the ticks that wait, and says whether there were any (ticks.ts). */
let runTicks: (() => boolean) | null = null;
let isFirstTurn = true;

/** From now on there may be ticks. */
export function setTicks(run: () => boolean): void {
  runTicks = run;
}

/** Runs jobs, also those enqueued meanwhile, until none is left. What a job throws leaves from here. */
export function runJobs(): void {
  if (runTicks !== null && !isFirstTurn) runTicks();
  isFirstTurn = false;
  do if (queue !== null) queue.run();
  while (runTicks?.());
}

/** The first rejection noted since the last call that is still unhandled, or null; forgets all of them. */
export function takeUnhandled(): Rejection | null {
  return queue === null ? null : queue.takeUnhandled();
}

class CallbackJob {
  readonly callback: () => void;

  constructor(callback: () => void) {
    this.callback = callback;
  }

  run(): void {
    const callback = this.callback;
    callback();
  }
}

/** Runs `callback` after the current job and the microtasks already waiting. */
export function queueMicrotask(callback: () => void): void {
  requireCallback(callback);
  enqueueJob(new CallbackJob(callback));
}

/** Throws Node's TypeError unless `callback` is a function. */
export function requireCallback(callback: unknown): void {
  if (typeof callback === "function") return;
  throw new TypeError(`The "callback" argument must be of type function. Received ${received(callback)}`);
}

function received(value: unknown): string {
  if (value === undefined || value === null) return `${value}`;
  if (typeof value === "string") return `type string ('${value}')`;
  if (typeof value === "object") return "an object";
  return `type ${typeof value} (${String(value)})`;
}
