// Function declarations are callable before they stand in the text; block scopes shadow; switch shares one scope.
console.log(early(2));
function early(n: number): number {
  return helper(n) + 1;
  function helper(m: number): number {
    return m * 100;
  }
}
const x = "outer";
{
  const x = "block";
  {
    const x = 3;
    console.log(x + 1);
  }
  console.log(x);
}
console.log(x);
function shadow(x: number): number {
  for (let x = 0; x < 3; x += 1) {
    const y = x * 2;
    if (y === 2) {
      const x = 50;
      return x + y;
    }
  }
  return x;
}
console.log(shadow(1));
let order = "";
switch (order.length) {
  case 0:
    let local = "local";
    order = local;
  case 1: {
    local = order + "2";
    order += local;
  }
}
console.log(order);
