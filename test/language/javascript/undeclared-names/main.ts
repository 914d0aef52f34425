// Names that nothing declares, constants that are assigned, and typeof of what is not there, in untyped code.
import { report } from "./names.js";

report((line: string) => console.log(line));
