// Node's module `timers`: the global functions of timers by name. What it has of `timers/promises` is there.

const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = globalThis;

export { clearImmediate, clearInterval, clearTimeout, setImmediate, setInterval, setTimeout };

const all = { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate };

export { all as default };
