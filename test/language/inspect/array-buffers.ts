// An ArrayBuffer prints its bytes and its length.
console.log(new ArrayBuffer(0), new ArrayBuffer(3));
console.log([new ArrayBuffer(1)], { view: new DataView(new ArrayBuffer(2)).byteLength });
