/* Allocator and collector: non-moving mark and lazy sweep over size-class blocks.
 *
 * The heap is one range of 32 KiB blocks. A small block holds cells of one size; a large object takes a run
 * of blocks. Facts about blocks (state, mark bits) stand aside in arrays indexed by block number, so any
 * pointer into an object, or just past its end, leads to the object. The heap is traced precisely by shapes;
 * the one stack and the registers are scanned conservatively. Marking uses an explicit stack that grows in the
 * heap itself, and falls back to rescanning marked objects when no block is left for it.
 *
 * It does not move objects, return memory to the host, run finalisers or know weak references (but the side
 * table's keys are weak). It cannot be TypeScript because it manages the memory that TypeScript values are.
 */
#include "internal.h"

#define BLOCK_SHIFT 15
#define BLOCK_SIZE ((size_t)1 << BLOCK_SHIFT)
#define MARK_WORDS 64       /* 2048 bits of 16-byte cells per block */
#define MAX_SMALL 16384
#define FIRST_STACK_WORDS 4096 /* of the mark stack that is always there */
#define SCAN_CHUNK 128      /* elements of a store traced before the rest goes back on the mark stack */
#ifdef INGOT_BOARD
#define MIN_THRESHOLD (1u << 20)
#else
#define MIN_THRESHOLD (16u << 20) /* as much as Node's young generation: collecting costs by what is live */
#endif
#define POISON 0xdb

static const uint16_t class_size[] = {16,  32,  48,  64,  80,   96,   112,  128,  160,  192,  224,  256,  320,  384,  448,   512,
                                      640, 768, 896, 1024, 1280, 1536, 1792, 2048, 2560, 3072, 4096, 5456, 6544, 8192, 10912, 16384};
#define CLASSES (sizeof class_size / sizeof *class_size)

/* A free cell: its word is the next free cell with bit 0 set; that of a live one is its shape, which is aligned. */
typedef uintptr_t FreeCell;

typedef enum { B_FREE, B_SMALL, B_LARGE, B_REST, B_STACK } BlockState;
typedef struct {
  uint8_t state;
  uint8_t cls;      /* B_SMALL */
  uint32_t run;     /* B_LARGE, B_STACK: blocks; B_REST: distance to the first block of the run */
  uint32_t next;    /* link in to_sweep, block number + 1 */
} Block;

static Block *blocks;
static uint32_t (*marks)[MARK_WORDS], (*sides)[MARK_WORDS];
static uintptr_t heap_base;
static uint32_t block_count, block_max, free_hint;
FreeCell *rt_free_list[CLASSES];
static FreeCell *stress_list[CLASSES];
static uint32_t to_sweep[CLASSES];
static uint8_t class_of[MAX_SMALL / 16 + 1];
static uint32_t class_inverse[CLASSES]; /* ceil(2^32 / size): exact quotients for offsets below 32768 */
static size_t allocated, live, threshold = MIN_THRESHOLD;
static uintptr_t stack_top;
static uint32_t stress, stress_count;
static bool verify, verifying, collecting;

static uintptr_t first_stack[FIRST_STACK_WORDS], *mark_stack = first_stack;
static uint32_t mark_depth, mark_capacity = FIRST_STACK_WORDS;
static bool overflowed;

static inline uintptr_t block_address(uint32_t b) { return heap_base + ((uintptr_t)b << BLOCK_SHIFT); }
static inline uint32_t cells_of(uint32_t cls) { return (uint32_t)(BLOCK_SIZE / class_size[cls]); }
static inline bool bit_get(uint32_t *bits, uint32_t i) { return bits[i >> 5] >> (i & 31) & 1; }
static inline void bit_set(uint32_t *bits, uint32_t i) { bits[i >> 5] |= 1u << (i & 31); }

static inline uint32_t cell_index(const Block *b, uintptr_t offset) {
  return (uint32_t)(((uint64_t)offset * class_inverse[b->cls]) >> 32);
}

