// The modules that web/internal/codeview makes of the actor's sources.

interface SourceFile {
  readonly name: string;
  readonly parts: readonly SourcePart[];
  /** Numbers of lines, from 1; keys as keysOf in views/code/lights.ts makes them. */
  readonly lights: Readonly<Record<string, number>>;
}

interface SourcePart {
  /** Number of the first line. */
  readonly first: number;
  readonly text: string;
  /** What is not plain, three numbers each: characters since the end of the last, length, class (index into classes of typeset.ts). */
  readonly tokens: readonly number[];
}

declare module "source:actor" {
  export const go: SourceFile;
  export const rust: SourceFile;
}

declare module "source:core" {
  export const files: readonly SourceFile[];
}
