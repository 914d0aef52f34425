// Starts the comparison with Linux: fetches Debian's packages, bundles linux/main.ts into .cache/bench and runs it.
// Measures nothing itself. Exit code 1, with the reason, when packages cannot be had.
import { linuxPackages } from "./linux/packages.mjs";
import { compare } from "./with-packages.mjs";

await compare("linux", linuxPackages);
