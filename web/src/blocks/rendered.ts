/**
 * Whether a page is as it stays, so that it may be changed. A framework that takes over a page which a server has rendered expects it
 * as it was sent: what is put in before confuses it. Two of them show that they have done so, by no event.
 */
export function isRendered(page: Document): boolean {
  const app = page.querySelector('meta[name="generator"][content^="VitePress"]') && page.getElementById("app");
  if (app && !("__vue_app__" in app)) return false; // Vue puts it there at the end
  return page.documentElement.getAttribute("data-has-hydrated") !== "false"; // Docusaurus
}
