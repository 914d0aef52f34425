// Live values for open pages: server-sent events, for a bounded number of listeners.

import { EventStream, HttpError, type Response } from "ingot/http";
import type { Thermostat } from "./thermostat.ts";

const MOST_LISTENERS = 32;

export class LiveValues {
  private readonly streams = new Set<EventStream>();
  private readonly thermostat: Thermostat;

  constructor(thermostat: Thermostat) {
    this.thermostat = thermostat;
    thermostat.onChange((reading) => {
      const text = JSON.stringify(reading);
      for (const stream of this.streams) stream.send(text);
    });
  }

  /** The response to one more page. Throws HttpError 503 when there are too many. */
  open(): Response {
    if (this.streams.size >= MOST_LISTENERS) throw new HttpError(503, "too many pages are open");
    const stream = new EventStream({ onClose: () => this.streams.delete(stream) });
    this.streams.add(stream);
    stream.send(JSON.stringify(this.thermostat.reading));
    return stream.response;
  }
}
