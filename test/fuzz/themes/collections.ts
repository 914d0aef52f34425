// Theme: Map and Set: key equality, order, deletion and insertion during iteration, and conversion from and to
// arrays. The number of steps of each loop is bounded by the program.
import type { Random } from "../random.ts";
import { number, primitive, string } from "./values.ts";

function key(r: Random): string {
  return r.oneOf(
    () => number(r),
    () => String(r.int(6)),
    () => String(r.int(6)),
    () => string(r),
    () => primitive(r),
    () => `objects[${r.int(3)}]`,
  );
}

function action(r: Random): string {
  const k = () => key(r);
  return r.oneOf(
    () => `m.set(${k()}, ${primitive(r)});`,
    () => `m.set(${k()}, ${primitive(r)}).set(${k()}, ${r.int(9)});`,
    () => `console.log(m.delete(${k()}));`,
    () => `console.log(m.get(${k()}), m.has(${k()}));`,
    () => `s.add(${k()});`,
    () => `console.log(s.delete(${k()}), s.has(${k()}), s.size);`,
    () => `for (const x of s) m.set(x, s.size);`,
    () => `for (const [x] of m) if (s.size < 20) s.add(x);`,
    () => `if (s.size > 9) s.clear();`,
    () => `if (m.size > 12) m.clear();`,
    () => `console.log([...m.keys()].length, [...s].indexOf(${k()}));`,
    () => `m = new Map([...m].slice(${r.int(3)}));`,
    () => `s = new Set([...s, ${k()}, ...m.keys()]);`,
  );
}

function walk(r: Random): string {
  const steps = r.between(3, 12);
  const inside = () =>
    r.oneOf(
      () => `m.delete(k);`,
      () => `m.delete(${key(r)});`,
      () => `m.set(${key(r)}, steps);`,
      () => `m.delete(k); m.set(k, "again");`,
      () => `m.clear(); m.set(steps, "cleared");`,
      () => `m.set(k, steps);`,
    );
  return r.oneOf(
    () =>
      `{ let steps = 0; for (const [k, v] of m) { console.log("of", k, v); if (++steps > ${steps}) break; if (steps % ${r.between(1, 4)} === 0) { ${inside()} } } }`,
    () =>
      `{ let steps = 0; m.forEach((v, k) => { console.log("each", k, v); if (++steps < ${steps}) { ${inside()} } }); }`,
    () =>
      `{ let steps = 0; for (const k of m.keys()) { if (++steps > ${steps}) break; ${inside()} console.log("key", k, m.size); } }`,
    () =>
      `{ let steps = 0; for (const k of s) { console.log("set", k); if (++steps > ${steps}) break; if (steps % 2 === 0) s.delete(k); else s.add(${key(r)}); } }`,
    () =>
      `{ const it = m.entries(); it.next(); ${inside().replaceAll("steps", "1").replaceAll("k)", "1)").replaceAll("(k,", "(1,")} console.log(it.next(), it.next().done, [...it].length); }`,
    () =>
      `{ const it = s.values(); console.log(it.next()); s.delete(${key(r)}); s.add(${key(r)}); console.log([...it], it.next()); }`,
  );
}

function typed(r: Random, n: number): string {
  return `{
  const counts = new Map<string, number>();
  for (const word of [${r.times(8, () => string(r)).join(", ")}]) counts.set(word, (counts.get(word) ?? 0) + 1);
  console.log("typed${n}", counts, Math.max(...counts.values()));
  const groups = new Map<number, string[]>();
  for (const [word, count] of counts) {
    const group = groups.get(word.length % 3) ?? [];
    group.push(word + count);
    groups.set(word.length % 3, group);
  }
  console.log(groups, [...groups].sort((a, b) => a[0] - b[0]));
  const numbers = new Set([${r.times(7, () => number(r)).join(", ")}]);
  let sum = 0;
  numbers.forEach((x) => { sum += x; });
  console.log(numbers, sum, numbers.has(${number(r)}), Object.fromEntries(counts));
  const nested = new Map([[1, new Set([${r.int(5)}])], [2, new Set([${r.int(5)}, 2.5])]]);
  for (const [k, inner] of nested) { inner.add(k).add(${number(r)}); if (k === 1) nested.set(3, inner); if (nested.size > 3) break; }
  console.log(nested);
}`;
}

export function collections(r: Random): string {
  const lines = [
    "const objects = [{ o: 1 }, { o: 2 }, [3]];",
    `let m = new Map<unknown, unknown>([${r.times(r.int(6), () => `[${key(r)}, ${primitive(r)}]`).join(", ")}]);`,
    `let s = new Set<unknown>([${r.times(r.int(6), () => key(r)).join(", ")}]);`,
  ];
  for (let n = 0; n < 12; n += 1) {
    lines.push(...r.times(r.between(1, 4), () => action(r)), "console.log(m, s);");
    if (r.chance(0.6)) lines.push(walk(r));
  }
  lines.push(typed(r, 0), typed(r, 1), "console.log([...m], [...s.entries()].length);");
  return lines.join("\n") + "\n";
}
