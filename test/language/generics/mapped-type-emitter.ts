// An event emitter whose handler table is a mapped type: methods found by name on a type known per call.
class Emitter<M extends Record<string, unknown[]>> {
  private handlers: { [K in keyof M]?: ((...a: M[K]) => void)[] } = {};
  on<K extends keyof M>(k: K, h: (...a: M[K]) => void): number {
    (this.handlers[k] ??= []).push(h);
    return this.handlers[k]!.length;
  }
}
const e = new Emitter<{ n: [number]; s: [string] }>();
console.log(e.on("n", () => {}), e.on("n", (x) => console.log(x)));
