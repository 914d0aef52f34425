// Connects to a name that has addresses of both families: one after the other is tried, each a little later than the
// one before it, and the first that answers wins ("Happy Eyeballs", RFC 8305 §4 and §5).

import type { ConnectOptions, TcpConnection, Transport } from "../transport.ts";

/** RFC 8305 §5, Connection Attempt Delay. */
const ATTEMPT_DELAY_MS = 250;
/** More would be a flood. */
const MOST_ATTEMPTS = 6;

/** Connects to one of `addresses`, at least one. Rejects as `connect` does for the last one when none answers. */
export function race(
  transport: Transport,
  addresses: readonly string[],
  port: number,
  options: ConnectOptions,
): Promise<TcpConnection> {
  const order = interleaved(addresses).slice(0, MOST_ATTEMPTS);
  return new Promise((resolve, reject) => {
    let tried = 0;
    let open = 0;
    let isWon = false;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const tryNext = () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      const address = order[tried]!;
      tried += 1;
      open += 1;
      if (tried < order.length) timer = setTimeout(tryNext, ATTEMPT_DELAY_MS);
      transport.connect(address, port, options).then(
        (connection) => {
          if (isWon) {
            connection.abort();
            return;
          }
          isWon = true;
          if (timer !== null) clearTimeout(timer);
          resolve(connection);
        },
        (error: unknown) => {
          open -= 1;
          if (isWon) return;
          if (tried < order.length) tryNext();
          else if (open === 0) reject(error);
        },
      );
    };
    tryNext();
  });
}

/** RFC 8305 §4: the family of the first address, the other one, and so on; within a family the order stays. */
export function interleaved(addresses: readonly string[]): string[] {
  const isFirst = (address: string) => address.includes(":") === addresses[0]!.includes(":");
  const first = addresses.filter(isFirst);
  const others = addresses.filter((address) => !isFirst(address));
  const mixed: string[] = [];
  for (let i = 0; i < first.length || i < others.length; i++) {
    if (i < first.length) mixed.push(first[i]!);
    if (i < others.length) mixed.push(others[i]!);
  }
  return mixed;
}
