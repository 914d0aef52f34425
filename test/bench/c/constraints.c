/* Port of programs/constraints.ts: function pointers in the place of virtual methods, growing lists. */
#include "bench.h"

enum { REQUIRED, STRONG, NORMAL, WEAK, NONE };

typedef struct Constraint Constraint;
typedef struct {
  Constraint **items;
  int length, capacity;
} List;

static void push(List *list, Constraint *item) {
  if (list->length == list->capacity) {
    list->capacity = list->capacity ? list->capacity * 2 : 4;
    list->items = realloc(list->items, sizeof *list->items * list->capacity);
  }
  list->items[list->length++] = item;
}

typedef struct Variable {
  double value;
  Constraint *by;
  int strength, mark;
  List constraints;
} Variable;

typedef struct {
  int (*variables)(Constraint *, Variable **);
  Variable *(*choose)(Constraint *, int mark);
  Variable *(*output)(Constraint *);
  bool (*inputs_known)(Constraint *, int mark);
  int (*input_strength)(Constraint *);
  void (*execute)(Constraint *);
} Class;

struct Constraint {
  const Class *class;
  int strength;
  bool satisfied, forward;
  Variable *first, *second, *factor, *offset;
};

static Variable *variable(double value) {
  Variable *v = get(sizeof *v);
  v->value = value;
  v->strength = NONE;
  return v;
}

static int unary_variables(Constraint *c, Variable **all) { return all[0] = c->first, 1; }
static Variable *unary_choose(Constraint *c, int mark) {
  return c->first->mark != mark && c->strength < c->first->strength ? c->first : NULL;
}
static Variable *unary_output(Constraint *c) { return c->first; }
static bool unary_known(Constraint *c, int mark) { return true; }
static int unary_strength(Constraint *c) { return REQUIRED; }
static void unary_execute(Constraint *c) {}

static int binary_variables(Constraint *c, Variable **all) {
  all[0] = c->first;
  all[1] = c->second;
  return 2;
}
static Variable *binary_output(Constraint *c) { return c->forward ? c->second : c->first; }
static Variable *input(Constraint *c) { return c->forward ? c->first : c->second; }
static Variable *binary_choose(Constraint *c, int mark) {
  bool to_second = c->second->mark != mark && c->strength < c->second->strength;
  bool to_first = c->first->mark != mark && c->strength < c->first->strength;
  if (!to_second && !to_first) return NULL;
  c->forward = to_second && (!to_first || c->second->strength >= c->first->strength);
  return c->class->output(c);
}
static bool binary_known(Constraint *c, int mark) {
  Variable *source = input(c);
  return source->mark == mark || !source->by;
}
static int binary_strength(Constraint *c) { return input(c)->strength; }
static void equal_execute(Constraint *c) { binary_output(c)->value = input(c)->value; }

static int scale_variables(Constraint *c, Variable **all) {
  all[0] = c->first;
  all[1] = c->second;
  all[2] = c->factor;
  all[3] = c->offset;
  return 4;
}
static bool scale_known(Constraint *c, int mark) {
  return binary_known(c, mark) && (c->factor->mark == mark || !c->factor->by) &&
         (c->offset->mark == mark || !c->offset->by);
}
static void scale_execute(Constraint *c) {
  if (c->forward) c->second->value = c->first->value * c->factor->value + c->offset->value;
  else c->first->value = (c->second->value - c->offset->value) / c->factor->value;
}

static const Class unary = {unary_variables, unary_choose, unary_output, unary_known, unary_strength, unary_execute};
static const Class equal = {binary_variables, binary_choose, binary_output, binary_known, binary_strength, equal_execute};
static const Class scale = {scale_variables, binary_choose, binary_output, scale_known, binary_strength, scale_execute};

static Constraint *make(const Class *class, int strength, Variable *first, Variable *second) {
  Constraint *c = get(sizeof *c);
  c->class = class;
  c->strength = strength;
  c->forward = true;
  c->first = first;
  c->second = second;
  return c;
}

typedef struct {
  Variable **items;
  int length, capacity;
} Stack;

static void spread(Variable *from, List *waiting) {
  Stack open = {0};
  open.items = malloc(sizeof *open.items * (open.capacity = 16));
  open.items[open.length++] = from;
  while (open.length > 0) {
    Variable *v = open.items[--open.length];
    Constraint *by = v->by;
    if (by) {
      int s = by->class->input_strength(by);
      v->strength = by->strength > s ? by->strength : s;
      by->class->execute(by);
    }
    for (int i = 0; i < v->constraints.length; i++) {
      Constraint *other = v->constraints.items[i];
      if (!other->satisfied) push(waiting, other);
      else if (other != by && other->class->output(other) != v) {
        if (open.length == open.capacity)
          open.items = realloc(open.items, sizeof *open.items * (open.capacity *= 2));
        open.items[open.length++] = other->class->output(other);
      }
    }
  }
  free(open.items);
}

