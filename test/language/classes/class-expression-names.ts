// A class expression is known inside by its own name and outside by its constant.
const Mixed = class Inner {
  static make(): Inner {
    return new Inner();
  }
  me(): boolean {
    return Inner === (Mixed as unknown);
  }
};
console.log(Mixed.make().me(), Mixed.name);
const K = class Named {
  v = 1;
};
console.log(K.name, new K().v, K.length);
