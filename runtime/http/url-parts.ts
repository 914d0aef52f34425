// What a client needs of an address: host, port, target. Encrypted schemes are refused here, by name.

export interface Address {
  /** A name or an IP address; of IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** For the Host field. */
  readonly authority: string;
  /** Path and query. */
  readonly target: string;
}

const HTTP_PORT = 80;

/** The parts of `url`. Throws TypeError for another scheme than `scheme` and for what is no address. */
export function parseAddress(url: string, scheme: "http" | "ws"): Address {
  const start = `${scheme}://`;
  const given = url.slice(0, start.length + 1).toLowerCase();
  if (given === `${scheme}s://`) {
    throw new TypeError(`${scheme}s:// needs TLS, which is not there: use ${start} within the local network`);
  }
  if (!given.startsWith(start)) throw new TypeError(`"${url}" does not begin with ${start}`);
  let end = start.length;
  while (end < url.length && !"/?#".includes(url.charAt(end))) end++;
  const authority = url.slice(start.length, end);
  if (authority.includes("@")) throw new TypeError("user names in addresses are not sent: use a header");
  const bracket = authority.startsWith("[") ? authority.indexOf("]") : -1;
  const colon = authority.indexOf(":", bracket + 1);
  const hostEnd = colon < 0 ? authority.length : colon;
  const host = bracket >= 0 ? authority.slice(1, bracket) : authority.slice(0, hostEnd);
  const portText = colon < 0 ? "" : authority.slice(colon + 1);
  const port = portText === "" ? HTTP_PORT : Number(portText);
  if (
    host === "" ||
    (bracket >= 0 && hostEnd !== bracket + 1) ||
    !(port >= 1 && port <= 65535) ||
    port % 1 !== 0
  ) {
    throw new TypeError(`"${authority}" is no host and port`);
  }
  for (let i = 0; i < url.length; i++) {
    const code = url.charCodeAt(i);
    if (code <= 0x20 || code >= 0x7f) throw new TypeError(`character ${i} of the address must be escaped`);
  }
  const hash = url.indexOf("#", end);
  const rest = url.slice(end, hash < 0 ? url.length : hash);
  return { host, port, authority, target: rest.startsWith("/") ? rest : `/${rest}` };
}
