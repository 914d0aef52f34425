// `this` follows the call for methods and is captured by arrows; a method taken off its object loses it.
class Button {
  clicks = 0;
  label: string;
  constructor(label: string) {
    this.label = label;
  }
  onClick = (): void => {
    this.clicks += 1;
  };
  click(): string {
    this.clicks += 10;
    return this.label + this.clicks;
  }
  later(): () => string {
    return () => `${this.label}:${this.clicks}`;
  }
}
const button = new Button("ok");
const handler = button.onClick;
handler();
handler();
const read = button.later();
console.log(read(), button.click(), read());
const method = button.click as () => string;
try {
  console.log(method());
} catch (error) {
  console.log((error as Error).name, (error as Error).message);
}
const carrier = { clicks: 1, label: "carrier", click: button.click };
console.log(carrier.click(), button.clicks);
