// Our stack as one Transport for tests of the contract: listens on the right of a virtual wire, connects from the left,
// and lets virtual time pass whenever Node has nothing else to do.

import type { ConnectOptions, ListenOptions, TcpConnection, TcpListener, Transport } from "../transport.ts";
import { RIGHT, TwoStacks, type TwoStacksOptions } from "./two-stacks.ts";
import type { WireConditions } from "./virtual-wire.ts";

/** Virtual milliseconds between looks at Node's own loop. */
const SLICE_MS = 100;

export class DrivenTransport implements Transport {
  readonly stacks: TwoStacks;

  constructor(conditions: WireConditions = {}, options: TwoStacksOptions = {}) {
    this.stacks = new TwoStacks(1, conditions, options);
    this.drive();
  }

  listen(port: number, options: ListenOptions = {}): Promise<TcpListener> {
    return this.stacks.right.listen(port, options);
  }

  connect(_host: string, port: number, options: ConnectOptions = {}): Promise<TcpConnection> {
    return this.stacks.left.connect(RIGHT, port, options);
  }

  private drive(): void {
    // Without unref a test file would never end.
    setTimeout(async () => {
      await this.stacks.wire.run(() => false, SLICE_MS);
      this.drive();
    }, 0).unref();
  }
}
