import { connect } from "node:net";
import { once } from "node:events";
import { expect, test, vi } from "vitest";
import { TicketId } from "#shared/model/ids.ts";
import { ask } from "../hosts/serve-fixture.ts";
import { clientOver, openSocket } from "../hosts/socket-client.ts";
import { WHOLE } from "./hostile-mails.ts";
import { BODIES, filledDesk, nameOf, pathOf, PROCEDURES } from "./procedures.ts";
import { BEARER, startRealHost, typedError } from "./real-host.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];

/** Ways to ask without being let in, and what each is told. */
const STRANGERS: Readonly<Record<string, { headers: Record<string, string>; told: string }>> = {
  "no token": { headers: {}, told: "401 PD_ACCESS_TOKEN" },
  "a wrong token": { headers: { authorization: "Bearer wrong" }, told: "401 PD_ACCESS_TOKEN" },
  "the token and more": { headers: { authorization: `${BEARER.authorization}x` }, told: "401 PD_ACCESS_TOKEN" },
  "an empty token": { headers: { authorization: "Bearer " }, told: "401 PD_ACCESS_TOKEN" },
  "another scheme": {
    headers: { authorization: BEARER.authorization.replace("Bearer", "Basic") },
    told: "401 PD_ACCESS_TOKEN",
  },
  "another origin": { headers: { ...BEARER, origin: "https://evil.example" }, told: "403 PD_ACCESS_ORIGIN" },
  "the origin null": { headers: { ...BEARER, origin: "null" }, told: "403 PD_ACCESS_ORIGIN" },
  "another host": { headers: { ...BEARER, host: "evil.example" }, told: "403 PD_ACCESS_ORIGIN" },
  "another port": { headers: { ...BEARER, host: "127.0.0.1:1" }, told: "403 PD_ACCESS_ORIGIN" },
};

test("whoever may not ask is told so by every procedure, and changes nothing", async () => {
  const host = await startRealHost();
  const ids = await filledDesk(host);
  const before = host.writes();
  const wrong: string[] = [];
  for (const [who, { headers, told }] of Object.entries(STRANGERS)) {
    for (const procedure of PROCEDURES) {
      const body = procedure.path.endsWith("/messages") ? WHOLE : JSON.stringify(BODIES[nameOf(procedure)] ?? {});
      const answer = await ask(host.port, `/api/v1${pathOf(procedure, ids)}`, {
        method: procedure.method,
        headers: { "content-type": "application/json", ...headers },
        ...(procedure.method === "GET" ? {} : { body }),
      });
      if (typedError(answer) !== told) wrong.push(`${who}: ${nameOf(procedure)} ${typedError(answer)}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(host.writes()).toBe(before);
});

/** Whether a path leads to this route as well: `order` may be the id of a stage. */
function fits(route: string, path: string): boolean {
  const [wanted, given] = [route.split("/"), path.split("/")];
  return wanted.length === given.length && wanted.every((part, at) => part === given[at] || part.startsWith("{"));
}

test("a method that an address does not have is told with those that it has, and changes nothing", async () => {
  const host = await startRealHost();
  const ids = await filledDesk(host);
  const before = host.writes();
  const wrong: string[] = [];
  for (const path of new Set(PROCEDURES.map(({ path: route }) => route))) {
    const known = PROCEDURES.filter((procedure) => fits(procedure.path, path)).map(({ method }) => method);
    for (const method of METHODS.filter((candidate) => !known.includes(candidate))) {
      const answer = await host.rest(method, pathOf({ method, path }, ids), {});
      const allowed = String(answer.headers["allow"]).split(", ").toSorted().join();
      if (typedError(answer) !== "405 PD_DESK_NOT_FOUND" || allowed !== known.toSorted().join())
        wrong.push(`${method} ${path}: ${answer.status} ${allowed}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(host.writes()).toBe(before);
});

test("addresses of nothing are told as such", async () => {
  const host = await startRealHost();
  const told = [];
  for (const path of [
    "",
    "/",
    "/nothing",
    "/tickets/a/b/c",
    "/../status",
    "/%2e%2e/status",
    "//tickets",
    "/tickets//x",
    "/TICKETS",
    "/tickets.json",
    "/__proto__",
    "/constructor",
  ])
    told.push(typedError(await host.rest("GET", path)));
  expect(new Set(told)).toEqual(new Set(["404 PD_DESK_NOT_FOUND"]));
});

test("what is no HTTP gets a typed answer and no more", async () => {
  const host = await startRealHost();
  const socket = connect(host.port, "127.0.0.1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.end("GIVE me the desk\r\n\r\n");
  await once(socket, "close");
  const [head = "", body = ""] = Buffer.concat(chunks).toString().split("\r\n\r\n");
  expect([head.split("\r\n")[0], typedError({ status: 400, json: JSON.parse(body) as unknown })]).toEqual([
    "HTTP/1.1 400 Bad Request",
    "400 PD_INPUT_INVALID",
  ]);
});

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
  const open = async () => {
    const { socket } = await openSocket(url, { headers: BEARER });
    if (!socket) throw new Error("refused");
    return socket;
  };
  const other = clientOver(await open());
  const before = host.writes();
  for (const frame of FRAMES) {
    const socket = await open();
    socket.send(frame);
    // An answer after it shows that the frame was worked off.
    expect((await other.tickets.get({ id })).id).toBe(id);
    socket.close();
  }
  const again = clientOver(await open());
  expect((await again.tickets.get({ id })).id).toBe(id);
  said.mockRestore();
  expect([host.writes() === before, "polluted" in {}]).toEqual([true, false]);
});
