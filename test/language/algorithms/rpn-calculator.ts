// Infix to postfix and evaluation, with errors for malformed input.
const operators: Record<string, { rank: number; right?: boolean; apply: (a: number, b: number) => number }> = {
  "+": { rank: 1, apply: (a, b) => a + b },
  "-": { rank: 1, apply: (a, b) => a - b },
  "*": { apply: (a, b) => a * b, rank: 2 },
  "/": { rank: 2, apply: (a, b) => a / b },
  "%": { apply: (a, b) => a % b, rank: 2 },
  "^": { rank: 3, right: true, apply: (a, b) => a ** b },
};
function tokens(text: string): string[] {
  const out: string[] = [];
  let number = "";
  for (const c of text + " ") {
    if ((c >= "0" && c <= "9") || c === ".") {
      number += c;
      continue;
    }
    if (number) out.push(number);
    number = "";
    if (c in operators || c === "(" || c === ")") out.push(c);
    else if (c !== " ") throw new SyntaxError(`unexpected '${c}'`);
  }
  return out;
}
function postfix(list: string[]): string[] {
  const out: string[] = [];
  const stack: string[] = [];
  for (const token of list) {
    const op = operators[token];
    if (op) {
      let top = stack.at(-1);
      while (top !== undefined && top !== "(" && (operators[top].rank > op.rank || (operators[top].rank === op.rank && !op.right))) {
        out.push(stack.pop()!);
        top = stack.at(-1);
      }
      stack.push(token);
    } else if (token === "(") stack.push(token);
    else if (token === ")") {
      while (stack.length > 0 && stack.at(-1) !== "(") out.push(stack.pop()!);
      if (stack.pop() === undefined) throw new SyntaxError("unbalanced )");
    } else out.push(token);
  }
  while (stack.length > 0) {
    const top = stack.pop()!;
    if (top === "(") throw new SyntaxError("unbalanced (");
    out.push(top);
  }
  return out;
}
function evaluate(list: string[]): number {
  const stack: number[] = [];
  for (const token of list) {
    const op = operators[token];
    if (!op) stack.push(Number(token));
    else {
      const b = stack.pop();
      const a = stack.pop();
      if (a === undefined || b === undefined) throw new SyntaxError(`'${token}' needs two values`);
      stack.push(op.apply(a, b));
    }
  }
  if (stack.length !== 1) throw new SyntaxError(`${stack.length} values left`);
  return stack[0];
}
for (const text of ["1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "10 / 4 - 1.5", "7 % 4 * 2", "1 / 0", "((2))", "1 +", "(1", "1)", "2 3", "a", "", "0.1+0.2"]) {
  try {
    const rpn = postfix(tokens(text));
    console.log(`${text} => ${rpn.join(" ")} = ${evaluate(rpn)}`);
  } catch (error) {
    console.log(`${text} => ${error}`);
  }
}
