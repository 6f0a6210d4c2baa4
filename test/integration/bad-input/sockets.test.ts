import { expect, test, vi } from "vitest";
import { TicketId } from "#shared/model/ids.ts";
import { clientOver, openSocket } from "../hosts/socket-client.ts";
import { BEARER, startRealHost } from "./real-host.ts";

const FRAMES: readonly (string | Uint8Array)[] = [
  "",
  "garbage",
  "null",
  "[]",
  "{}",
  '{"i":1}',
  '{"i":"1","p":{"u":"/desk/status"}}',
  '{"i":{"a":1},"p":null}',
  '{"i":1,"p":{"u":"orpc://x/__proto__/constructor","b":{"json":{},"meta":[]}}}',
  '{"i":1,"p":{"u":"orpc://x/tickets/get","b":{"json":{"__proto__":{"polluted":1}},"meta":[[0,"__proto__","polluted"],[9,"a"]]}}}',
  '{"i":1,"t":99,"p":{}}',
  `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`,
  "x".repeat(1024 * 1024),
  new Uint8Array([0xff, 0xfe, 0]),
  new Uint8Array(100_000),
];

test("frames that say nothing end nothing: others go on, and so does whoever sent them, or connects again", async () => {
  // The RPC library tells each on the console.
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const host = await startRealHost();
  const id = TicketId.parse((await host.desk.receive({ messageId: "first@example.com" })).ticketId);
  const url = `ws://127.0.0.1:${host.port}/rpc`;
  const connect = async () => {
    const { socket } = await openSocket(url, { headers: BEARER });
    if (!socket) throw new Error("refused");
    return socket;
  };
  const other = clientOver(await connect());
  const before = host.writes();
  for (const frame of FRAMES) {
    const socket = await connect();
    socket.send(frame);
    // An answer after it shows that the frame was worked off.
    expect((await other.tickets.get({ id })).id).toBe(id);
    socket.close();
  }
  const again = clientOver(await connect());
  expect((await again.tickets.get({ id })).id).toBe(id);
  said.mockRestore();
  expect([host.writes() === before, "polluted" in {}]).toEqual([true, false]);
});
