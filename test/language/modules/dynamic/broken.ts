console.log("broken runs");
const list: string[] = [];
export const first: number = list[0]!.length;