void gc_init(uintptr_t start, uintptr_t end, uintptr_t top, uint32_t stress_every, bool verify_heap) {
  stack_top = top;
  stress = stress_every;
  verify = verify_heap;
  for (uint32_t c = 0, i = 0; i <= MAX_SMALL / 16; i++) {
    if (i * 16 > class_size[c]) c++;
    class_of[i] = (uint8_t)c;
  }
  for (uint32_t c = 0; c < CLASSES; c++) class_inverse[c] = UINT32_MAX / class_size[c] + 1;
  start = (start + 63) & ~(uintptr_t)63;
  size_t per_block = BLOCK_SIZE + sizeof(Block) + 2 * sizeof *marks;
  block_max = end > start + 2 * BLOCK_SIZE ? (uint32_t)((end - start - BLOCK_SIZE) / per_block) : 0;
  marks = (void *)start;
  sides = marks + block_max;
  blocks = (Block *)(sides + block_max);
  heap_base = ((uintptr_t)(blocks + block_max) + BLOCK_SIZE - 1) & ~(BLOCK_SIZE - 1);
}

/* ---- Blocks ------------------------------------------------------------------------------------------- */

static uint32_t take_run(uint32_t n) { /* first block + 1, or 0 */
  uint32_t found = 0;
  for (uint32_t b = free_hint; b < block_count;) {
    if (blocks[b].state != B_FREE) {
      b += blocks[b].state == B_SMALL ? 1 : blocks[b].run;
      found = 0;
    } else {
      b++;
      if (++found == n) {
        if (n == 1) free_hint = b;
        return b - n + 1;
      }
    }
  }
  /* Free blocks at the end join the blocks never used so far. */
  if (block_max - block_count < n - found) return 0;
  uint32_t first = block_count - found;
  for (; block_count < first + n; block_count++) {
    blocks[block_count] = (Block){0};
    memset(marks[block_count], 0, sizeof *marks);
    memset(sides[block_count], 0, sizeof *sides);
  }
  if (n == 1) free_hint = block_count;
  return first + 1;
}

static void release_run(uint32_t first, uint32_t n) {
  for (uint32_t b = first; b < first + n; b++) blocks[b].state = B_FREE;
  if (first < free_hint) free_hint = first;
}

static uint32_t take_large(uint32_t n, BlockState state) {
  uint32_t at = take_run(n);
  if (!at) return 0;
  for (uint32_t i = 1; i < n; i++) blocks[at - 1 + i] = (Block){.state = B_REST, .run = 1};
  blocks[at - 1] = (Block){.state = (uint8_t)state, .run = n};
  memset(marks[at - 1], 0, sizeof *marks);
  sides[at - 1][0] = 0;
  return at;
}

/* ---- Sweeping ----------------------------------------------------------------------------------------- */

/* Threads the unmarked cells of a block into a list; returns it and adds their bytes to *bytes. */
static FreeCell *sweep_block(uint32_t b, size_t *bytes) {
  Block *block = &blocks[b];
  const uint32_t *marked = marks[b], size = class_size[block->cls], n = cells_of(block->cls);
  const bool poisons = stress || verify; /* read once: the cells that are written could be anything to the C compiler */
  uintptr_t list = 0, cell = block_address(b) + (uintptr_t)n * size;
  uint32_t count = 0;
  for (uint32_t left = n; left > 0;) { /* the cells of one word of marks at a time, from the end of the block */
    uint32_t cells = (left - 1) % 32 + 1, word = marked[(left - 1) >> 5];
    left -= cells;
    if (word == UINT32_MAX) {
      cell -= (uintptr_t)32 * size;
      continue;
    }
    for (uint32_t bit = 1u << (cells - 1); bit; bit >>= 1) {
      cell -= size;
      if (word & bit) continue;
      if (UNLIKELY(poisons) && !(*(FreeCell *)cell & 1)) memset((void *)cell, POISON, size);
      *(FreeCell *)cell = list | 1;
      list = cell;
      count++;
    }
  }
  *bytes += (size_t)count * size;
  return (FreeCell *)list;
}

static void finish_sweep(void) {
  size_t ignored = 0;
  for (uint32_t c = 0; c < CLASSES; c++) {
    for (uint32_t at = to_sweep[c]; at; at = blocks[at - 1].next) sweep_block(at - 1, &ignored);
    to_sweep[c] = 0;
  }
}

