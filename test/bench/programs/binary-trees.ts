// Builds and walks complete binary trees up to depth n: allocation of small objects and their collection.

class Tree {
  readonly left: Tree | null;
  readonly right: Tree | null;

  constructor(left: Tree | null, right: Tree | null) {
    this.left = left;
    this.right = right;
  }

  count(): number {
    if (this.left === null || this.right === null) return 1;
    return 1 + this.left.count() + this.right.count();
  }
}

function grow(depth: number): Tree {
  return depth === 0 ? new Tree(null, null) : new Tree(grow(depth - 1), grow(depth - 1));
}

export function run(n: number): string {
  const kept = grow(n);
  let total = 0;
  for (let depth = 4; depth <= n; depth += 4) {
    const rounds = 1 << (n - depth + 4);
    for (let i = 0; i < rounds; i++) total += grow(depth).count();
  }
  return `${total} ${kept.count()}`;
}
