// Prints and parses a document of n records: JSON.stringify, JSON.parse, property access on what comes back.

interface Reading {
  id: number;
  place: string;
  tags: string[];
  values: number[];
  ok: boolean;
  note: string | null;
}

export function run(n: number): string {
  const readings: Reading[] = [];
  for (let i = 0; i < n; i++) {
    readings.push({
      id: i,
      place: `room "${i % 17}"`,
      tags: ["t" + (i % 5), "é\n"],
      values: [i / 8, i * 1000, -i, 0.1 * i],
      ok: i % 3 === 0,
      note: i % 4 === 0 ? null : "checked",
    });
  }
  const text = JSON.stringify(readings);
  const back = JSON.parse(text) as Reading[];
  let sum = 0;
  let ok = 0;
  for (const reading of back) {
    sum += reading.values[0]! + reading.values[1]! + reading.place.length + reading.tags.length;
    if (reading.ok && reading.note === null) ok++;
  }
  return `${text.length} ${back.length} ${sum} ${ok} ${JSON.stringify(back) === text}`;
}
