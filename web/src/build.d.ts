// What the build (web/site/bundle.go) gives to the sources.

/** Hash of all that the module and these scripts are made from. */
declare const BUILD_ID: string;

/** File name of the WebAssembly module, which lies beside the scripts. */
declare const WASM_FILE: string;

/** Go's own glue, from the toolchain that compiled the module. It defines the globals that go.ts reads. */
declare module "wasm_exec";

/** The lessons of package web/lessons. */
declare module "lessons" {
  const lessons: readonly import("./element/lessons").Lesson[];
  export default lessons;
}

/** Address, relative to the script, of the script of a worker: one file with all that it imports. */
declare module "worker:*" {
  const url: string;
  export default url;
}
