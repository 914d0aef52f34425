// Static methods that make something make it by their own constructor: they cannot be lent to another one.
class Later {
  constructor(readonly run: (resolve: (value: unknown) => void) => void) {}
}
console.log(Promise.all.call(Later as unknown as PromiseConstructor, [])); //! refused