static Constraint *satisfy(Constraint *c, int mark) {
  Variable *target = c->class->choose(c, mark);
  if (!target) return NULL;
  Constraint *loser = target->by;
  if (loser) loser->satisfied = false;
  c->satisfied = true;
  target->by = c;
  target->mark = mark;
  List waiting = {0};
  spread(target, &waiting);
  free(waiting.items);
  return loser;
}

static void add(int *mark, Constraint *c) {
  Variable *all[4];
  int count = c->class->variables(c, all);
  for (int i = 0; i < count; i++) push(&all[i]->constraints, c);
  ++*mark;
  while (c) c = satisfy(c, *mark);
}

static void take_out(int *mark, Constraint *c) {
  Variable *freed = c->class->output(c), *all[4];
  int count = c->class->variables(c, all);
  for (int i = 0; i < count; i++) {
    List *list = &all[i]->constraints;
    for (int k = 0; k < list->length; k++) {
      if (list->items[k] != c) continue;
      memmove(list->items + k, list->items + k + 1, sizeof *list->items * (list->length - k - 1));
      list->length--;
      break;
    }
  }
  if (!c->satisfied) return;
  c->satisfied = false;
  freed->by = NULL;
  freed->strength = NONE;
  List waiting = {0};
  spread(freed, &waiting);
  for (int i = 1; i < waiting.length; i++) { /* few: insertion sort, stable */
    Constraint *item = waiting.items[i];
    int k = i;
    for (; k > 0 && waiting.items[k - 1]->strength > item->strength; k--) waiting.items[k] = waiting.items[k - 1];
    waiting.items[k] = item;
  }
  for (int i = 0; i < waiting.length; i++) {
    ++*mark;
    for (Constraint *next = waiting.items[i]; next;) next = satisfy(next, *mark);
  }
  free(waiting.items);
}

static List plan(int *mark, Constraint *input) {
  ++*mark;
  List ordered = {0}, open = {0};
  if (input->satisfied) push(&open, input);
  while (open.length > 0) {
    Constraint *next = open.items[--open.length];
    Variable *target = next->class->output(next);
    if (target->mark == *mark || !next->class->inputs_known(next, *mark)) continue;
    push(&ordered, next);
    target->mark = *mark;
    for (int i = 0; i < target->constraints.length; i++) {
      Constraint *other = target->constraints.items[i];
      if (other->satisfied && other != next && other->class->output(other) != target) push(&open, other);
    }
  }
  free(open.items);
  return ordered;
}

static void execute(List steps) {
  for (int i = 0; i < steps.length; i++) steps.items[i]->class->execute(steps.items[i]);
}

static int chain(int n) {
  int mark = 0;
  Variable **variables = get(sizeof *variables * (n + 1));
  for (int i = 0; i <= n; i++) variables[i] = variable(0);
  for (int i = 0; i < n; i++) add(&mark, make(&equal, REQUIRED, variables[i], variables[i + 1]));
  add(&mark, make(&unary, WEAK, variables[n], NULL));
  Constraint *edit = make(&unary, STRONG, variables[0], NULL);
  add(&mark, edit);
  List steps = plan(&mark, edit);
  int wrong = 0;
  for (int k = 0; k < 100; k++) {
    variables[0]->value = k;
    execute(steps);
    if (variables[n]->value != k) wrong++;
  }
  take_out(&mark, edit);
  return wrong * 1000 + steps.length;
}

static double projection(int n) {
  int mark = 0;
  Variable *factor = variable(10), *offset = variable(1000);
  Variable **sources = get(sizeof *sources * n), **targets = get(sizeof *targets * n);
  for (int i = 0; i < n; i++) {
    sources[i] = variable(i);
    targets[i] = variable(i);
    add(&mark, make(&unary, NORMAL, sources[i], NULL));
    Constraint *c = make(&scale, REQUIRED, sources[i], targets[i]);
    c->factor = factor;
    c->offset = offset;
    add(&mark, c);
  }
  double sum = 0;
  for (int k = 0; k < 20; k++) {
    Variable *source = sources[k * 7 % n];
    Constraint *edit = make(&unary, STRONG, source, NULL);
    add(&mark, edit);
    List steps = plan(&mark, edit);
    for (int j = 0; j < 50; j++) {
      source->value = j;
      execute(steps);
    }
    take_out(&mark, edit);
    sum += targets[k * 7 % n]->value + steps.length;
    free(steps.items);
  }
  Constraint *edit = make(&unary, STRONG, targets[n - 1], NULL);
  add(&mark, edit);
  targets[n - 1]->value = 4040;
  execute(plan(&mark, edit));
  return sum + sources[n - 1]->value;
}

void run(int n) {
  double sum = 0;
  for (int k = 0; k < 20; k++) sum += chain(n) + projection(n);
  sprintf(answer, "%.17g", sum);
}
