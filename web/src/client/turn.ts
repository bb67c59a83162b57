/** Resolves in a task of its own: what else the thread has to do comes first. A timer would have a page in the background wait for it. */
export function turn(): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
}
