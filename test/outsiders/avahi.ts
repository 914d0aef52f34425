// Avahi, with a message bus of its own, as the judge of multicast DNS.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Neighbourhood } from "./neighbourhood.ts";

/** Starts the daemon; resolves to what runs one of its commands (avahi-resolve, avahi-browse) and gives its output. */
export async function startAvahi(
  place: Neighbourhood,
  folder: string,
): Promise<(...words: string[]) => Promise<string>> {
  const address = `unix:path=${join(folder, "bus")}`;
  const bus = join(folder, "bus.conf");
  const rules = [
    'user="*"',
    'own="*"',
    'send_destination="*"',
    'send_type="method_call"',
    'receive_sender="*"',
  ];
  const policy = rules.map((rule) => `<allow ${rule}/>`).join("");
  writeFileSync(
    bus,
    `<busconfig><listen>${address}</listen><policy context="default">${policy}</policy></busconfig>\n`,
  );
  const daemon = join(folder, "avahi.conf");
  writeFileSync(daemon, "[server]\nhost-name=linux\nuse-ipv6=no\nallow-interfaces=tap0\n");
  const onBus = ["env", `DBUS_SYSTEM_BUS_ADDRESS=${address}`];
  await place.startUntil(["dbus-daemon", `--config-file=${bus}`, "--nofork", "--print-address"], /unix:/);
  // Its process id goes to /run, where the computer's own Avahi may have one.
  const flags = `-f ${daemon} --no-drop-root --no-chroot --no-rlimits`;
  const script = `mount -t tmpfs none /run && exec avahi-daemon ${flags}`;
  await place.startUntil([...onBus, "unshare", "-m", "sh", "-c", script], /Server startup complete/);
  return (...words) => place.output([...onBus, ...words]);
}
