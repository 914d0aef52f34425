// Methods that come to a class through a parameter: plugins, and mixins applied by name.

class Color {
  readonly red: number;
  constructor(red: number) {
    this.red = red;
  }
  half(): Color {
    return new Color(this.red / 2);
  }
}
interface Color {
  luminance(): number;
  twice(): Color;
}
type Plugin = (Base: typeof Color) => void;

const plugin: Plugin = (Base) => {
  Base.prototype.luminance = function () {
    return this.red * 0.2;
  };
  Base.prototype.twice = function () {
    return new Base(this.red * 2);
  };
};
const extend = (plugins: Plugin[]): void => {
  for (const each of plugins) each(Color);
};
extend([plugin]);
console.log(new Color(10).luminance(), new Color(10).half().twice().luminance(), Object.keys(new Color(1)));

class Jumps {
  height = 1;
  jump(): string {
    return "jump";
  }
}
class Ducks {
  duck(): string {
    return "duck";
  }
}
class Sprite {
  x = 0;
}
interface Sprite extends Jumps, Ducks {}
// biome-ignore lint/suspicious/noExplicitAny: as the handbook of TypeScript writes it
function applyMixins(derived: any, bases: any[]): void {
  for (const base of bases) {
    for (const name of Object.getOwnPropertyNames(base.prototype)) {
      Object.defineProperty(
        derived.prototype,
        name,
        Object.getOwnPropertyDescriptor(base.prototype, name) ?? Object.create(null),
      );
    }
  }
}
applyMixins(Sprite, [Jumps, Ducks]);
const sprite = new Sprite();
console.log(sprite.jump(), sprite.duck(), sprite.x, sprite.height, sprite instanceof Jumps);
