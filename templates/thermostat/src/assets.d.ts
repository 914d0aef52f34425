// What an import of a page is, for editors.

declare module "*.html" {
  const asset: import("ingot/http").Asset;
  export default asset;
}
