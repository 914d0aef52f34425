// Deep but bounded recursion, mutual recursion and explicit stacks give the same sums.
interface Tree {
  value: number;
  children: Tree[];
}
let made = 0;
function build(depth: number, width: number): Tree {
  const children: Tree[] = [];
  if (depth > 0) for (let i = 0; i < width; i += 1) children.push(build(depth - 1, width));
  made += 1;
  return { value: made, children };
}
const tree = build(6, 3);
const sum = (t: Tree): number => t.children.reduce((total, child) => total + sum(child), t.value);
function sumByStack(root: Tree): number {
  const stack = [root];
  let total = 0;
  for (let t = stack.pop(); t !== undefined; t = stack.pop()) {
    total += t.value;
    stack.push(...t.children);
  }
  return total;
}
console.log(made, sum(tree), sumByStack(tree));
const depth = (n: number): number => (n === 0 ? 0 : 1 + depth(n - 1));
console.log(depth(2000));
function hanoi(n: number, from: string, to: string, via: string, moves: string[]): number {
  if (n === 0) return 0;
  const before = hanoi(n - 1, from, via, to, moves);
  moves.push(from + to);
  return before + 1 + hanoi(n - 1, via, to, from, moves);
}
const moves: string[] = [];
console.log(hanoi(4, "A", "C", "B", moves), moves.join(" "));
