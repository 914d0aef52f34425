// A type-safe emitter whose listeners are keyed by name and take different argument kinds.
interface Events {
  count: number;
  text: string;
  point: { x: number; y: number };
}
class Emitter<M> {
  private readonly listeners: { [K in keyof M]?: ((value: M[K]) => void)[] } = {};
  on<K extends keyof M>(name: K, listener: (value: M[K]) => void): () => void {
    const list = (this.listeners[name] ??= []);
    list.push(listener);
    return () => {
      list.splice(list.indexOf(listener), 1);
    };
  }
  emit<K extends keyof M>(name: K, value: M[K]): number {
    const list = this.listeners[name] ?? [];
    for (const listener of [...list]) listener(value);
    return list.length;
  }
}
const emitter = new Emitter<Events>();
let sum = 0;
const off = emitter.on("count", (n) => {
  sum += n;
});
emitter.on("count", (n) => console.log("count", n));
emitter.on("text", (s) => console.log("text", s.length));
emitter.on("point", ({ y, x }) => console.log("point", x, y));
console.log(emitter.emit("count", 2), emitter.emit("text", "four"), emitter.emit("point", { y: 2, x: 1 }));
off();
console.log(emitter.emit("count", 5), sum);
