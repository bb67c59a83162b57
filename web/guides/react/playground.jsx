import { useEffect, useRef } from "react";
import "actor-playground";

export function Playground({ script, ...attributes }) {
  const element = useRef(null);
  useEffect(() => element.current.open(script), [script]);
  return (
    <actor-playground ref={element} {...attributes}>
      <pre>{script}</pre>
    </actor-playground>
  );
}
