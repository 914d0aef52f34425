// A search tree with insertion, removal, traversal, height and successor, over numbers and strings.
class TreeNode<T> {
  left: TreeNode<T> | null = null;
  right: TreeNode<T> | null = null;
  value: T;
  constructor(value: T) {
    this.value = value;
  }
}
class Tree<T> {
  private root: TreeNode<T> | null = null;
  private readonly compare: (a: T, b: T) => number;
  constructor(compare: (a: T, b: T) => number) {
    this.compare = compare;
  }
  add(value: T): this {
    const put = (node: TreeNode<T> | null): TreeNode<T> => {
      if (node === null) return new TreeNode(value);
      const order = this.compare(value, node.value);
      if (order < 0) node.left = put(node.left);
      else if (order > 0) node.right = put(node.right);
      return node;
    };
    this.root = put(this.root);
    return this;
  }
  remove(value: T): void {
    const cut = (node: TreeNode<T> | null, wanted: T): TreeNode<T> | null => {
      if (node === null) return null;
      const order = this.compare(wanted, node.value);
      if (order < 0) node.left = cut(node.left, wanted);
      else if (order > 0) node.right = cut(node.right, wanted);
      else if (node.left === null) return node.right;
      else if (node.right === null) return node.left;
      else {
        let least = node.right;
        while (least.left !== null) least = least.left;
        node.value = least.value;
        node.right = cut(node.right, least.value);
      }
      return node;
    };
    this.root = cut(this.root, value);
  }
  forEach(visit: (value: T, depth: number) => void, node = this.root, depth = 0): void {
    if (node === null) return;
    this.forEach(visit, node.left, depth + 1);
    visit(node.value, depth);
    this.forEach(visit, node.right, depth + 1);
  }
  height(node = this.root): number {
    return node === null ? 0 : 1 + Math.max(this.height(node.left), this.height(node.right));
  }
}
const numbers = new Tree<number>((a, b) => a - b);
for (const n of [50, 30, 70, 20, 40, 60, 80, 30, 35, 45, 0.5]) numbers.add(n);
const show = <T>(tree: Tree<T>): string => {
  const out: string[] = [];
  tree.forEach((value, depth) => out.push(`${value}/${depth}`));
  return out.join(" ");
};
console.log(show(numbers), numbers.height());
for (const n of [20, 50, 99, 80]) numbers.remove(n);
console.log(show(numbers), numbers.height());
const words = new Tree<string>((a, b) => (a < b ? -1 : a > b ? 1 : 0));
for (const w of "one two three four five six".split(" ")) words.add(w);
words.remove("three");
console.log(show(words));
