// Refusals about classes, `this` and `super`: one row for each, with the smallest program that meets it.
//
// What the columns mean, and the marks in the programs: refusal.ts.

import type { Refusal } from "./refusal.ts";

const DECORATOR = "declare function log(value: unknown, context: unknown): void;\n";

export const OF_CLASSES: Readonly<Record<string, Refusal>> = {
  "private-auto-accessor": {
    code: "E2001",
    says: "a private auto-accessor",
    remedy: "use a private field",
    program: `class A {
  accessor #n = 1; //!
  n(): number {
    return this.#n;
  }
}
new A().n();`,
  },

  "method-of-library-class-replaced": {
    code: "E2003",
    says: "the method `get` cannot be replaced",
    remedy: "declare it as a field holding a function",
    program: `const m = new Map<string, number>();
m.get = () => 1; //!`,
  },

  "prototype-of-built-in-changed": {
    code: "E2003",
    says: "prototypes cannot be changed",
    remedy: "declare the method in the class",
    program: "Array.prototype.at = () => undefined; //!",
  },

  "member-of-library-object-defined": {
    code: "E2003",
    says: "`then` of Promise cannot be replaced",
    remedy: "write a function",
    program: `const p = Promise.resolve(1);
Object.defineProperty(p, "then", { value: 1 }); //!`,
  },

  "method-of-RegExp-elsewhere": {
    code: "E2001",
    says: "a method of RegExp on an object that is none",
    remedy: "call it on a regular expression",
    program: `console.log(RegExp.prototype.toString.call({ source: "a", flags: "" })); //!`,
  },
  "symbol-species": {
    code: "E2001",
    says: "`Symbol.species`",
    remedy: "methods of built-in objects give built-in objects",
    program: `console.log(Symbol.species.toString()); //!`,
  },
  "buffers-that-are-resized": {
    code: "E2001",
    says: "`resizable` of an ArrayBuffer",
    remedy: "copy to a buffer of the new length",
    program: `export {};
declare global { interface ArrayBuffer { readonly resizable: boolean } }
console.log(new ArrayBuffer(8).resizable); //!`,
  },
  "symbol-unscopables": {
    code: "E2001",
    says: "`Symbol.unscopables`",
    remedy: "it only serves `with`, which strict code does not have",
    program: `console.log(Symbol.unscopables.toString()); //!`,
  },
  "symbol-of-built-in-prototype": {
    code: "E2001",
    says: "`Symbol.hasInstance` of a built-in prototype",
    remedy: null,
    program: `function f(): void {}
console.log(f[Symbol.hasInstance]({})); //!`,
  },
  "caller-of-function": {
    code: "E2001",
    says: "`caller` of a function",
    remedy: null,
    program: `function f(): void {}
console.log(f.caller); //!`,
  },
  "prototype-of-generator": {
    code: "E2001",
    says: "`prototype` of a generator function",
    remedy: null,
    program: `function* g(): Generator<number> {
  yield 1;
}
console.log(g.prototype); //!`,
  },

  "private-method-of-any": {
    code: "E2001",
    says: "this private name",
    remedy: null,
    program: `class A {
  #secret(): void {}
  static reveal(a: any): void {
    a.#secret(); //!
  }
}
A.reveal(new A());`,
  },
  "private-field-of-any": {
    code: "E2001",
    says: "this private name",
    remedy: null,
    program: `class A {
  #secret = 1;
  static reveal(a: any): unknown {
    return a.#secret; //!
  }
}
A.reveal(new A());`,
  },
  "super-call-outside": {
    code: "E2001",
    says: "`super()` here",
    remedy: null,
    program: `class A {
  constructor() {
    // @ts-expect-error
    super(); //!
  }
}
new A();`,
  },
  "new-of-other-type": {
    code: "E2001",
    says: "`new Made`",
    remedy: null,
    program: `const Made: new () => object = class {};
new Made(); //!`,
  },
  "extends-array": {
    code: "E2010",
    says: "extending Array cannot be compiled",
    remedy: "extend a class of the program, Error, Map or Set",
    program: `class List extends Array<number> {} //!
new List();`,
  },
  "decorated-class": {
    code: "E2011",
    says: "decorators cannot be compiled",
    remedy: "call the function yourself",
    program: `${DECORATOR}@log //!
class A {}
new A();`,
  },
  "decorated-method": {
    code: "E2011",
    says: "decorators cannot be compiled",
    remedy: "call the function yourself",
    program: `${DECORATOR}class A {
  @log //!
  run(): void {}
}
new A();`,
  },
  "local-class-of-generic-function": {
    code: "E2001",
    says: "a class in a generic function that shares the variable `kept`",
    remedy: "pass the value to the constructor",
    program: `function make<T>(first: T, second: T): T {
  let kept: T = first;
  class Local {
    get(): T { return kept; }
  }
  const local = new Local(); //!
  kept = second;
  return local.get();
}
make(1, 2);`,
  },
  "static-setter-read": {
    code: "E2001",
    says: "the static member `level`",
    remedy: null,
    program: `class A {
  static set level(n: number) {
    console.log(n);
  }
}
console.log(A.level); //!`,
  },
  "private-in-undeclared": {
    code: "E2001",
    says: "`#name in object` here",
    remedy: null,
    program: `class A {
  static has(o: object): boolean {
    // @ts-expect-error
    return #nothing in o; //!
  }
}
A.has({});`,
  },
};
