// Fails to compile if the shipped declarations and the sources differ. Nothing runs this.

import * as declaredActor from "./actor.js";
import type * as declaredElement from "./actor-playground.js";
import * as sourceActor from "../src/client/actor";
// Not actor-playground.ts: a page has one type for the tag, and here it is the declared one.
import type * as sourceElement from "../src/element/element";

/** What is public of a class: the private parts of two classes never match. */
type Public<T> = { readonly [K in keyof T]: T[K] };

/** True only if each can stand for the other and neither has a name that the other lacks. */
type Same<A, B> = [A, keyof A] extends [B, keyof B] ? ([B, keyof B] extends [A, keyof A] ? true : false) : false;

function same<A, B>(_sure: Same<A, B>): void {}

// --- actor.js ---

same<keyof typeof declaredActor, keyof typeof sourceActor>(true);
same<typeof declaredActor.startActor, typeof sourceActor.startActor>(true);
same<declaredActor.StartOptions, sourceActor.StartOptions>(true);
same<declaredActor.Actor, sourceActor.Actor>(true);
same<declaredActor.ManualActor, sourceActor.ManualActor>(true);
same<declaredActor.ActorErrorCode, sourceActor.ActorErrorCode>(true);
same<declaredActor.ActorError, sourceActor.ActorError>(true);
same<ConstructorParameters<typeof declaredActor.ActorError>, ConstructorParameters<typeof sourceActor.ActorError>>(true);
same<Public<declaredActor.Stage>, Public<sourceActor.Stage>>(true);
same<Parameters<typeof declaredActor.Stage.create>, Parameters<typeof sourceActor.Stage.create>>(true);
same<keyof typeof declaredActor.Stage, keyof typeof sourceActor.Stage>(true);

// --- actor-playground.js ---

/** What browsers call, and a page doesn't; and what the declarations only say more of. */
type Unsaid = "connectedCallback" | "disconnectedCallback" | "attributeChangedCallback" | "addEventListener" | "removeEventListener";

type Details<Events> = { readonly [K in keyof Events]: Events[K] extends CustomEvent<infer Detail> ? Detail : never };

same<keyof typeof declaredElement, keyof typeof sourceElement>(true);
same<Details<declaredElement.ActorPlaygroundEvents>, sourceElement.ElementEvents>(true);
same<Omit<declaredElement.ActorPlayground, Unsaid>, Omit<sourceElement.ActorPlayground, Unsaid>>(true);
