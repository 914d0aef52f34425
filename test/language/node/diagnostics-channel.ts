// Node's module `diagnostics_channel`: channels by name, listeners in order, and the moments of what is traced.
import channels, { channel, hasSubscribers, subscribe, tracingChannel, unsubscribe } from "node:diagnostics_channel";

const heard = (message: unknown, name: string): void => console.log("heard", message, name);
const door = channel("door");
console.log(door === channel("door"), door.name, door.hasSubscribers, hasSubscribers("door"), hasSubscribers("none"));
door.publish("nobody");
subscribe("door", heard);
door.subscribe((message) => console.log("also", message));
console.log(door.hasSubscribers, hasSubscribers("door"), channels.channel === channel);
door.publish({ open: true });
console.log(unsubscribe("door", heard), unsubscribe("door", heard));
door.publish("closed");

const boil = tracingChannel("boil");
const moment = (name: string) => (context: unknown) => console.log(name, JSON.stringify(context));
const listeners = {
  start: moment("start"),
  end: moment("end"),
  asyncStart: moment("asyncStart"),
  asyncEnd: moment("asyncEnd"),
  error: moment("error"),
};
boil.subscribe(listeners);
const add = (...n: unknown[]): unknown => (n[0] as number) + (n[1] as number);
console.log(boil.traceSync(add, { of: "add" }, null, 1, 2));
try {
  boil.traceSync(() => {
    throw new RangeError("too hot");
  }, {});
} catch (error) {
  console.log(String(error));
}
const kettle = {
  degrees: 100,
  async boil(...by: unknown[]): Promise<unknown> {
    return this.degrees + (by[0] as number);
  },
};
console.log(await boil.tracePromise(kettle.boil, {}, kettle, 1));
await boil.tracePromise(async () => Promise.reject(new Error("dry")), {}).catch((error) => console.log(String(error)));
console.log(boil.unsubscribe(listeners), boil.unsubscribe({ start: listeners.start }));
console.log(boil.traceSync(add, { of: "nobody" }, null, 3, 4));
