export const name = "settings";
export default { name, depth: { list: [1, 2, 3] } };
