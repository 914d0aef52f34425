/* Port of programs/loops.ts. */
#include "bench.h"

typedef struct {
  void **items;
  int length, capacity;
} List;

static void push(List *list, void *item) {
  if (list->length == list->capacity) {
    list->capacity = list->capacity ? list->capacity * 2 : 4;
    list->items = realloc(list->items, sizeof *list->items * list->capacity);
  }
  list->items[list->length++] = item;
}

static bool includes(const List *list, const void *item) {
  for (int i = 0; i < list->length; i++)
    if (list->items[i] == item) return true;
  return false;
}

typedef struct {
  int id;
  List next, previous;
} Block;

typedef struct Loop {
  struct Loop *parent;
  int depth;
  Block *header;
  bool reducible;
  List body, children;
} Loop;

typedef struct Visit {
  Block *block;
  int order, last;
  struct Visit *set, *header;
  Loop *loop;
  List back, other;
} Visit;

static Visit *find(Visit *visit) {
  Visit *root = visit;
  while (root->set != root) root = root->set;
  while (visit->set != root) {
    Visit *above = visit->set;
    visit->set = root;
    visit = above;
  }
  return root;
}

static bool contains(const Visit *visit, const Visit *later) {
  return visit->order <= later->order && later->order <= visit->last;
}

static Visit *search(Block *block, Visit **by_block, List *in_order) {
  Visit *visit = get(sizeof *visit);
  visit->block = block;
  visit->order = in_order->length;
  visit->set = visit;
  by_block[block->id] = visit;
  push(in_order, visit);
  for (int i = 0; i < block->next.length; i++) {
    Block *to = block->next.items[i];
    if (!by_block[to->id]) search(to, by_block, in_order);
  }
  visit->last = in_order->length - 1;
  return visit;
}

static List find_loops(List *graph) {
  Visit **by_block = get(sizeof *by_block * graph->length);
  List in_order = {0}, loops = {0};
  search(graph->items[0], by_block, &in_order);
  for (int i = 0; i < in_order.length; i++) {
    Visit *visit = in_order.items[i];
    for (int k = 0; k < visit->block->previous.length; k++) {
      Visit *source = by_block[((Block *)visit->block->previous.items[k])->id];
      if (!source) continue;
      push(contains(visit, source) ? &visit->back : &visit->other, source);
    }
  }
  for (int i = in_order.length - 1; i >= 0; i--) {
    Visit *head = in_order.items[i];
    List pool = {0}, work = {0};
    bool self = false, reducible = true;
    for (int k = 0; k < head->back.length; k++) {
      if (head->back.items[k] == head) self = true;
      else push(&pool, find(head->back.items[k]));
    }
    for (int k = 0; k < pool.length; k++) push(&work, pool.items[k]);
    while (work.length > 0) {
      Visit *node = work.items[--work.length];
      for (int k = 0; k < node->other.length; k++) {
        Visit *root = find(node->other.items[k]);
        if (!contains(head, root)) {
          reducible = false;
          push(&head->other, root);
        } else if (root != head && !includes(&pool, root)) {
          push(&pool, root);
          push(&work, root);
        }
      }
    }
    if (pool.length > 0 || self) {
      Loop *loop = get(sizeof *loop);
      loop->header = head->block;
      loop->reducible = reducible;
      head->loop = loop;
      for (int k = 0; k < pool.length; k++) {
        Visit *node = pool.items[k];
        node->header = head;
        node->set = head;
        if (node->loop) {
          node->loop->parent = loop;
          push(&loop->children, node->loop);
        } else push(&loop->body, node->block);
      }
      push(&loops, loop);
    }
    free(pool.items);
    free(work.items);
  }
  for (int i = 0; i < in_order.length; i++) {
    Visit *visit = in_order.items[i];
    free(visit->back.items);
    free(visit->other.items);
    free(visit);
  }
  free(in_order.items);
  free(by_block);
  return loops;
}

static int depths(Loop *loop, int depth) {
  loop->depth = depth;
  int sum = depth;
  for (int i = 0; i < loop->children.length; i++) sum += depths(loop->children.items[i], depth + 1);
  return sum;
}

static Block *make(List *graph) {
  Block *block = get(sizeof *block);
  block->id = graph->length;
  push(graph, block);
  return block;
}

static void join(Block *from, Block *to) {
  push(&from->next, to);
  push(&to->previous, from);
}

static Block *nest(List *graph, Block *from, bool odd) {
  Block *head = make(graph), *last = head;
  join(from, head);
  for (int k = 0; k < 2; k++) {
    Block *top = make(graph), *middle = make(graph), *bottom = make(graph);
    join(last, top);
    join(top, middle);
    join(middle, bottom);
    join(bottom, top);
    join(middle, middle);
    if (odd && k == 1) join(head, middle);
    last = bottom;
  }
  join(last, head);
  Block *end = make(graph);
  join(last, end);
  return end;
}

void run(int n) {
  List graph = {0};
  Block *last = make(&graph);
  for (int i = 0; i < 250; i++) last = nest(&graph, last, i % 5 == 0);
  for (int k = 0; k < n; k++) {
    List loops = find_loops(&graph);
    int depth = 0, size = 0, irreducible = 0;
    for (int i = 0; i < loops.length; i++) {
      Loop *loop = loops.items[i];
      if (!loop->parent) depth += depths(loop, 1);
      size += loop->body.length;
      if (!loop->reducible) irreducible++;
    }
    sprintf(answer, "%d %d %d %d %d", graph.length, loops.length, depth, size, irreducible);
    for (int i = 0; i < loops.length; i++) {
      Loop *loop = loops.items[i];
      free(loop->body.items);
      free(loop->children.items);
      free(loop);
    }
    free(loops.items);
  }
}
