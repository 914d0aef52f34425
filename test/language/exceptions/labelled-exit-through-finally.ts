// break and continue to outer labels run every finally on the way, inside out, once.
const log: string[] = [];
outer: for (let i = 0; i < 3; i += 1) {
  try {
    inner: for (let j = 0; j < 3; j += 1) {
      try {
        try {
          log.push(`${i}${j}`);
          if (j === 1 && i === 0) continue outer;
          if (j === 1 && i === 1) continue inner;
          if (i === 2) break outer;
        } finally {
          log.push("a");
        }
        log.push("end");
      } finally {
        log.push("b");
      }
    }
  } finally {
    log.push("c");
  }
}
block: {
  try {
    if (log.length > 0) break block;
    log.push("unreached");
  } finally {
    log.push("block");
  }
  log.push("unreached too");
}
console.log(log.join(" "));
function deep(n: number): number {
  try {
    if (n === 0) throw new Error("bottom");
    return deep(n - 1);
  } finally {
    log.push(`d${n}`);
  }
}
log.length = 0;
try {
  deep(4);
} catch (error) {
  log.push((error as Error).message);
}
console.log(log.join(" "));