/* ---- Marking ------------------------------------------------------------------------------------------ */

static void release_mark_stack(void) {
  if (mark_stack != first_stack)
    release_run((uint32_t)(((uintptr_t)mark_stack - heap_base) >> BLOCK_SHIFT), (uint32_t)(mark_capacity * sizeof(uintptr_t) >> BLOCK_SHIFT));
}

/* Makes room for n more words; false when no block is left to grow into. */
static bool mark_room(uint32_t n) {
  if (LIKELY(mark_depth + n <= mark_capacity)) return true;
  uint32_t run = (uint32_t)((2 * mark_capacity * sizeof(uintptr_t) + BLOCK_SIZE - 1) >> BLOCK_SHIFT), at = take_large(run, B_STACK);
  if (!at) return false;
  uintptr_t *grown = (uintptr_t *)block_address(at - 1);
  memcpy(grown, mark_stack, mark_depth * sizeof(uintptr_t));
  release_mark_stack();
  mark_stack = grown;
  mark_capacity = (uint32_t)((run << BLOCK_SHIFT) / sizeof(uintptr_t));
  return true;
}

static void push(Obj *o) {
  if (mark_room(1)) mark_stack[mark_depth++] = (uintptr_t)o;
  else overflowed = true; /* the object is marked; rescan() finds it again */
}

static void check_reference(Obj *o);

static inline void mark_cell(uint32_t b, uint32_t index, Obj *o, size_t size) {
  if (bit_get(marks[b], index)) return;
  bit_set(marks[b], index);
  live += size;
  unsigned kind = o->shape->kind;
  if (kind <= K_STRING_UTF16 || o->shape == &rt_shapes[RS_STORE_RAW]) return; /* nothing inside */
  push(o);
}

void gc_mark(Obj *o) {
  uintptr_t offset = (uintptr_t)o - heap_base;
  if (offset >> BLOCK_SHIFT >= block_count) return; /* static, or not set yet */
  if (UNLIKELY(verifying)) {
    check_reference(o);
    return;
  }
  uint32_t b = (uint32_t)(offset >> BLOCK_SHIFT);
  if (blocks[b].state == B_SMALL) mark_cell(b, cell_index(&blocks[b], offset & (BLOCK_SIZE - 1)), o, class_size[blocks[b].cls]);
  else mark_cell(b, 0, o, blocks[b].run << BLOCK_SHIFT);
}

static inline void mark_value(Value v) {
  if (value_is_ref(v)) gc_mark(value_obj(v));
}

/* The object that contains the byte at p, or NULL when none or a free cell does. */
static Obj *object_at(uintptr_t p, uint32_t *b, uint32_t *index, size_t *size) {
  uintptr_t offset = p - heap_base;
  if (offset >> BLOCK_SHIFT >= block_count) return NULL;
  *b = (uint32_t)(offset >> BLOCK_SHIFT);
  Block *block = &blocks[*b];
  if (block->state == B_SMALL) {
    *index = cell_index(block, offset & (BLOCK_SIZE - 1));
    if (*index >= cells_of(block->cls)) return NULL;
    *size = class_size[block->cls];
    FreeCell *cell = (FreeCell *)(block_address(*b) + *index * *size);
    return *cell & 1 ? NULL : (Obj *)cell;
  }
  while (blocks[*b].state == B_REST) --*b;
  if (blocks[*b].state != B_LARGE) return NULL;
  *index = 0;
  *size = (size_t)blocks[*b].run << BLOCK_SHIFT;
  return (Obj *)block_address(*b);
}

static void mark_conservative(uintptr_t p) {
  if (p - heap_base > (uintptr_t)block_count << BLOCK_SHIFT) return;
  uint32_t b, index;
  size_t size;
  Obj *o = object_at(p, &b, &index, &size);
  if (o) mark_cell(b, index, o, size);
  /* A pointer at a cell's start may also be one past the end of the cell before. */
  if ((p & 15) == 0 && (o = object_at(p - 1, &b, &index, &size))) mark_cell(b, index, o, size);
}

