// Hello over HTTP for the Cubieboard; `--board` chooses another.

import { defineConfig } from "ingot/config";

export default defineConfig({
  name: "hello-http",
  version: "0.1.0",
  board: "cubieboard",
  network: { name: "hello", services: { "_http._tcp": 80 } },
});
