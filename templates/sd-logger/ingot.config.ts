// SD logger for the Cubieboard; `--board` chooses another.

import { defineConfig } from "ingot/config";

export default defineConfig({
  name: "sd-logger",
  version: "0.1.0",
  board: "cubieboard",
});
