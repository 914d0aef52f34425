console.log("effect runs");
export {};
