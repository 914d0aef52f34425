// A small operating system in the manner of Richards: tasks of several classes exchange packets through queues.
// Our own design: two devices, two workers and an idle task, n rounds.

const KIND_DEVICE = 0;
const KIND_WORK = 1;

class Packet {
  next: Packet | null = null;
  readonly kind: number;
  to: number;
  word = 0;
  readonly data: number[] = [0, 0, 0, 0];

  constructor(kind: number, to: number) {
    this.kind = kind;
    this.to = to;
  }
}

class Queue {
  private head: Packet | null = null;
  private tail: Packet | null = null;
  length = 0;

  put(packet: Packet): void {
    packet.next = null;
    if (this.tail === null) this.head = packet;
    else this.tail.next = packet;
    this.tail = packet;
    this.length++;
  }

  take(): Packet | null {
    const first = this.head;
    if (first === null) return null;
    this.head = first.next;
    if (this.head === null) this.tail = null;
    first.next = null;
    this.length--;
    return first;
  }
}

abstract class Task {
  readonly id: number;
  readonly priority: number;
  readonly inbox = new Queue();
  held = false;
  runs = 0;

  constructor(id: number, priority: number) {
    this.id = id;
    this.priority = priority;
  }

  get ready(): boolean {
    return !this.held && this.inbox.length > 0;
  }

  abstract step(scheduler: Scheduler, packet: Packet | null): void;
}

class IdleTask extends Task {
  private seed = 1;
  private left: number;

  constructor(id: number, rounds: number) {
    super(id, 0);
    this.left = rounds;
  }

  override get ready(): boolean {
    return this.left > 0;
  }

  step(scheduler: Scheduler): void {
    this.left--;
    if ((this.seed & 1) === 0) {
      this.seed >>= 1;
      scheduler.release(3);
    } else {
      this.seed = (this.seed >> 1) ^ 0xd008;
      scheduler.release(4);
    }
  }
}

class DeviceTask extends Task {
  private pending: Packet | null = null;

  step(scheduler: Scheduler, packet: Packet | null): void {
    if (packet !== null) {
      if (this.pending !== null) scheduler.send(this.pending);
      this.pending = packet;
      packet.to = packet.word % 2 === 0 ? 1 : 2;
      this.held = true;
    }
  }
}

class WorkTask extends Task {
  private next = 3;
  sum = 0;

  step(scheduler: Scheduler, packet: Packet | null): void {
    if (packet === null) return;
    for (let i = 0; i < packet.data.length; i++) {
      this.sum = (this.sum + packet.data[i]! * (i + 1)) % 65521;
      packet.data[i] = (this.sum + i) & 255;
    }
    packet.word++;
    packet.to = packet.kind === KIND_DEVICE || packet.word % 5 === 0 ? this.next : 3 - this.id;
    this.next = this.next === 3 ? 4 : 3;
    scheduler.send(packet);
  }
}

class Scheduler {
  private readonly tasks: Task[] = [];
  private readonly byId: (Task | null)[] = [null, null, null, null, null];
  sent = 0;

  add(task: Task): void {
    this.tasks.push(task);
    this.tasks.sort((a, b) => b.priority - a.priority);
    this.byId[task.id] = task;
  }

  send(packet: Packet): void {
    this.sent++;
    this.byId[packet.to]?.inbox.put(packet);
  }

  release(id: number): void {
    const task = this.byId[id];
    if (task) task.held = false;
  }

  run(): void {
    for (;;) {
      let chosen: Task | null = null;
      for (const task of this.tasks) {
        if (task.ready) {
          chosen = task;
          break;
        }
      }
      if (chosen === null) return;
      chosen.runs++;
      chosen.step(this, chosen.inbox.take());
    }
  }
}

export function run(n: number): string {
  const scheduler = new Scheduler();
  const first = new WorkTask(1, 20);
  const second = new WorkTask(2, 10);
  scheduler.add(new IdleTask(0, n));
  scheduler.add(first);
  scheduler.add(second);
  scheduler.add(new DeviceTask(3, 30));
  scheduler.add(new DeviceTask(4, 40));
  for (let i = 0; i < 6; i++) {
    const packet = new Packet(i % 3 === 2 ? KIND_WORK : KIND_DEVICE, 1 + (i % 2));
    packet.word = i * 3;
    scheduler.send(packet);
  }
  scheduler.run();
  return `${scheduler.sent} ${first.runs} ${second.runs} ${first.sum} ${second.sum}`;
}
