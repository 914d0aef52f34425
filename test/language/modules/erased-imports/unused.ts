console.log("unused runs, which it must not");
export const NeverMentioned = 1;
