console.log("passed-by-star runs");
export interface Starred {
  star: number;
}
