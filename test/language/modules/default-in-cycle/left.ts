import { seen } from "./right.ts";
export const text = "left";
export default `value with ${seen}`;
