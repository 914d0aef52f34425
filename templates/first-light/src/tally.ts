// Counts of things that happened, by name: a Map behind two closures.

export interface Tally {
  /** Counts one more of `name`. */
  add(name: string): void;
  /** All counts in order of first appearance, as in "blinks 4, heartbeats 2". */
  summary(): string;
}

export function createTally(): Tally {
  const counts = new Map<string, number>();
  return {
    add(name) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    summary() {
      const parts: string[] = [];
      for (const [name, count] of counts) parts.push(`${name} ${count}`);
      return parts.join(", ");
    },
  };
}
