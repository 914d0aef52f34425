// return() and throw() run the finally blocks around the yield, and those may override the completion.

function* guarded(log: string[]): Generator<number, number> {
  try {
    log.push("start");
    yield 1;
    yield 2;
    return 3;
  } catch (e) {
    log.push(`catch ${e}`);
    yield 10;
    return 11;
  } finally {
    log.push("finally");
  }
}
for (const how of ["next", "return", "throw", "unstarted-return", "unstarted-throw"]) {
  const log: string[] = [];
  const g = guarded(log);
  const out: unknown[] = [];
  try {
    if (!how.startsWith("unstarted")) out.push(g.next());
    if (how === "next") out.push(g.next(), g.next());
    else if (how.endsWith("return")) out.push(g.return(42));
    else out.push(g.throw("boom"), g.next());
  } catch (e) {
    out.push(`threw ${e}`);
  }
  out.push(g.next());
  console.log(how, out, log.join(" "));
}

function* overrides(): Generator<string, string> {
  try {
    yield "a";
  } finally {
    return "from finally";
  }
}
const o = overrides();
console.log(o.next(), o.return("ignored"), o.next());
const p = overrides();
p.next();
console.log(p.throw(new Error("swallowed")));

function* yieldsInFinally(): Generator<string, string> {
  try {
    yield "body";
  } finally {
    yield "cleanup 1";
    yield "cleanup 2";
  }
  return "unreached";
}
const y = yieldsInFinally();
console.log(y.next(), y.return("kept"), y.next(), y.next(), y.next());
const z = yieldsInFinally();
z.next();
console.log(z.return("first"), z.return("second"), z.next());
const q = yieldsInFinally();
q.next();
try {
  console.log(q.throw(new Error("late")));
  console.log(q.next());
  console.log(q.next());
} catch (e) {
  console.log(String(e));
}

function* throwsInFinally(): Generator<number> {
  try {
    yield 1;
  } finally {
    throw new Error("cleanup failed");
  }
}
const t = throwsInFinally();
t.next();
try {
  t.return(0);
} catch (e) {
  console.log(String(e), t.next());
}

function* nested(): Generator<number, number> {
  try {
    try {
      yield 1;
    } finally {
      console.log("inner");
      yield 2;
    }
  } finally {
    console.log("outer");
    yield 3;
  }
  return 4;
}
const n = nested();
console.log(n.next(), n.return(9), n.next(), n.next(), n.next());

// Finally blocks, loops and labels: continue and break go through the finally block of each turn.
function* loops(): Generator<string> {
  outer: for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      try {
        if (j === 1) continue;
        if (i === 1) continue outer;
        if (i === 2) break outer;
        yield `${i}${j}`;
      } finally {
        yield `f${i}${j}`;
      }
    }
  }
}
console.log([...loops()].join(" "));
