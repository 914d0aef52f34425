// Log messages to a collector: syslog by RFC 5424, over UDP by RFC 5426. Nobody acknowledges them; some get lost.

import type { DatagramSocket, DatagramTransport } from "./transport.ts";

const SYSLOG_PORT = 514;
const VERSION = 1;
/** RFC 5424 §6: a field that is not known. */
const NIL = "-";
/** RFC 5426 §3.2: what every collector over IPv4 must take is 480 bytes; this fits one Ethernet frame. */
const MOST_BYTES = 1400;
/** RFC 5424 §6.4: the message is UTF-8, and says so. */
const BYTE_ORDER_MARK = "\ufeff";
/** RFC 5424 §6.2: lengths of HOSTNAME, APP-NAME, PROCID, MSGID. */
const MOST_HOST = 255;
const MOST_APP = 48;
const MOST_MESSAGE_ID = 32;

/** RFC 5424 §6.2.1, table 2. */
export const SEVERITY = {
  emergency: 0,
  alert: 1,
  critical: 2,
  error: 3,
  warning: 4,
  notice: 5,
  informational: 6,
  debug: 7,
} as const;

export type Severity = keyof typeof SEVERITY;

/** RFC 5424 §6.2.1, table 1: "user-level messages". */
const DEFAULT_FACILITY = 1;

export interface SyslogOptions {
  /** Address of the collector. */
  readonly server: string;
  readonly port?: number;
  readonly hostName: string;
  readonly appName: string;
  /** 0 .. 23, by default 1, "user-level messages". */
  readonly facility?: number;
  /** The time of day in milliseconds since 1970, or null while it is not known. */
  readonly unixMs?: () => number | null;
}

/** One message as RFC 5424 §6 writes it. */
export function formatSyslog(
  options: SyslogOptions,
  severity: Severity,
  message: string,
  messageId = NIL,
): string {
  const priority = (options.facility ?? DEFAULT_FACILITY) * 8 + SEVERITY[severity];
  const unixMs = options.unixMs === undefined ? null : options.unixMs();
  const time = unixMs === null ? NIL : new Date(unixMs).toISOString();
  const host = field(options.hostName, MOST_HOST);
  const app = field(options.appName, MOST_APP);
  const id = field(messageId, MOST_MESSAGE_ID);
  return `<${priority}>${VERSION} ${time} ${host} ${app} ${NIL} ${id} ${NIL} ${BYTE_ORDER_MARK}${message}`;
}

/** RFC 5424 §6: printable ASCII without spaces. */
function field(text: string, most: number): string {
  let out = "";
  for (let i = 0; i < text.length && out.length < most; i++) {
    const code = text.charCodeAt(i);
    out += code > 32 && code < 127 ? text[i]! : "_";
  }
  return out === "" ? NIL : out;
}

export class Syslog {
  /** Messages sent, and those that could not be. */
  sent = 0;
  lost = 0;
  private readonly options: SyslogOptions;
  private readonly socket: DatagramSocket;

  constructor(socket: DatagramSocket, options: SyslogOptions) {
    this.socket = socket;
    this.options = options;
  }

  /** Sends a message, cut off to one packet, and forgets it. */
  send(severity: Severity, message: string, messageId?: string): void {
    const bytes = new TextEncoder().encode(formatSyslog(this.options, severity, message, messageId));
    const cut = bytes.length > MOST_BYTES ? bytes.subarray(0, characterStart(bytes, MOST_BYTES)) : bytes;
    if (this.socket.send(cut, this.options.server, this.options.port ?? SYSLOG_PORT)) this.sent += 1;
    else this.lost += 1;
  }
}

/** The last place at or before `at` where a character of UTF-8 starts. */
function characterStart(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && (bytes[start]! & 0xc0) === 0x80) start--;
  return start;
}

/** A way to log to the collector. Rejects with NetError when no port is free. */
export async function openSyslog(datagrams: DatagramTransport, options: SyslogOptions): Promise<Syslog> {
  return new Syslog(await datagrams.bind(0), options);
}
