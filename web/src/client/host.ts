/** The client's side of the boundary, which package boundary finds under the name HOST_NAME. */
export interface Host {
  ready(buildId: string): void;
  readonly functions: Readonly<Record<string, ControlFunction>>;
}

/** What the module registers for control calls. An object is an error to be thrown. */
export type ControlFunction = (...args: readonly ControlValue[]) => ControlValue | { readonly code: string; readonly message: string };
export type ControlValue = string | number | boolean;
