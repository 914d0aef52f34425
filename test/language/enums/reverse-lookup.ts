// An enum maps names to values and numeric values back to names.
enum En { A, B = 5, C }
enum Dir { Up = 1, Down }
const d: Dir = Dir.Up;
console.log(En[En.B], Dir[Dir.Up], Dir[d], En["A"]);
