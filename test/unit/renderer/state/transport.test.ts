import { describe, expect, test } from "vitest";
import { PORT_MESSAGE, type PortEvent, type PortWindow, receivePorts } from "#renderer/state/transport.ts";

/** A window that messages can be posted to as the preload script does it, or as somebody else would. */
function fakeWindow() {
  const listeners: ((event: PortEvent) => void)[] = [];
  const target: PortWindow = { addEventListener: (_type, listener) => void listeners.push(listener) };
  const post = (data: unknown, port: MessagePort | null, source: unknown = target) => {
    const ports = port === null ? [] : [port];
    for (const listener of listeners) listener({ data, ports, source: source as PortEvent["source"] });
  };
  return { target, post };
}

const hello = { type: PORT_MESSAGE, protocol: 1 };

/** True where the transport talks over the given channel: what its link sends arrives at the other end. */
async function talksOver(transport: { link: { call: Function } }, other: MessagePort): Promise<boolean> {
  const arrived = new Promise<boolean>((resolve) => {
    other.addEventListener("message", () => resolve(true), { once: true });
    other.start();
  });
  const call: Promise<unknown> = transport.link.call(["desk", "status"], undefined, { context: {} });
  call.catch(() => undefined);
  return arrived;
}

describe("ports from the preload script", () => {
  test("a port that came before it was asked for is taken, each port once", async () => {
    const { target, post } = fakeWindow();
    const open = receivePorts(target);
    const [first, second] = [new MessageChannel(), new MessageChannel()];
    post(hello, first.port1);
    const one = await open();
    const waiting = open();
    post(hello, second.port1);
    const two = await waiting;
    expect([await talksOver(one, first.port2), await talksOver(two, second.port2)]).toEqual([true, true]);
    one.close();
    two.close();
  });

  test("of two ports that came, the newer counts: the older belongs to a core that is gone", async () => {
    const { target, post } = fakeWindow();
    const open = receivePorts(target);
    const [old, fresh] = [new MessageChannel(), new MessageChannel()];
    post(hello, old.port1);
    post(hello, fresh.port1);
    const transport = await open();
    expect(await talksOver(transport, fresh.port2)).toBe(true);
    transport.close();
    old.port1.close();
  });

  test("messages of other windows, of other kinds and without a port are passed over", async () => {
    const { target, post } = fakeWindow();
    const open = receivePorts(target);
    const [strange, right] = [new MessageChannel(), new MessageChannel()];
    const waiting = open();
    post(hello, strange.port1, {});
    post({ type: "other" }, strange.port1);
    post("pipedesk:port", strange.port1);
    post(hello, null);
    post(hello, right.port1);
    const transport = await waiting;
    expect(await talksOver(transport, right.port2)).toBe(true);
    transport.close();
    strange.port1.close();
  });

  test("closing a transport settles its end and fails the calls that wait on it", async () => {
    const { target, post } = fakeWindow();
    const open = receivePorts(target);
    const { port1 } = new MessageChannel();
    post(hello, port1);
    const transport = await open();
    const call = transport.link.call(["desk", "status"], undefined, { context: {} });
    const failed = call.then(
      () => false,
      () => true,
    );
    transport.close();
    await transport.closed;
    expect(await failed).toBe(true);
  });
});
