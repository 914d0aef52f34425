// In place of Node's `stream`, for packages: classes to inherit from, of which there can be no instance.

import { EventEmitter } from "../events.ts";
import { unavailable } from "./unavailable.ts";

const MODULE = "stream";

export class Stream extends EventEmitter {
  constructor() {
    super();
    unavailable(MODULE, "Stream");
  }
}

export class Readable extends Stream {}
export class Writable extends Stream {}
export class Duplex extends Stream {}
export class Transform extends Duplex {}
export class PassThrough extends Transform {}

export function pipeline(): never {
  unavailable(MODULE, "pipeline");
}

export function finished(): never {
  unavailable(MODULE, "finished");
}

const all = { Stream, Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished };

export { all as default };
