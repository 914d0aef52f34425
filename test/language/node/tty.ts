// Node's module `tty` where nobody looks at the output: tests write into pipes.
import tty, { isatty } from "node:tty";

console.log(isatty(1), tty.isatty(2), isatty(99), isatty(-1), tty.isatty === isatty);
