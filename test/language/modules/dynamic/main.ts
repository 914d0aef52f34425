// import(): modules of literal names run once, when first asked for; a failure rejects.
import { log } from "./log.ts";

log("main starts");
const lamp = await import("./lamp.ts");
log(`lamp is ${lamp.state()}`);
lamp.toggle();
const again = await import("./lamp.ts");
log(`${again === lamp} ${again.state()} ${Object.keys(again).join()} ${again.default}`);
try {
  await import("./broken.ts");
} catch (error) {
  log(String(error));
}
try {
  await import("./broken.ts");
} catch (error) {
  log(String(error));
}
const { state } = await import("./lamp.ts");
log(String(state()));
import("./lamp.ts").then((ns) => log(typeof ns.toggle));
