// Map and Set against Node's own: random operations, with iterators alive across deletion, clearing and growth.
import { describe, expect, it, vi } from "vitest";

vi.mock("../native.ts", async () => await import("../testing/native-node.ts"));
const { Map: OurMap } = await import("./map.ts");
const { Set: OurSet } = await import("./set.ts");

function random(seed: number): (count: number) => number {
  let state = seed;
  return (count) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}

const objects = Array.from({ length: 20 }, (_, i) => ({ i }));
const oddKeys: unknown[] = [
  0,
  -0,
  NaN,
  Infinity,
  "",
  "0",
  null,
  undefined,
  true,
  false,
  Symbol.iterator,
  1.5,
  -1.5,
  2 ** 40,
  10n,
];

describe("Map and Set do what Node's do", () => {
  it("for random operations on keys of every kind, iterating meanwhile", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const pick = random(seed);
      const range = [5, 50, 400][seed % 3]!;
      const key = (): unknown =>
        [
          () => pick(range),
          () => `k${pick(range)}`,
          () => objects[pick(20)],
          () => oddKeys[pick(oddKeys.length)],
        ][pick(4)]!();
      const maps = [new Map<unknown, unknown>(), new OurMap<unknown, unknown>()] as const;
      const sets = [new Set<unknown>(), new OurSet<unknown>()] as const;
      const iterators: [Iterator<unknown>, Iterator<unknown>][] = [];
      for (let step = 0; step < 600; step++) {
        const k = key();
        const kind = pick(20);
        const both = (act: (map: Map<unknown, unknown>, set: Set<unknown>) => unknown[]) => {
          const results = [0, 1].map((i) => act(maps[i] as never, sets[i] as never));
          expect(results[1], `seed ${seed}, step ${step}`).toEqual(results[0]);
        };
        if (kind < 8) both((map, set) => [map.set(k, step).size, set.add(k).size]);
        else if (kind < 13) both((map, set) => [map.delete(k), set.delete(k)]);
        else if (kind < 15) both((map, set) => [map.get(k), map.has(k), set.has(k), map.size, set.size]);
        else if (kind === 15 && pick(20) === 0) both((map, set) => [map.clear(), set.clear()]);
        else if (kind === 16) {
          const make = [
            (i: number) => maps[i]!.entries(),
            (i: number) => maps[i]!.keys(),
            (i: number) => maps[i]!.values(),
            (i: number) => sets[i]!.values(),
            (i: number) => sets[i]!.entries(),
          ][pick(5)]! as (i: number) => Iterator<unknown>;
          iterators.push([make(0), make(1)]);
        } else if (iterators.length > 0) {
          const [theirs, ours] = iterators[pick(iterators.length)]!;
          for (let n = pick(4); n >= 0; n--)
            expect(ours.next(), `seed ${seed}, step ${step}`).toEqual(theirs.next());
        }
      }
      expect([...(maps[1] as unknown as Map<unknown, unknown>)]).toEqual([...maps[0]]);
      expect([...(sets[1] as unknown as Set<unknown>)]).toEqual([...sets[0]]);
    }
  });

  it("keep no -0 as key", () => {
    expect(Object.is([...new OurMap([[-0, "z"]]).keys()][0], 0)).toBe(true);
    expect(Object.is([...new OurSet([-0])][0], 0)).toBe(true);
  });

  it("forEach visits what its callback adds and not what it deletes", () => {
    const visits = (map: Map<number, number>) => {
      const seen: number[] = [];
      map.set(1, 1).set(2, 2).set(3, 3);
      map.forEach((value, key, same) => {
        seen.push(key, value);
        if (key === 1) map.delete(2);
        if (key < 30) map.set(key + 10, value);
        expect(same).toBe(map);
      });
      return seen;
    };
    expect(visits(new OurMap<number, number>() as never)).toEqual(visits(new Map()));
    const seen: number[] = [];
    const set = new OurSet([1, 2]);
    set.forEach((value) => {
      seen.push(value);
      if (value < 20) set.add(value + 10).delete(value);
    });
    expect(seen).toEqual([1, 2, 11, 12, 21, 22]);
  });

  it("constructors take iterables and refuse what is none, as Node words it", () => {
    const message = (make: () => unknown) => {
      try {
        make();
        return "none";
      } catch (error) {
        return `${error}`;
      }
    };
    for (const source of [5, [5], [[1, 2], "x"], undefined, null, new Map([[1, 2]]), {}, true]) {
      expect(message(() => new OurMap(source))).toBe(message(() => new Map(source as never)));
      expect(message(() => new OurSet(source))).toBe(message(() => new Set(source as never)));
    }
    expect([...new OurSet("héé😀")]).toEqual([..."hé😀"]);
  });

  it("stay fast: a hundred thousand insertions, look-ups and deletions of each kind of key", () => {
    const started = performance.now();
    for (const key of [
      (i: number) => i,
      (i: number) => i * 1024,
      (i: number) => i + 0.5,
      (i: number) => `key ${i}`,
    ]) {
      const map = new OurMap<unknown, number>();
      for (let i = 0; i < 100_000; i++) map.set(key(i), i);
      for (let i = 0; i < 100_000; i++) if (map.get(key(i)) !== i) throw new Error(`lost ${key(i)}`);
      for (let i = 0; i < 100_000; i++) map.delete(key(i));
      expect(map.size).toBe(0);
    }
    // A queue: entries come and go, the table must neither grow nor slow down.
    const queue = new OurMap<number, number>();
    for (let i = 0; i < 200_000; i++) {
      queue.set(i, i);
      if (i >= 10) queue.delete(i - 10);
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
