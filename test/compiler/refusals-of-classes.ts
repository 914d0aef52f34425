// Refusals about classes, `this` and `super`: one row for each, with the smallest program that meets it.
//
// What the columns mean, and the marks in the programs: refusal.ts.

import type { Refusal } from "./refusal.ts";

const DECORATOR = "declare function log(value: unknown, context: unknown): void;\n";

export const OF_CLASSES: Readonly<Record<string, Refusal>> = {
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
  "super-call-spread": {
    code: "E2001",
    says: "spread arguments of `super()`",
    remedy: null,
    program: `class A {
  constructor(readonly a: number, readonly b: number) {}
}
class B extends A {
  constructor(both: [number, number]) {
    super(...both); //!
  }
}
new B([1, 2]);`,
  },
  "super-in-static": {
    code: "E2001",
    says: "`super.make()` here",
    remedy: "name the class",
    program: `class A {
  static make = (): number => 1;
}
class B extends A {
  static remake(): number {
    return super.make(); //!
  }
}
B.remake();`,
  },
  "super-in-literal": {
    code: "E2001",
    says: "`super` here",
    remedy: null,
    program: `const o = {
  text(): string {
    return super.toString(); //!
  },
};
o.text();`,
  },
  "super-accessor-called": {
    code: "E2001",
    says: "`super.run()`",
    remedy: null,
    program: `class A {
  get run(): () => number {
    return () => 1;
  }
}
class B extends A {
  twice(): number {
    return super.run(); //!
  }
}
new B().twice();`,
  },
  "super-method-spread": {
    code: "E2001",
    says: "spread arguments of a `super` call",
    remedy: null,
    program: `class A {
  add(a: number, b: number): number {
    return a + b;
  }
}
class B extends A {
  both(pair: [number, number]): number {
    return super.add(...pair); //!
  }
}
new B().both([1, 2]);`,
  },
  "super-method-value": {
    code: "E2001",
    says: "`super.add` as a value",
    remedy: "call it",
    program: `class A {
  add(): void {}
}
class B extends A {
  value(): unknown {
    return super.add; //!
  }
}
new B().value();`,
  },
  "super-value-in-literal": {
    code: "E2001",
    says: "`super` here",
    remedy: null,
    program: `const o = {
  text(): unknown {
    return super.toString; //!
  },
};
o.text();`,
  },
  "super-assigned": {
    code: "E2001",
    says: "assigning through `super`",
    remedy: null,
    program: `class A {
  n = 1;
}
class B extends A {
  set(): void {
    // @ts-expect-error
    super.n = 2; //!
  }
}
new B().set();`,
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
  "class-of-function-as-value": {
    code: "E2001",
    says: "a class as a value, or in `instanceof`, when it uses the local variable `n` of the function around it",
    remedy: "return a function that calls `new`",
    program: `function make(n: number): new () => object {
  class Local { //!
    value = n;
  }
  return Local;
}
make(1);`,
  },
  "static-member-of-local-class": {
    code: "E2001",
    says: "a static member that uses the local variable `n` of the function around its class",
    remedy: "pass the value as an argument",
    program: `function make(n: number): number {
  class Local {
    static twice(): number { return n * 2; } //!
  }
  return new Local() ? n : 0;
}
make(1);`,
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
  "auto-accessor": {
    code: "E2001",
    says: "an auto-accessor",
    remedy: null,
    program: `class A {
  accessor n = 1; //!
}
new A();`,
  },
  "class-index-signature": {
    code: "E2001",
    says: "an index signature in a class",
    remedy: "use a Map",
    program: `class A {
  [key: string]: number; //!
}
new A();`,
  },
  "computed-field": {
    code: "E2001",
    says: "a computed member name",
    remedy: "write the name out",
    program: `const key = "k";
class A {
  [key] = 1; //!
}
new A();`,
  },
  "method-replaced": {
    code: "E2003",
    says: "the method `run` cannot be replaced",
    remedy: "declare it as a field holding a function",
    program: `class A {
  run(): void {}
}
const a = new A();
a.run = () => {}; //!`,
  },
  "prototype-changed": {
    code: "E2003",
    says: "prototypes cannot be changed",
    remedy: "declare the method in the class",
    program: `class A {
  run(): void {}
}
A.prototype.run = () => {}; //!`,
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
  "static-inherited-assigned": {
    code: "E2001",
    says: "assigning the inherited static field `count` cannot be compiled yet: it becomes a field of B",
    remedy: "assign A.count, or declare the field in B",
    program: `class A {
  static count = 0;
}
class B extends A {}
B.count = 1; //!`,
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
