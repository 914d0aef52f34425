// A glider and a blinker on a torus, printed after several generations.
const width = 12;
const height = 8;
let cells: boolean[][] = Array.from({ length: height }, () => new Array<boolean>(width).fill(false));
for (const [r, c] of [[0, 1], [1, 2], [2, 0], [2, 1], [2, 2], [5, 8], [5, 9], [5, 10]]) cells[r][c] = true;
function step(old: boolean[][]): boolean[][] {
  return old.map((row, r) =>
    row.map((alive, c) => {
      let n = 0;
      for (let dr = -1; dr <= 1; dr += 1)
        for (let dc = -1; dc <= 1; dc += 1)
          if ((dr || dc) && old[(r + dr + height) % height][(c + dc + width) % width]) n += 1;
      return n === 3 || (alive && n === 2);
    }),
  );
}
for (let generation = 0; generation <= 40; generation += 1) {
  if (generation % 20 === 0) {
    console.log(`generation ${generation}`);
    for (const row of cells) console.log(row.map((alive) => (alive ? "#" : ".")).join(""));
  }
  cells = step(cells);
}
console.log(cells.flat().filter(Boolean).length);
