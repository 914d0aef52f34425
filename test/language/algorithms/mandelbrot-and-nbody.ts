// Floating-point loops whose digits all count: an escape-time picture and a small planetary simulation.
const rows: string[] = [];
for (let y = -1.2; y <= 1.2; y += 0.2) {
  let row = "";
  for (let x = -2; x <= 0.6; x += 0.08) {
    let [a, b, n] = [0, 0, 0];
    while (a * a + b * b <= 4 && n < 50) {
      [a, b] = [a * a - b * b + x, 2 * a * b + y];
      n += 1;
    }
    row += n === 50 ? "#" : " .:-=+*%@"[Math.min(8, n >> 1)];
  }
  rows.push(row.trimEnd());
}
console.log(rows.join("\n"));
class Body {
  vx: number;
  vy: number;
  x: number;
  y: number;
  readonly mass: number;
  constructor(mass: number, x: number, y: number, vx: number, vy: number) {
    this.mass = mass;
    this.x = x;
    this.y = y;
    this.vx = vx;
    this.vy = vy;
  }
}
const bodies = [new Body(1000, 0, 0, 0, 0), new Body(1, 10, 0, 0, 10), new Body(0.5, 0, 25, -6.2, 0.1), new Body(2, -40, 3, 0.2, -5)];
function advance(dt: number): void {
  for (let i = 0; i < bodies.length; i += 1) {
    for (let j = i + 1; j < bodies.length; j += 1) {
      const [p, q] = [bodies[i], bodies[j]];
      const [dx, dy] = [p.x - q.x, p.y - q.y];
      const d2 = dx * dx + dy * dy + 0.01;
      const f = dt / (d2 * Math.sqrt(d2));
      p.vx -= dx * q.mass * f;
      p.vy -= dy * q.mass * f;
      q.vx += dx * p.mass * f;
      q.vy += dy * p.mass * f;
    }
  }
  for (const b of bodies) {
    b.x += dt * b.vx;
    b.y += dt * b.vy;
  }
}
const energy = (): number => bodies.reduce((e, b) => e + (b.mass * (b.vx * b.vx + b.vy * b.vy)) / 2, 0);
console.log(energy());
for (let i = 0; i < 2000; i += 1) advance(0.01);
console.log(energy());
for (const b of bodies) console.log(b.x, b.y);
