// A rejection handled before its turn ends is no error; the program goes on.
const rejected = Promise.reject(new Error("handled in time"));
queueMicrotask(() => {
  rejected.catch((error: Error) => console.log("caught", error.message));
});
const both = Promise.all([Promise.reject(new Error("a")), Promise.reject(new Error("b"))]);
both.catch((error: Error) => console.log("all", error.message));
setTimeout(() => console.log("still alive"), 5);
