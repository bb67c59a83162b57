// What a drawing is made of. A layout makes shapes, a painter shows them: on a canvas (canvas.ts) or as SVG (svg.ts).

/** Colours by what they are for, as tokens.css names them; caller-0 is the reader's and the actor's own. */
export const INKS = [
  "text", "text-soft", "line", "line-strong", "surface", "mailbox", "mailbox-soft", "actor", "actor-soft", "reply", "reply-soft",
  "error", "caller-0", "caller-1", "caller-2", "caller-3", "caller-4", "caller-5", "caller-6",
] as const;

export type Ink = (typeof INKS)[number];

export interface Stroke {
  readonly ink: Ink;
  /** 1 px by default. */
  readonly width?: number;
  /** Lengths of dash and gap. */
  readonly dash?: readonly [number, number];
  /** Of what lies over other things. */
  readonly alpha?: number;
}

interface Common {
  /** The command that it is about. */
  readonly of?: number;
}

interface Area {
  readonly fill?: Ink;
  readonly stroke?: Stroke;
}

export type Shape = Common &
  (
    | (Area & { readonly kind: "path"; /** x, y, x, y … It is closed if it is filled. */ readonly points: readonly number[] })
    | (Area & { readonly kind: "box"; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly radius: number })
    | (Area & { readonly kind: "circle"; readonly x: number; readonly y: number; readonly radius: number })
    /** A caller's sign, a path of 16 by 16, around its middle. */
    | { readonly kind: "sign"; readonly x: number; readonly y: number; readonly size: number; readonly path: string; readonly ink: Ink }
    /** One line of text, on its baseline. */
    | { readonly kind: "text"; readonly x: number; readonly y: number; readonly text: string; readonly ink: Ink; readonly bold?: boolean; readonly middle?: boolean; readonly title?: string }
  );

/** How wide a text is, in px. */
export type Measure = (text: string, bold?: boolean) => number;

/** The cross of a command that was refused or discarded. */
export function cross(x: number, y: number, of?: number): Shape[] {
  const stroke: Stroke = { ink: "error", width: 1.75 };
  return [
    { kind: "circle", x, y, radius: 6.5, fill: "surface", stroke: { ink: "error", width: 1.5 }, of },
    { kind: "path", points: [x - 2.7, y - 2.7, x + 2.7, y + 2.7], stroke, of },
    { kind: "path", points: [x + 2.7, y - 2.7, x - 2.7, y + 2.7], stroke, of },
  ];
}

/** The mark of an expectation that was met. */
export function tick(x: number, y: number): Shape[] {
  return [
    { kind: "circle", x, y, radius: 7, fill: "surface" },
    { kind: "path", points: [x - 4, y, x - 1, y + 3.5, x + 5, y - 4], stroke: { ink: "actor", width: 2 } },
  ];
}
