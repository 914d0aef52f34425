console.log("names runs");
export type Unit = "m" | "s";
export const unitNames: Record<Unit, string> = { m: "metre", s: "second" };
