// The loader is an application like any other; it is built by the SDK, for every board.

import { defineConfig } from "ingot/config";

export default defineConfig({ name: "ingot-loader" });
