// Two whole stacks on one virtual wire that have IPv6 beside IPv4, and know each other by link-local addresses.

import { Ipv6Layer } from "../ipv6/layer.ts";
import { TcpOverIpv6 } from "../ipv6/tcp.ts";
import type { TcpConnection } from "../transport.ts";
import { TwoStacks, type TwoStacksOptions } from "./two-stacks.ts";
import type { WireConditions } from "./virtual-wire.ts";

export const LEFT6 = "fe80::ff:fe00:1";
export const RIGHT6 = "fe80::ff:fe00:2";
/** An address is ours a second after it was tried out, which begins within another. */
const SETTLED_MS = 3000;

export class TwoStacks6 extends TwoStacks {
  readonly left6: Ipv6Layer;
  readonly right6: Ipv6Layer;

  constructor(seed: number, conditions: WireConditions = {}, options: TwoStacksOptions = {}) {
    super(seed, conditions, options);
    this.leftNet.checkLink();
    this.rightNet.checkLink();
    this.left6 = new Ipv6Layer(this.leftNet);
    this.right6 = new Ipv6Layer(this.rightNet);
    new TcpOverIpv6(this.leftNet, this.left6, this.left);
    new TcpOverIpv6(this.rightNet, this.right6, this.right);
  }

  /** Waits until both have their addresses. */
  async settle(): Promise<this> {
    await this.wire.run(() => false, SETTLED_MS);
    return this;
  }

  override connect(port = 80, host = RIGHT6): Promise<[TcpConnection, TcpConnection]> {
    return super.connect(port, host);
  }
}
