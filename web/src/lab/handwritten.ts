// An actor as one would write it by hand in JavaScript: a bounded mailbox that is awaited at both ends, a loop that receives,
// and a promise for each answer. The lab and the bench measure the module against it. It is no part of the product.

type Command = { readonly value: number } | { readonly reply: (value: number) => void };

export interface HandwrittenActor {
  set(value: number): Promise<void>;
  get(): Promise<number>;
}

/** Starts one that holds 0. set resolves when the value is in the mailbox, get to the answer. */
export function startHandwritten(capacity: number): HandwrittenActor {
  const { send, receive } = mailboxOf<Command>(capacity);
  const run = async (): Promise<never> => {
    let held = 0;
    for (;;) {
      const command = await receive();
      if ("reply" in command) command.reply(held);
      else held = command.value;
    }
  };
  void run();
  return {
    set: (value) => send({ value }),
    get: () => new Promise((reply) => void send({ reply })),
  };
}

/** A queue of at most capacity items. Senders wait while it is full, first in, first out; one receiver, while it is empty. */
function mailboxOf<T>(capacity: number): { send(item: T): Promise<void>; receive(): Promise<T> } {
  const items: T[] = [];
  const senders: (() => void)[] = [];
  let receiver: (() => void) | undefined;
  return {
    async send(item) {
      while (items.length === capacity) await new Promise<void>((admit) => senders.push(admit));
      items.push(item);
      receiver?.();
      receiver = undefined;
    },
    async receive() {
      while (items.length === 0) await new Promise<void>((wake) => (receiver = wake));
      const item = items.shift()!;
      senders.shift()?.();
      return item;
    },
  };
}
