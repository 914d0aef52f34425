// An error thrown while another is handled is the one that stays uncaught.
try {
  throw new Error("first");
} catch (error) {
  console.log("handling", (error as Error).message);
  throw new TypeError("second", { cause: error });
} finally {
  console.log("finally");
}
