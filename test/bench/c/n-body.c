/* Port of programs/n-body.ts. */
#include "bench.h"
#include <math.h>

typedef struct {
  double x, y, z, vx, vy, vz, mass;
} Body;
enum { COUNT = 5 };

static Body *make(double x, double y, double z, double vx, double vy, double vz, double mass) {
  Body *b = get(sizeof *b);
  *b = (Body){x, y, z, vx, vy, vz, mass};
  return b;
}

static void advance(Body **bodies, int count, double dt) {
  for (int i = 0; i < count; i++) {
    Body *a = bodies[i];
    for (int j = i + 1; j < count; j++) {
      Body *b = bodies[j];
      double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
      double square = dx * dx + dy * dy + dz * dz;
      double pull = dt / (square * sqrt(square));
      a->vx -= dx * b->mass * pull;
      a->vy -= dy * b->mass * pull;
      a->vz -= dz * b->mass * pull;
      b->vx += dx * a->mass * pull;
      b->vy += dy * a->mass * pull;
      b->vz += dz * a->mass * pull;
    }
  }
  for (int i = 0; i < count; i++) {
    Body *b = bodies[i];
    b->x += dt * b->vx;
    b->y += dt * b->vy;
    b->z += dt * b->vz;
  }
}

static double energy(Body **bodies, int count) {
  double sum = 0;
  for (int i = 0; i < count; i++) {
    Body *a = bodies[i];
    sum += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
    for (int j = i + 1; j < count; j++) {
      Body *b = bodies[j];
      double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
      sum -= a->mass * b->mass / sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return sum;
}

void run(int n) {
  Body *bodies[COUNT] = {
      make(0, 0, 0, 0, 0, 0, 39.5),
      make(4.84, -1.16, -0.1, 0.606, 2.81, -0.02, 0.0377),
      make(8.34, 4.12, -0.4, -1.01, 1.82, 0.008, 0.0113),
      make(12.9, -15.1, -0.22, 1.08, 0.868, -0.011, 0.0017),
      make(15.4, -25.9, 0.18, 0.979, 0.594, -0.035, 0.002),
  };
  double px = 0, py = 0, pz = 0;
  for (int i = 0; i < COUNT; i++) {
    px += bodies[i]->vx * bodies[i]->mass;
    py += bodies[i]->vy * bodies[i]->mass;
    pz += bodies[i]->vz * bodies[i]->mass;
  }
  Body *sun = bodies[0];
  sun->vx = -px / sun->mass;
  sun->vy = -py / sun->mass;
  sun->vz = -pz / sun->mass;
  double before = energy(bodies, COUNT);
  for (int k = 0; k < n; k++) advance(bodies, COUNT, 0.01);
  sprintf(answer, "%.9f %.9f", before, energy(bodies, COUNT));
  for (int i = 0; i < COUNT; i++) free(bodies[i]);
}
