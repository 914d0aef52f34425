// A tree whose nodes are literals and instances in every order of fields, folded and rewritten.
interface TreeLike {
  label: string;
  children?: TreeLike[];
}
class Branch implements TreeLike {
  depth = 0;
  children: TreeLike[];
  label: string;
  constructor(label: string, ...children: TreeLike[]) {
    this.label = label;
    this.children = children;
  }
}
const tree: TreeLike = {
  children: [
    { label: "a" },
    new Branch("b", { children: [], label: "b1" }, new Branch("b2", { label: "b21" })),
    { color: "red", children: [{ label: "c1" }], label: "c" } as TreeLike,
  ],
  label: "root",
};
const render = (node: TreeLike, indent = ""): string[] => [indent + node.label, ...(node.children ?? []).flatMap((child) => render(child, indent + "  "))];
console.log(render(tree).join("\n"));
const count = (node: TreeLike): number => 1 + (node.children?.map(count).reduce((a, b) => a + b, 0) ?? 0);
const upper = (node: TreeLike): TreeLike =>
  node.children ? { label: node.label.toUpperCase(), children: node.children.map(upper) } : { ...node, label: node.label + "!" };
console.log(count(tree), render(upper(tree)).map((line) => line.trim()).join(" "));
