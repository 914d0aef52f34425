// Classes of errors may declare message, cause and errors again: as fields, parameters, or types alone.
class SyntaxProblem extends Error {
  constructor(public message: string, public line: number, public where?: string) {
    super(message);
  }
}
const e = new SyntaxProblem("bad", 3);
console.log(e.message, e.line, e.where, Object.keys(e), e instanceof Error, String(e));
try { throw new SyntaxProblem("worse", 4, "here"); } catch (x) { console.log((x as Error).message, (x as SyntaxProblem).where); }
class P extends Error { message = "fixed"; name = "P"; constructor(m: string) { super(m); } }
console.log(new P("x").message, String(new P("y")), Object.keys(new P("z")));
class C extends Error { cause: unknown; constructor() { super("m", { cause: 5 }); } }
console.log(new C().cause, Object.keys(new C()));
class D extends Error { declare message: string; constructor() { super("m"); } }
console.log(new D().message, Object.keys(new D()));
class N extends Error { message!: string; constructor() { super("m"); } }
console.log(new N().message, Object.keys(new N()));
class R extends Error { readonly name = "R"; constructor(override readonly message: string, readonly code: number) { super(message); } }
console.log(new R("a", 1).message, `${new R("b", 2)}`, Object.keys(new R("c", 3)));
class S extends R { constructor() { super("s", 4); } }
console.log(`${new S()}`, new S() instanceof R);
class A extends AggregateError { errors: any[] = ["own"]; constructor() { super([1, 2], "agg"); } }
console.log(new A().errors, new A().message);
class O extends Error { message!: string; constructor(m: string) { super(m); console.log(this.message, Object.keys(this)); this.message = "later"; } }
console.log(new O("now").message, `${new O("then")}`);
class Deep extends O { override message = "deep"; }
console.log(`${new Deep("p")}`);
