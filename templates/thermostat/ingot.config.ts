// The thermostat for the Cubieboard; `--board` chooses another. Wiring is in README.md.

import { defineConfig } from "ingot/config";

export default defineConfig({
  name: "thermostat",
  version: "1.0.0",
  board: "cubieboard",
  pins: { relay: "PG6", button: "PG7" },
  network: { services: { "_http._tcp": 80, "_smp._udp": 1337 } },
});
