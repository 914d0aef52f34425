console.log("only-typeof runs, which it must not");
export const one = 1;
