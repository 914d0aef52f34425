// An uncaught value that is no error.
console.log("before");
setTimeout(() => console.log("never"), 0);
throw "just text";
