// What an appliance's network has by IPv6: an address to be known by, and its name among neighbours (RFC 6762 §3: the
// group ff02::fb, records of type AAAA).

import { HOST_TTL_SECONDS } from "../mdns/records.ts";
import { MDNS_PORT } from "../mdns/responder.ts";
import type { Mdns } from "../mdns/start.ts";
import type { NetworkBeside } from "../stack-network.ts";
import type { DatagramSocket } from "../transport.ts";
import { addressRecord6, type DnsRecord } from "../wire/dns.ts";
import { isLinkLocal, parseIpv6Address } from "./address.ts";
import type { Ipv6Layer } from "./layer.ts";

const GROUP = "ff02::fb";

export class BesideIpv4 implements NetworkBeside {
  private readonly ipv6: Ipv6Layer;

  constructor(ipv6: Ipv6Layer) {
    this.ipv6 = ipv6;
  }

  address(): string {
    for (const text of this.ipv6.addresses()) if (!isLinkLocal(parseIpv6Address(text)!)) return text;
    return "";
  }

  reaches(host: string): boolean {
    const address = parseIpv6Address(host);
    return address !== null && this.ipv6.sourceTo(address) !== null;
  }

  isUp(): boolean {
    return this.address() !== "";
  }

  onAddressChange(callback: () => void): void {
    let known = this.address();
    this.ipv6.onAddressChange(() => {
      const address = this.address();
      if (address === known) return;
      known = address;
      if (this.ipv6.net.address() === 0) callback();
    });
  }

  use(mdns: Mdns): void {
    this.ipv6.joinGroup(GROUP);
    let known = "";
    this.ipv6.onAddressChange(() => {
      const addresses = this.ipv6.addresses().join(" ");
      if (addresses === known) return;
      known = addresses;
      mdns.restart();
    });
  }

  hostRecords(host: string): readonly DnsRecord[] {
    return this.ipv6
      .addresses()
      .map((text) => addressRecord6(host, parseIpv6Address(text)!, HOST_TTL_SECONDS, true));
  }

  sendToAll(socket: DatagramSocket, message: Uint8Array): void {
    // Without an address of the link there is nobody to say it.
    if (this.ipv6.addresses().length > 0) socket.send(message, GROUP, MDNS_PORT);
  }

  isOwnAddress(text: string): boolean {
    return this.ipv6.addresses().includes(text);
  }
}