/* Scans from this function's own frame, below all that the caller keeps, up to the start of the stack. */
__attribute__((no_sanitize_address, noinline)) static void scan_frames(void) {
  uintptr_t from = (uintptr_t)__builtin_frame_address(0) & ~(sizeof(uintptr_t) - 1);
  for (uintptr_t *p = (uintptr_t *)from; (uintptr_t)p < stack_top; p++) {
    mark_conservative(*p);
#if UINTPTR_MAX > UINT32_MAX
    /* A Value hides its pointer under tag bits. */
    if (*p >> 48 == TAG_REF >> 48) mark_conservative(*p & UINT64_C(0x0000ffffffffffff));
#endif
  }
}

__attribute__((no_sanitize_address, noinline)) static void scan_stack(void) {
  __builtin_unwind_init(); /* spills the callee-saved core registers into this frame */
  double vfp[8] = {0};
#ifdef __arm__
  __asm__ volatile("vstmia %0, {d8-d15}" : : "r"(vfp) : "memory");
#endif
  scan_frames();
  __asm__ volatile("" : : "r"(vfp) : "memory"); /* the frame must outlive the call */
}

static void trace_store(Store *s, uint32_t from) {
  uint32_t to = s->length;
  if (to - from > SCAN_CHUNK && !verifying && mark_room(2)) { /* the rest later: an index and the store, tagged */
    to = from + SCAN_CHUNK;
    mark_stack[mark_depth++] = to;
    mark_stack[mark_depth++] = (uintptr_t)s | 1;
  }
  if (s->shape == &rt_shapes[RS_STORE_REF])
    for (Obj **e = (Obj **)s->data + from, **end = (Obj **)s->data + to; e < end; e++) gc_mark(*e);
  else if (s->shape == &rt_shapes[RS_STORE_VALUE])
    for (Value *e = (Value *)s->data + from, *end = (Value *)s->data + to; e < end; e++) mark_value(*e);
}

static void trace(Obj *o) {
  const Shape *s = o->shape;
  switch ((Kind)s->kind) {
    case K_STORE:
      if (s == &rt_shapes[RS_TABLE]) table_trace((Table *)o);
      else if (s == &rt_shapes[RS_STORE_WEAK]) verifying ? (void)0 : weak_met((Store *)o);
      else trace_store((Store *)o, 0);
      return;
    case K_STRING_ROPE:
      gc_mark(((Rope *)o)->right);
      gc_mark(((Rope *)o)->left);
      return;
    case K_TYPED: gc_mark(((Typed *)o)->buffer); return;
    case K_ARRAY_F64: case K_ARRAY_REF: case K_ARRAY_VALUE: case K_BUFFER: { /* shift() moves elements into the block */
      uint32_t b, index;
      size_t size;
      Obj *data = object_at((uintptr_t)(s->kind == K_BUFFER ? ((Buffer *)o)->data : ((Array *)o)->elements), &b, &index, &size);
      if (data) gc_mark(data);
      return;
    }
    case K_CLASS:
      gc_mark(((ClassObj *)o)->ext);
      gc_mark(((ClassObj *)o)->proto);
      return;
    case K_FUNCTION: gc_mark((Obj *)((Fn *)o)->name); break;
    case K_FRAME: gc_mark(((Frame *)o)->promise); break;
    default: break;
  }
  if (s->ext_offset) gc_mark(*(Obj **)((char *)o + s->ext_offset));
  const uint16_t *offset = s->offsets;
  for (uint32_t i = 0; i < s->ref_count; i++) gc_mark(*(Obj **)((char *)o + *offset++));
  for (uint32_t i = 0; i < s->value_count; i++) mark_value(*(Value *)((char *)o + *offset++));
}

/* Calls `visit` for every marked object. */
static void each_marked(void (*visit)(Obj *)) {
  for (uint32_t b = 0; b < block_count; b++) {
    if (blocks[b].state == B_LARGE && bit_get(marks[b], 0)) visit((Obj *)block_address(b));
    if (blocks[b].state != B_SMALL) continue;
    uint32_t size = class_size[blocks[b].cls], n = cells_of(blocks[b].cls);
    for (uint32_t i = 0; i < n; i++)
      if (bit_get(marks[b], i)) visit((Obj *)(block_address(b) + (uintptr_t)i * size));
  }
}

