// A symbol that the program declares on the constructor, as libraries of observables do, is undefined until it is there.
declare global {
  interface SymbolConstructor {
    readonly observable: symbol;
  }
}

const key: symbol | string = Symbol.observable ?? "@@observable";
console.log(key, typeof Symbol.observable, Symbol.observable === undefined);

class Stream {
  [Symbol.iterator](): Iterator<number> {
    return [1, 2][Symbol.iterator]();
  }
}
console.log([...new Stream()], key in new Stream());

export {};
