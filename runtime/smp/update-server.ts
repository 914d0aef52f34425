// Serves updates to `ingot update` and other SMP clients: one message in a datagram, UDP port 1337 unless told otherwise.
//
// SMP has no login. An upload belongs to the address and port that began it, so that a second client cannot mix its
// bytes into it; when the first one has been silent for a while, another may begin anew.

import type { Datagram, DatagramSocket, DatagramTransport } from "../net/transport.ts";
import type { DeviceUpdates } from "../update/device.ts";
import { CborMap } from "./cbor.ts";
import { decodeMessage, encodeMessage, WRITE } from "./message.ts";
import { ApplianceGroup, type BoardFacts } from "./own-group.ts";
import { SmpServer } from "./server.ts";

export const SMP_PORT = 1337;
/** The largest datagram that fits one Ethernet frame: 1500 bytes without the heads of IPv4 and UDP. */
const LARGEST_MESSAGE = 1472;
const GROUP_IMAGE = 1;
const BUSY = 10;
/** A client that lost its network comes back within this time, or its upload is anybody's. */
const OWNED_MS = 15_000;
/** For the answer to a reset to leave, and for a client that did not get it to ask again. */
const UNTIL_RESTART_MS = 300;

export interface UpdateServerOptions {
  /** Default 1337. */
  readonly port?: number;
  /** Restarts the board: a client asked for it, and has its answer. */
  readonly restart: () => void;
  /** `board` of "ingot/board": clients may then ask which board it is, why it started, and for the last panic. */
  readonly board?: BoardFacts;
  /** What was printed, as far as it is kept, for clients that ask: such as `LogTail.text`. Default: nothing. */
  readonly log?: () => string;
}

export class UpdateServer {
  private readonly server: SmpServer;
  private readonly updates: DeviceUpdates;
  private readonly socket: DatagramSocket;
  private readonly restart: () => void;
  private restarts = false;
  private owner = "";
  private heardMs = 0;

  constructor(updates: DeviceUpdates, socket: DatagramSocket, options: UpdateServerOptions) {
    this.updates = updates;
    this.socket = socket;
    this.restart = options.restart;
    const { board, log = () => "" } = options;
    const { slots, store, installer, running } = updates;
    this.server = new SmpServer({
      store,
      installer,
      verify: (slot) => slots.verify(slot),
      running,
      bufferBytes: LARGEST_MESSAGE,
      installKeys: (list) => updates.installKeys(list),
      ...(board === undefined ? {} : { own: new ApplianceGroup(board, running, () => updates.onTrial, log) }),
      reset: () => {
        this.restarts = true;
      },
    });
  }

  /** Answers until the socket is closed. Never rejects. */
  async run(): Promise<void> {
    while (true) {
      let datagram: Datagram;
      try {
        datagram = await this.socket.receive();
      } catch {
        return;
      }
      const answer = await this.answer(datagram);
      if (answer !== undefined) this.socket.send(answer, datagram.address, datagram.port);
      if (this.restarts) {
        this.restarts = false;
        setTimeout(this.restart, UNTIL_RESTART_MS);
      }
    }
  }

  /** Undefined for what is no request, and when the card failed: a client that gets no answer asks again. */
  private async answer({ bytes, address, port }: Datagram): Promise<Uint8Array | undefined> {
    const request = decodeMessage(bytes);
    if (request === undefined) return undefined;
    if (request.group === GROUP_IMAGE && request.operation === WRITE) {
      const from = `${address}:${port}`;
      const now = Date.now();
      if (this.owner !== "" && this.owner !== from && now - this.heardMs < OWNED_MS) {
        return encodeMessage({ ...request, operation: WRITE + 1, payload: CborMap.of({ rc: BUSY }) });
      }
      this.owner = from;
      this.heardMs = now;
    }
    try {
      return await this.updates.turns.take(() => this.server.handle(bytes));
    } catch {
      return undefined;
    }
  }
}

/** Starts to serve; settles once the port is open. Rejects with NetError "address-in-use". */
export async function serveUpdates(
  updates: DeviceUpdates,
  datagrams: DatagramTransport,
  options: UpdateServerOptions,
): Promise<UpdateServer> {
  const server = new UpdateServer(updates, await datagrams.bind(options.port ?? SMP_PORT), options);
  void server.run();
  return server;
}