static void drain_stack(void) {
  while (mark_depth) {
    uintptr_t word = mark_stack[--mark_depth];
    if (word & 1) trace_store((Store *)(word & ~(uintptr_t)1), (uint32_t)mark_stack[--mark_depth]);
    else trace((Obj *)word);
  }
}

static void rescan(Obj *o) {
  trace(o);
  drain_stack();
}

static void drain(void) {
  drain_stack();
  while (overflowed) {
    overflowed = false;
    each_marked(rescan);
  }
}

/* ---- Verifying ---------------------------------------------------------------------------------------- */

static void check_reference(Obj *o) {
  uint32_t b, index;
  size_t size;
  Obj *found = object_at((uintptr_t)o, &b, &index, &size);
  if (found != o) panic_text("heap verifier: a reference does not lead to an object");
  if (!bit_get(marks[b], index)) panic_text("heap verifier: a live object refers to a dead one");
}

static void check_object(Obj *o) {
  const Shape *s = o->shape;
  if (s->kind > K_STORE || s->size > UINT32_C(1) << 24) panic_text("heap verifier: an object has no valid shape");
  trace(o);
}

/* ---- Collecting --------------------------------------------------------------------------------------- */

bool gc_is_heap(const void *p) { return ((uintptr_t)p - heap_base) >> BLOCK_SHIFT < block_count; }

static bool locate(const Obj *o, uint32_t *b, uint32_t *index) {
  uintptr_t offset = (uintptr_t)o - heap_base;
  if (offset >> BLOCK_SHIFT >= block_count) return false;
  *b = (uint32_t)(offset >> BLOCK_SHIFT);
  *index = blocks[*b].state == B_SMALL ? cell_index(&blocks[*b], offset & (BLOCK_SIZE - 1)) : 0;
  return true;
}
bool gc_is_marked(const Obj *o) {
  uint32_t b, index;
  return !locate(o, &b, &index) || bit_get(marks[b], index);
}
bool gc_side_bit(const Obj *o) {
  uint32_t b, index;
  return !locate(o, &b, &index) || bit_get(sides[b], index);
}
void gc_set_side_bit(const Obj *o) {
  uint32_t b, index;
  if (locate(o, &b, &index)) bit_set(sides[b], index);
}

static void after_marking(void) {
  for (uint32_t b = 0; b < block_count; b++) {
    Block *block = &blocks[b];
    if (block->state == B_LARGE && !bit_get(marks[b], 0)) {
      if (stress || verify) memset((void *)block_address(b), POISON, (size_t)block->run << BLOCK_SHIFT);
      release_run(b, block->run);
    }
    if (block->state != B_SMALL) continue;
    uint32_t any = 0;
    for (uint32_t i = 0; i < MARK_WORDS; i++) {
      any |= marks[b][i];
      sides[b][i] &= marks[b][i];
    }
    if (!any) {
      if (stress || verify) memset((void *)block_address(b), POISON, BLOCK_SIZE);
      release_run(b, 1);
      continue;
    }
    block->next = to_sweep[block->cls];
    to_sweep[block->cls] = b + 1;
  }
}

__attribute__((noinline)) static void collect(void) {
  if (collecting) panic_text("out of memory while collecting");
  collecting = true;
  finish_sweep();
  memset(rt_free_list, 0, sizeof rt_free_list);
  memset(stress_list, 0, sizeof stress_list);
  memset(marks, 0, block_count * sizeof *marks);
  live = 0;
  for (uint32_t i = 0; i < ingot_global_count; i++) {
    if (ingot_globals[i].type == T_REF) gc_mark(*(Obj **)ingot_globals[i].address);
    else mark_value(*(Value *)ingot_globals[i].address);
  }
  mark_value(rt_exception);
  scan_stack();
  do drain(); while (side_mark() | weak_mark());
  side_sweep();
  weak_sweep();
  release_mark_stack();
  mark_stack = first_stack;
  mark_capacity = FIRST_STACK_WORDS;
  if (verify) {
    verifying = true;
    each_marked(check_object);
    verifying = false;
  }
  after_marking();
  allocated = 0;
  threshold = live > MIN_THRESHOLD ? live : MIN_THRESHOLD;
  collecting = false;
}

