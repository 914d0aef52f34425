// The arguments object; rest parameters do its work.
function count(): number {
  return arguments.length; //! refused
}
console.log(count());
