// An emitter with once, removal while emitting, errors in listeners and wildcard listeners.
type Listener = (...args: unknown[]) => void;
class Emitter {
  private readonly listeners = new Map<string, { call: Listener; once: boolean }[]>();
  on(name: string, call: Listener, once = false): this {
    if (!this.listeners.has(name)) this.listeners.set(name, []);
    this.listeners.get(name)!.push({ once, call });
    return this;
  }
  once(name: string, call: Listener): this {
    return this.on(name, call, true);
  }
  off(name: string, call: Listener): boolean {
    const list = this.listeners.get(name) ?? [];
    const at = list.findIndex((entry) => entry.call === call);
    if (at >= 0) list.splice(at, 1);
    return at >= 0;
  }
  emit(name: string, ...args: unknown[]): number {
    let called = 0;
    for (const entry of [...(this.listeners.get(name) ?? []), ...(this.listeners.get("*") ?? [])]) {
      if (entry.once) this.off(name, entry.call);
      try {
        entry.call(...args);
        called += 1;
      } catch (error) {
        if (name === "error") throw error;
        this.emit("error", error, name);
      }
    }
    return called;
  }
}
const emitter = new Emitter();
const log: string[] = [];
const first: Listener = (...args) => log.push(`first(${args.join()})`);
const remover: Listener = () => log.push(`removed ${emitter.off("data", first)}`);
emitter.on("data", first).on("data", remover).once("data", (x) => log.push(`once ${x}`));
emitter.on("bad", () => {
  throw new Error("listener failed");
}).on("error", (e, where) => log.push(`error ${(e as Error).message} in ${where}`));
console.log(emitter.emit("data", 1, "two"), emitter.emit("data", 3), emitter.emit("none"), emitter.emit("bad"));
emitter.on("*", (...args) => log.push(`any ${args.length}`));
console.log(emitter.emit("data", null, undefined), emitter.off("data", first));
console.log(log.join("; "));
