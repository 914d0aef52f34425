// What is said of undefined and null that are taken apart.
interface Box {
  inner?: { a: number; b: number };
  make(): { a: number } | undefined;
}
const box: Box = { make: () => undefined };
const attempts: (() => unknown)[] = [
  () => {
    const { a } = box.inner!;
    return a;
  },
  () => {
    const { ...all } = box.inner!;
    return all;
  },
  () => {
    const { a } = box.make()!;
    return a;
  },
  () => {
    let a = 0;
    ({ a } = box.inner!);
    return a;
  },
  () => [box.inner!].map(({ b }) => b),
  () => {
    const { inner: { a } } = box as { inner: { a: number } };
    return a;
  },
  () => {
    for (const { a } of [box.inner!]) return a;
  },
];
for (const attempt of attempts) {
  try {
    console.log(attempt());
  } catch (error) {
    console.log((error as Error).message);
  }
}
