// Responses that hand the connection over to another protocol (RFC 9110 §7.8).
//
// A handler returns such a response like any other; the server then writes nothing of its own and calls the
// function that stands behind it.

import type { TcpConnection } from "../../net/transport.ts";
import type { Incoming } from "../incoming.ts";
import { Response } from "../response.ts";

/** Takes the connection, with what has been read of it already, and resolves when it is done with it. */
export type TakeOver = (connection: TcpConnection, incoming: Incoming) => Promise<void>;

class UpgradeResponse extends Response {
  readonly takeOver: TakeOver;
  constructor(takeOver: TakeOver) {
    super(null, { status: 200 });
    this.takeOver = takeOver;
  }
}

/** A response that stands for `takeOver`, which writes the 101 itself. */
export function upgradeResponse(takeOver: TakeOver): Response {
  return new UpgradeResponse(takeOver);
}

/** What stands behind `response`; null for every other response. */
export function takeUpgrade(response: Response): TakeOver | null {
  return response instanceof UpgradeResponse ? response.takeOver : null;
}
