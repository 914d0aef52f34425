// Blink for the Cubieboard; `--board` chooses another.

import { defineConfig } from "ingot/config";

export default defineConfig({
  name: "blink",
  version: "0.1.0",
  board: "cubieboard",
});
