import type { ActorPlayground, ActorPlaygroundAttributes } from "actor-playground";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "actor-playground": React.DetailedHTMLProps<React.HTMLAttributes<ActorPlayground>, ActorPlayground> & ActorPlaygroundAttributes;
    }
  }
}
