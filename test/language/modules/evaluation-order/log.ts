// The shared list in which every module notes its evaluation.
export const log: string[] = ["log"];
