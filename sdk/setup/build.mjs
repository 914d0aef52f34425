#!/usr/bin/env node
// Bundles the command line into dist/, as the published package carries it.
//
// In a checkout `ingot` does this by itself when a source changed; this is the explicit form, for packing.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleIngot } from "../cli/bundle.mjs";

await bundleIngot(join(dirname(fileURLToPath(import.meta.url)), "..", ".."));
