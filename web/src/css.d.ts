// Style sheets that are imported `with { type: "text" }` come as minified text: see cssTextPlugin in web/site/bundle.go.
declare module "*.css" {
  const text: string;
  export default text;
}
