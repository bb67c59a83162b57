// This file and wasm/protocol.go are the two sides of one protocol and have the same shape: change both. stage-protocol.ts has what is for stages.

import type { StageExports } from "./stage-protocol";

/** The global that the client leaves its side of the boundary under. */
export const HOST = "actor-playground:host";

/** That side: what package boundary finds there. */
export interface Host {
  ready(buildId: string): void;
  readonly functions: Readonly<Record<string, ControlFunction>>;
}

/** What the module registers for control calls. An object is an error to be thrown. */
export type ControlFunction = (...args: readonly ControlValue[]) => ControlValue | { readonly code: string; readonly message: string };
export type ControlValue = string | number | boolean;

/**
 * An outcome is how a call ended, in one number: an answer, which is 0 where there is nothing to say, or REFUSAL + a
 * code. Answers are less than REFUSAL, be they int32 or handles.
 */
export type Outcome = number;

export const REFUSAL = 2 ** 32;

/** Why a call was refused, at the index of its code. */
export const REASONS = [
  "pending", // no refusal: the outcome comes through the outbox, under the call's ticket
  "full", // trySet: no slot is free
  "stopped", // the actor was stopped, or there is none of that handle
  "failed", // the actor's handler, or the program, has a bug
  "no-reply", // the handler returned without an answer
  "not-int32", // the value is none; nothing was sent
  "bad-capacity", // the capacity is not whole or not 1 to MOST_CAPACITY; no actor was started
  "bad-executor", // no such executor, or a step of an actor that is not manual
  "too-many", // no more actors fit into the program's table
] as const;

export type Reason = (typeof REASONS)[number];

export const PENDING: Outcome = REFUSAL;

/** The executors that an actor can be started with. */
export const BY_CALLER = 0;
export const BY_HAND = 1;

export const MOST_CAPACITY = 65536; // slots, as in the stage's scripts

/** A settlement is one entry of the outbox: two float64, the ticket and the outcome. */
export const SETTLEMENT_NUMBERS = 2;

/** The stats are so many float64, in the order of Stats. */
export const STATS = [
  "depth",
  "capacity",
  "waiting",
  "busy",
  "admitted",
  "received",
  "handled",
  "dropped",
  "withdrawn",
  "rejected",
  "replied",
  "abandoned",
] as const;

/** A handle stands for an actor in the module. 0 is no actor's. */
export type Handle = number;

/** The exported functions; see wasm/actors.go and wasm/outbox.go. Addresses are to be read unsigned: address >>> 0. */
export interface Exports extends StageExports {
  actorStart(capacity: number, executor: number): Outcome; // the handle
  actorSet(handle: Handle, value: number, ticket: number): Outcome;
  actorTrySet(handle: Handle, value: number): Outcome;
  actorGet(handle: Handle, ticket: number): Outcome;
  actorStep(handle: Handle): Outcome;
  actorStop(handle: Handle, ticket: number): Outcome;
  actorFree(handle: Handle): void;
  actorStats(handle: Handle): number;
  actorCount(): number;
  goroutineCount(): number;
  labRounds(rounds: number, sets: number): number; // see wasm/lab.go
  outboxTake(): number;
  outboxAddress(): number;
}
