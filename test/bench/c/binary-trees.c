/* Port of programs/binary-trees.ts, with malloc and free. */
#include "bench.h"

typedef struct Tree {
  struct Tree *left, *right;
} Tree;

static Tree *make(Tree *left, Tree *right) {
  Tree *tree = malloc(sizeof *tree);
  tree->left = left;
  tree->right = right;
  return tree;
}

static Tree *grow(int depth) {
  if (depth == 0) return make(NULL, NULL);
  Tree *left = grow(depth - 1);
  return make(left, grow(depth - 1));
}

static int count(const Tree *tree) {
  if (!tree->left || !tree->right) return 1;
  return 1 + count(tree->left) + count(tree->right);
}

static void drop(Tree *tree) {
  if (tree->left) drop(tree->left);
  if (tree->right) drop(tree->right);
  free(tree);
}

void run(int n) {
  Tree *kept = grow(n);
  int total = 0;
  for (int depth = 4; depth <= n; depth += 4) {
    int rounds = 1 << (n - depth + 4);
    for (int i = 0; i < rounds; i++) {
      Tree *tree = grow(depth);
      total += count(tree);
      drop(tree);
    }
  }
  sprintf(answer, "%d %d", total, count(kept));
  drop(kept);
}
