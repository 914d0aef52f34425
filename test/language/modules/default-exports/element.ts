const list: number[] = [];
export default list[3];
