// Node's module `console`: the global console and its methods by name. The class Console is not here.

const all = console;

export { all as default };
export const {
  log,
  info,
  debug,
  error,
  warn,
  assert,
  group,
  groupCollapsed,
  groupEnd,
  clear,
  count,
  countReset,
  dir,
  dirxml,
  table,
  time,
  timeEnd,
  timeLog,
  trace,
} = console;
