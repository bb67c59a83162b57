// What web/internal/codeview/source.go makes of the actor's sources.
declare module "source:go" {
  export const files: readonly {
    readonly name: string;
    readonly language: "go" | "rust";
    /** Number of the first line. */
    readonly first: number;
    readonly text: string;
    /** What is not plain, three numbers each: characters since the end of the last, length, class (index into classes of code-view.ts). */
    readonly tokens: readonly number[];
  }[];
  /** Lines that did what an event says; keys as keysOf in code-view.ts makes them. */
  export const places: Readonly<Record<"go" | "rust", Readonly<Record<string, { readonly file: number; readonly from: number; readonly to: number }>>>>;
}
