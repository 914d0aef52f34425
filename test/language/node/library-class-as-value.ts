// A class of a library module used as a value, beside a class whose base only the run tells.
import { EventEmitter } from "node:events";

const bases: (new () => object)[] = [EventEmitter, class {}];
const last = bases.map((base) => new base().constructor === base);
console.log(last.join());

class Bell extends EventEmitter {
  ring(): void {
    this.emit("ring", 3);
  }
}
const bell = new Bell();
bell.on("ring", (times: number) => console.log("rings", times));
bell.ring();
console.log(bell instanceof EventEmitter, bell.listenerCount("ring"));

function makes(Base: new () => { name(): string }): { name(): string } {
  return new (class extends Base {
    name(): string {
      return `more than ${super.name()}`;
    }
  })();
}
class Plain {
  name(): string {
    return "plain";
  }
}
console.log(makes(Plain).name());
