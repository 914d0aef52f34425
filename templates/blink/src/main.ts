// Blink: the smallest appliance. Turns the board's first LED on and off, once a second, and says so on the console.

import { board } from "ingot/board";

const HALF_PERIOD_MS = 500;

const name = board.ledNames[0];
const led = board.led(name);

console.log(`blink: LED ${name} of the ${board.title}`);
setInterval(() => {
  led.write(led.read() === 1 ? 0 : 1);
  console.log(`${name} ${led.read() === 1 ? "on" : "off"}`);
}, HALF_PERIOD_MS);
