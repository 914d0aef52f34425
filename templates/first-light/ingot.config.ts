// First light for the Cubieboard; `--board` chooses another.

import { defineConfig } from "ingot/config";

export default defineConfig({
  name: "first-light",
  version: "0.1.0",
  board: "cubieboard",
});
