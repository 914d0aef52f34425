// Five bodies under gravity for n steps: double fields of objects, square roots.
// It uses the masses and orbits of the outer planets in round figures, not an ephemeris.

class Body {
  x: number;
  y: number;
  z: number;
  vx: number;
  vy: number;
  vz: number;
  readonly mass: number;

  constructor(x: number, y: number, z: number, vx: number, vy: number, vz: number, mass: number) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.vx = vx;
    this.vy = vy;
    this.vz = vz;
    this.mass = mass;
  }
}

function makeSystem(): Body[] {
  const bodies = [
    new Body(0, 0, 0, 0, 0, 0, 39.5),
    new Body(4.84, -1.16, -0.1, 0.606, 2.81, -0.02, 0.0377),
    new Body(8.34, 4.12, -0.4, -1.01, 1.82, 0.008, 0.0113),
    new Body(12.9, -15.1, -0.22, 1.08, 0.868, -0.011, 0.0017),
    new Body(15.4, -25.9, 0.18, 0.979, 0.594, -0.035, 0.002),
  ];
  let px = 0;
  let py = 0;
  let pz = 0;
  for (const body of bodies) {
    px += body.vx * body.mass;
    py += body.vy * body.mass;
    pz += body.vz * body.mass;
  }
  const sun = bodies[0]!;
  sun.vx = -px / sun.mass;
  sun.vy = -py / sun.mass;
  sun.vz = -pz / sun.mass;
  return bodies;
}

function advance(bodies: Body[], dt: number): void {
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i]!;
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j]!;
      const dx = a.x - b.x;
      const dy = a.y - b.y;
      const dz = a.z - b.z;
      const square = dx * dx + dy * dy + dz * dz;
      const pull = dt / (square * Math.sqrt(square));
      a.vx -= dx * b.mass * pull;
      a.vy -= dy * b.mass * pull;
      a.vz -= dz * b.mass * pull;
      b.vx += dx * a.mass * pull;
      b.vy += dy * a.mass * pull;
      b.vz += dz * a.mass * pull;
    }
  }
  for (const body of bodies) {
    body.x += dt * body.vx;
    body.y += dt * body.vy;
    body.z += dt * body.vz;
  }
}

function energy(bodies: Body[]): number {
  let sum = 0;
  bodies.forEach((a, i) => {
    sum += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz);
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j]!;
      const dx = a.x - b.x;
      const dy = a.y - b.y;
      const dz = a.z - b.z;
      sum -= (a.mass * b.mass) / Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
  });
  return sum;
}

export function run(n: number): string {
  const bodies = makeSystem();
  const before = energy(bodies);
  for (let k = 0; k < n; k++) advance(bodies, 0.01);
  return `${before.toFixed(9)} ${energy(bodies).toFixed(9)}`;
}
