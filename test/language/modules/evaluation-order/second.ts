// Imported for its effect alone.
import { log } from "./log.ts";
log.push("second");
