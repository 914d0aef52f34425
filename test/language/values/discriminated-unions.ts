// An expression evaluator over a discriminated union, exhaustive by `never`, with string, number and boolean tags.
type Expr =
  | { kind: "num"; value: number }
  | { kind: "neg"; arg: Expr }
  | { kind: "bin"; op: "+" | "*" | "-"; left: Expr; right: Expr }
  | { kind: "if"; test: Expr; then: Expr; else?: Expr };
const num = (value: number): Expr => ({ kind: "num", value });
const bin = (left: Expr, op: "+" | "*" | "-", right: Expr): Expr => ({ left, kind: "bin", op, right });
function evaluate(e: Expr): number {
  switch (e.kind) {
    case "num":
      return e.value;
    case "neg":
      return -evaluate(e.arg);
    case "bin": {
      const [l, r] = [evaluate(e.left), evaluate(e.right)];
      return e.op === "+" ? l + r : e.op === "-" ? l - r : l * r;
    }
    case "if":
      return evaluate(e.test) !== 0 ? evaluate(e.then) : e.else ? evaluate(e.else) : NaN;
    default: {
      const never: never = e;
      return never;
    }
  }
}
function print(e: Expr): string {
  if (e.kind === "num") return `${e.value}`;
  if (e.kind === "neg") return `-(${print(e.arg)})`;
  if (e.kind === "bin") return `(${print(e.left)} ${e.op} ${print(e.right)})`;
  return `if ${print(e.test)} then ${print(e.then)}${e.else ? ` else ${print(e.else)}` : ""}`;
}
const tests: Expr[] = [
  num(4.5),
  { kind: "neg", arg: bin(num(1), "+", num(2)) },
  bin(bin(num(2), "*", num(3)), "-", { arg: num(4), kind: "neg" }),
  { kind: "if", test: num(0), then: num(1), else: bin(num(5), "*", num(5)) },
  { then: num(1), test: num(0), kind: "if" },
];
for (const e of tests) console.log(print(e), "=", evaluate(e));
type Reply = { ok: true; data: string } | { ok: false; code: 404 | 500 };
const replies: Reply[] = [{ ok: true, data: "d" }, { code: 404, ok: false }];
console.log(replies.map((r) => (r.ok ? r.data : r.code + 1)).join());
