// Node's module `os`: the end of a line, and nothing that depends on the machine.

export const EOL = "\n";

const all = { EOL };

export { all as default };
