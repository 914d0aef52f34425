// Node's modules console and timers are the globals by another name.
import consoleOfNode, { log } from "console";
import * as timers from "node:timers";
import { clearTimeout, setTimeout } from "timers";

log("one", 1, { a: [2] });
consoleOfNode.log("%s and %d", "two", 2);
[3, 4].forEach((n) => log(n));
const id = setTimeout((what: string) => log("never", what), 1, "x");
clearTimeout(id);
// One after the other: which of two comes first depends on how long the start took.
timers.setImmediate(() => {
  log("soon");
  setTimeout((what: string) => {
    log("later", what);
    const every = timers.setInterval(() => {
      log("once");
      timers.clearInterval(every);
    }, 2);
  }, 1, "y");
});
