// Symbol.dispose and Symbol.asyncDispose as Node has them: keys of classes and objects, registered symbols.
class Handle {
  [Symbol.dispose](): void { console.log("gone"); }
  async [Symbol.asyncDispose](): Promise<void> { console.log("gone"); }
}
new Handle()[Symbol.dispose]();
console.log(typeof Symbol.dispose, new Handle());

class Closer implements Disposable, AsyncDisposable {
  constructor(private readonly name: string) {}
  [Symbol.dispose](): void { console.log("closed", this.name); }
  async [Symbol.asyncDispose](): Promise<void> { await null; console.log("closed late", this.name); }
}
function within<T extends Disposable>(it: T, f: (it: T) => void): void { try { f(it); } finally { it[Symbol.dispose](); } }
within(new Closer("a"), (c) => console.log(c));
await new Closer("b")[Symbol.asyncDispose]();
const plain = { [Symbol.dispose]() { console.log("plain"); }, n: 1 };
plain[Symbol.dispose]();
console.log(plain, Symbol.dispose.description, String(Symbol.asyncDispose), plain[Symbol.dispose].name, Symbol.dispose in plain);
const loose: any = plain;
loose[(Symbol as any)["dispose"]]();
console.log(Object.getOwnPropertySymbols(plain), Symbol.keyFor(Symbol.dispose));
const old: symbol = (Symbol as any).dispose ?? Symbol("dispose");
console.log(old === Symbol.dispose);
(Symbol as any).dispose ??= Symbol("Symbol.dispose");
(Symbol as any).asyncDispose ||= Symbol("Symbol.asyncDispose");
console.log(Symbol.dispose);
