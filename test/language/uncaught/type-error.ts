// A runtime fault that nobody catches is an uncaught TypeError; finally blocks on the way run first.
interface Item {
  name: string;
}
const items: Item[] = [{ name: "a" }];
try {
  console.log(items[0].name);
  console.log(items[1].name);
} finally {
  console.log("cleanup");
}
