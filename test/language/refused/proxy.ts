// A Proxy changes what property access means.
const target = { n: 1 };
const proxy = new Proxy(target, { get: () => 5 }); //! refused
console.log(proxy.n);