void rt_gc_collect(void) { collect(); }

/* The stack is scanned here too: it is only a few frames deep at the end of a turn, so the result is exact in
 * practice, and a reference that an event loop keeps in a local variable is never lost. */
void rt_gc_end_of_turn(void) {
  if (allocated > threshold / 2 || (stress && allocated)) collect();
}

double rt_gc_heap_bytes(void) { return (double)live + (double)allocated; }

/* ---- Allocation --------------------------------------------------------------------------------------- */

static FreeCell *pop_swept(uint32_t c, size_t *bytes) {
  while (to_sweep[c]) {
    uint32_t b = to_sweep[c] - 1;
    to_sweep[c] = blocks[b].next;
    FreeCell *list = sweep_block(b, bytes);
    if (list) return list;
  }
  uint32_t at = take_run(1);
  if (!at) return NULL;
  blocks[at - 1] = (Block){.state = B_SMALL, .cls = (uint8_t)c};
  memset(marks[at - 1], 0, sizeof *marks);
  memset(sides[at - 1], 0, sizeof *sides);
  for (uint32_t i = 0; i < cells_of(c); i++) *(FreeCell *)(block_address(at - 1) + (uintptr_t)i * class_size[c]) = 1;
  return sweep_block(at - 1, bytes);
}

static __attribute__((noinline)) FreeCell *refill(uint32_t c) {
  bool fresh = false;
  if (stress && ++stress_count >= stress) {
    stress_count = 0;
    collect();
  } else if (allocated > threshold) {
    collect();
    fresh = true;
  }
  FreeCell *list = stress_list[c];
  if (!list) list = pop_swept(c, &allocated);
  if (!list && !fresh) {
    collect();
    list = pop_swept(c, &allocated);
  }
  if (!list) panic_text("out of memory");
  FreeCell *rest = (FreeCell *)(*list & ~(uintptr_t)1);
  if (stress) stress_list[c] = rest; /* the fast path stays empty, so that every allocation comes here */
  else rt_free_list[c] = rest;
  return list;
}

static __attribute__((noinline)) Obj *large(size_t size) {
  if (size >= (size_t)block_max << BLOCK_SHIFT) panic_text("out of memory");
  uint32_t n = (uint32_t)((size + BLOCK_SIZE - 1) >> BLOCK_SHIFT);
  if (allocated + size > threshold || (stress && ++stress_count >= stress)) {
    stress_count = 0;
    collect();
  }
  uint32_t at = take_large(n, B_LARGE);
  if (!at) {
    collect();
    at = take_large(n, B_LARGE);
  }
  if (!at) panic_text("out of memory");
  allocated += (size_t)n << BLOCK_SHIFT;
  return (Obj *)block_address(at - 1);
}

Obj *gc_alloc_raw(const Shape *shape, size_t size) {
  Obj *o;
  if (LIKELY(size <= MAX_SMALL)) {
    uint32_t c = class_of[(size + 15) >> 4];
    FreeCell *cell = rt_free_list[c];
    if (LIKELY(cell)) rt_free_list[c] = (FreeCell *)(*cell & ~(uintptr_t)1);
    else cell = refill(c);
    o = (Obj *)cell;
  } else {
    o = large(size);
  }
  o->shape = shape;
  return o;
}

Obj *rt_alloc(const Shape *shape, size_t size) {
  Obj *o = gc_alloc_raw(shape, size);
  memset(o + 1, 0, size - sizeof *o);
  return o;
}

Store *gc_new_store(RuntimeShape kind, uint32_t length, size_t bytes) {
  Store *s = (Store *)rt_alloc(&rt_shapes[kind], sizeof(Store) + bytes);
  s->length = length;
  return s;
}
