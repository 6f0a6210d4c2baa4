/** Calls of the contract past the page's own code, as a page would make them that somebody took over. Both functions run in the page and may use nothing of this file. */

/** Before the page's scripts: keeps the port that the preload script hands over. */
export function catchPort(): void {
  addEventListener("message", (event) => {
    const [port] = event.ports;
    if (port !== undefined) Object.assign(globalThis, { caughtPort: port, lastCall: 0 });
  });
}

/** @returns the answer; for an error its code */
export async function callByPort({ procedure, input }: { procedure: string; input: unknown }): Promise<unknown> {
  const page = globalThis as unknown as { caughtPort: MessagePort; lastCall: number };
  page.lastCall += 1;
  const id = `taken-over-${page.lastCall}`;
  type Answer = { i: string; p?: { s?: number; b?: { json?: { code?: string } } } };
  const answer = await new Promise<Answer>((resolve) => {
    const listen = ({ data }: MessageEvent<unknown>): void => {
      if (typeof data !== "string") return;
      const message = JSON.parse(data) as Answer;
      if (message.i !== id) return;
      page.caughtPort.removeEventListener("message", listen);
      resolve(message);
    };
    page.caughtPort.addEventListener("message", listen);
    page.caughtPort.postMessage(JSON.stringify({ i: id, p: { u: `/${procedure}`, b: { json: input } } }));
  });
  const { s: status = 200, b: body } = answer.p ?? {};
  return status < 400 ? body?.json : (body?.json?.code ?? status);
}
