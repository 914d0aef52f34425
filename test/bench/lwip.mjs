// Starts the comparison with lwIP: fetches Debian's packages, bundles lwip/main.ts into .cache/bench and runs it.
// Measures nothing itself. Exit code 1, with the reason, when packages cannot be had.
import { lwipPackages } from "./lwip/packages.mjs";
import { compare } from "./with-packages.mjs";

await compare("lwip", lwipPackages);
