/* Port of programs/scheduler.ts: function pointers in the place of virtual methods. */
#include "bench.h"

typedef struct Packet {
  struct Packet *next;
  int kind, to, word, data[4];
} Packet;

typedef struct {
  Packet *head, *tail;
  int length;
} Queue;

static void put(Queue *queue, Packet *packet) {
  packet->next = NULL;
  if (!queue->tail) queue->head = packet;
  else queue->tail->next = packet;
  queue->tail = packet;
  queue->length++;
}

static Packet *take(Queue *queue) {
  Packet *first = queue->head;
  if (!first) return NULL;
  queue->head = first->next;
  if (!queue->head) queue->tail = NULL;
  first->next = NULL;
  queue->length--;
  return first;
}

typedef struct Scheduler Scheduler;
typedef struct Task Task;
typedef struct {
  bool (*ready)(Task *);
  void (*step)(Task *, Scheduler *, Packet *);
} Class;
struct Task {
  const Class *class;
  int id, priority;
  Queue inbox;
  bool held;
  int runs;
};
struct Scheduler {
  Task *tasks[5], *by_id[5];
  int count, sent;
};

static void send(Scheduler *s, Packet *packet) {
  s->sent++;
  Task *task = s->by_id[packet->to];
  if (task) put(&task->inbox, packet);
}

static void release(Scheduler *s, int id) {
  if (s->by_id[id]) s->by_id[id]->held = false;
}

static bool task_ready(Task *t) { return !t->held && t->inbox.length > 0; }

typedef struct {
  Task task;
  int seed, left;
} Idle;
static bool idle_ready(Task *t) { return ((Idle *)t)->left > 0; }
static void idle_step(Task *t, Scheduler *s, Packet *packet) {
  Idle *idle = (Idle *)t;
  (void)packet;
  idle->left--;
  if ((idle->seed & 1) == 0) {
    idle->seed >>= 1;
    release(s, 3);
  } else {
    idle->seed = idle->seed >> 1 ^ 0xd008;
    release(s, 4);
  }
}

typedef struct {
  Task task;
  Packet *pending;
} Device;
static void device_step(Task *t, Scheduler *s, Packet *packet) {
  Device *device = (Device *)t;
  if (!packet) return;
  if (device->pending) send(s, device->pending);
  device->pending = packet;
  packet->to = packet->word % 2 == 0 ? 1 : 2;
  t->held = true;
}

typedef struct {
  Task task;
  int next, sum;
} Work;
static void work_step(Task *t, Scheduler *s, Packet *packet) {
  Work *work = (Work *)t;
  if (!packet) return;
  for (int i = 0; i < 4; i++) {
    work->sum = (work->sum + packet->data[i] * (i + 1)) % 65521;
    packet->data[i] = (work->sum + i) & 255;
  }
  packet->word++;
  packet->to = packet->kind == 0 || packet->word % 5 == 0 ? work->next : 3 - t->id;
  work->next = work->next == 3 ? 4 : 3;
  send(s, packet);
}

static const Class idle_class = {idle_ready, idle_step};
static const Class device_class = {task_ready, device_step};
static const Class work_class = {task_ready, work_step};

static Task *add(Scheduler *s, size_t size, const Class *class, int id, int priority) {
  Task *task = get(size);
  task->class = class;
  task->id = id;
  task->priority = priority;
  int at = s->count++;
  for (; at > 0 && s->tasks[at - 1]->priority < priority; at--) s->tasks[at] = s->tasks[at - 1];
  s->tasks[at] = task;
  s->by_id[id] = task;
  return task;
}

void run(int n) {
  Scheduler *s = get(sizeof *s);
  Idle *idle = (Idle *)add(s, sizeof(Idle), &idle_class, 0, 0);
  idle->seed = 1;
  idle->left = n;
  Work *first = (Work *)add(s, sizeof(Work), &work_class, 1, 20);
  Work *second = (Work *)add(s, sizeof(Work), &work_class, 2, 10);
  first->next = second->next = 3;
  add(s, sizeof(Device), &device_class, 3, 30);
  add(s, sizeof(Device), &device_class, 4, 40);
  for (int i = 0; i < 6; i++) {
    Packet *packet = get(sizeof *packet);
    packet->kind = i % 3 == 2;
    packet->to = 1 + i % 2;
    packet->word = i * 3;
    send(s, packet);
  }
  for (;;) {
    Task *chosen = NULL;
    for (int i = 0; i < s->count; i++) {
      if (s->tasks[i]->class->ready(s->tasks[i])) {
        chosen = s->tasks[i];
        break;
      }
    }
    if (!chosen) break;
    chosen->runs++;
    Packet *packet = take(&chosen->inbox);
    chosen->class->step(chosen, s, packet);
  }
  sprintf(answer, "%d %d %d %d %d", s->sent, first->task.runs, second->task.runs, first->sum, second->sum);
}
