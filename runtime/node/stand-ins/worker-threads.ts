// In place of Node's `worker_threads`, for packages: the program is the main thread, and there is no other.

import { unavailable } from "./unavailable.ts";

export const isMainThread = true;
export const parentPort = null;
export const threadId = 0;
export const workerData = null;

export class Worker {
  constructor() {
    unavailable("worker_threads", "Worker");
  }
}

const all = { isMainThread, parentPort, threadId, workerData, Worker };

export { all as default };
