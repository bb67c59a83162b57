import { swapGlobals } from "./globals";

/**
 * Ends what importing this began: setting the page's own globals aside for wasm_exec, which is imported right after it.
 * Scripts take a global called process for a sign that they run in Node, so one must not be left behind.
 */
export const putBack = swapGlobals({ Go: undefined, fs: undefined, path: undefined, process: undefined });
