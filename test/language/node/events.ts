// Node's module `events`: EventEmitter extended, listeners once and first, errors that nobody hears.
import EventEmitter, { once } from "node:events";

class Door extends EventEmitter {
  name = "front";
  open(): boolean {
    return this.emit("open", this.name, 1);
  }
}
const door = new Door();
const first = (name: string, n: number): void => console.log("opened", name, n);
door.on("newListener", (event: string) => console.log("new", event));
door.on("open", first);
door.once("open", (name: string) => console.log("once", name));
door.prependListener("open", function (this: Door) {
  console.log("before", this === door);
});
console.log(door.open(), door.open());
door.off("open", first);
console.log(door.open(), door.listenerCount("open"), door.eventNames(), door.emit("nothing"));
door.removeAllListeners("newListener");
door.once("close", first);
console.log(door, JSON.stringify(new EventEmitter()), Object.keys(door));
door.on("twice", () => {
  console.log("a");
  door.removeAllListeners("twice");
});
door.on("twice", () => console.log("b"));
console.log(door.emit("twice"), door.emit("twice"));
for (const thrown of [new Error("heard by nobody"), 5, "text"]) {
  try {
    door.emit("error", thrown);
  } catch (error) {
    console.log(String(error));
  }
}
const waited = new EventEmitter();
once(waited, "go").then((values) => console.log(values));
once(waited, "never").catch((error) => console.log("rejected", String(error)));
waited.emit("go", 1, 2);
waited.emit("error", new Error("later"));

// biome-ignore lint/suspicious/noExplicitAny: members for modules of CommonJS
const required = EventEmitter as any;
console.log(required.EventEmitter === EventEmitter, required.once === once);
