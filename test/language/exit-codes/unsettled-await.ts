// A module that waits at its top level for a promise that nothing settles ends with exit code 13.
console.log("before");
await new Promise(() => {});
console.log("never");
export {};
