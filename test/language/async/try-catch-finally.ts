// Rejections become exceptions at await; finally runs around awaits with every completion.
const fail = async (text: string): Promise<never> => {
  await null;
  throw new Error(text);
};
const log: string[] = [];
async function returns(): Promise<string> {
  try {
    return await Promise.resolve("value");
  } finally {
    log.push("f1");
    await null;
    log.push("f2");
  }
}
async function catches(): Promise<string> {
  try {
    await fail("one");
    return "never";
  } catch (error) {
    await null;
    return `caught ${(error as Error).message}`;
  } finally {
    log.push("f3");
  }
}
async function notAwaited(): Promise<string> {
  try {
    return fail("escapes");
  } catch {
    return "not here";
  }
}
async function overrides(): Promise<string> {
  try {
    await fail("lost");
  } finally {
    await null;
    return "overridden";
  }
}
async function loop(): Promise<string> {
  let out = "";
  for (let i = 0; i < 4; i += 1) {
    try {
      if (i === 1) continue;
      if (i === 2) await fail("x");
      if (i === 3) break;
      out += await Promise.resolve(i);
    } catch (error) {
      out += (error as Error).message;
    } finally {
      await null;
      out += "f";
    }
  }
  return out;
}
async function syncThrow(): Promise<void> {
  throw new TypeError("at once");
}
async function main(): Promise<void> {
  console.log(await returns(), await catches(), await overrides(), await loop());
  try {
    console.log(await notAwaited());
  } catch (error) {
    console.log("outside", (error as Error).message);
  }
  await syncThrow().catch((error: Error) => console.log(error.name, error.message));
  const started = syncThrow();
  try {
    await started;
  } catch (error) {
    console.log(error instanceof TypeError);
  }
  try {
    try {
      await fail("inner");
    } finally {
      await fail("outer").catch(() => log.push("handled"));
    }
  } catch (error) {
    console.log((error as Error).message);
  }
  console.log(log.join());
}
main();
