// Every way out of try meets every way out of finally: return, throw, break, continue, falling off the end.
const log: string[] = [];
function returns(): string {
  try {
    return "try";
  } finally {
    log.push("f1");
  }
}
function overrides(): string {
  try {
    return "try";
  } finally {
    return "finally";
  }
}
function swallows(): string {
  try {
    throw new Error("lost");
  } finally {
    return "swallowed";
  }
}
function replaced(): string {
  try {
    try {
      throw new Error("first");
    } finally {
      throw new Error("second");
    }
  } catch (error) {
    return (error as Error).message;
  }
}
function valueIsTakenBefore(): number {
  let n = 1;
  try {
    return n;
  } finally {
    n = 2;
    log.push(`n${n}`);
  }
}
function catchReturns(): string {
  try {
    throw "x";
  } catch (error) {
    return `caught ${error}`;
  } finally {
    log.push("f2");
  }
}
function loops(): string {
  let out = "";
  for (let i = 0; i < 5; i += 1) {
    try {
      if (i === 1) continue;
      if (i === 3) break;
      out += i;
    } finally {
      out += "f";
    }
  }
  return out;
}
function finallyContinues(): string {
  let out = "";
  for (let i = 0; i < 3; i += 1) {
    try {
      if (i === 1) throw new Error("dropped");
      if (i === 2) return out + "returned";
      out += i;
    } finally {
      if (i === 1) continue;
      out += "f";
    }
  }
  return out;
}
function finallyBreaks(): string {
  while (true) {
    try {
      return "never";
    } finally {
      break;
    }
  }
  return "after loop";
}
console.log(returns(), overrides(), swallows(), replaced(), valueIsTakenBefore(), catchReturns(), loops(), finallyContinues(), finallyBreaks());
console.log(log.join());
