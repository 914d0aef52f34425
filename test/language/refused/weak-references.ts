// WeakRef and FinalizationRegistry show when the collector runs.
const ref = new WeakRef({ n: 1 }); //! refused
const registry = new FinalizationRegistry(() => {}); //! refused
console.log(typeof ref, typeof registry);
