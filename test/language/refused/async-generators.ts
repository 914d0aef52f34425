// Async generators and for await.
async function* ticks(): AsyncGenerator<number> { //! refused
  yield 1;
}
for await (const tick of ticks()) { //! refused
  console.log(tick);
}
