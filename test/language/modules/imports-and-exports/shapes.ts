// Classes behind the re-exports of index.ts.
export interface Named {
  readonly name: string;
}
export interface Shape extends Named {
  area(): number;
}
export class Square implements Shape {
  readonly name = "square";
  side: number;
  constructor(side: number) {
    this.side = side;
  }
  area(): number {
    return this.side ** 2;
  }
}
export class Circle implements Shape {
  readonly name = "circle";
  radius: number;
  constructor(radius: number) {
    this.radius = radius;
  }
  area(): number {
    return Math.round(Math.PI * this.radius * this.radius);
  }
}
export const version = "1.0";
