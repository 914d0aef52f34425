console.log("before");
export default missing;
