// Typed arrays and buffers with their sizes.
console.log(new Uint8Array(3), new Uint8Array([1, 2, 255]), new Uint8Array(0));
console.log(new Int32Array([-1, 0, 1]), new Float64Array([0.5, -0, NaN]));
console.log({ data: new Uint8Array([7]) }, [new Uint16Array(2)]);
console.log(Uint8Array.from({ length: 30 }, (_, i) => i * 8));
