import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { ask, BEARER, jsonBody, startHost, type Answer } from "./serve-fixture.ts";
import { digest, STATUS, TICKET } from "./tiny-core.ts";

/** The body of an error answer; `rest` is its data beside the code. */
function failure(code: string, status: number, message: string, data: Record<string, unknown>) {
  return { defined: true, code, status, message, data };
}
const notHere = (status: number, message: string) =>
  failure("NOT_FOUND", status, message, { code: "PD_DESK_NOT_FOUND", what: "address" });
const invalidBody = (message: string) =>
  failure("INVALID", 400, message, { code: "PD_INPUT_INVALID", issues: [{ path: "", message }] });
const invalidInput = (...issues: { path: string; message: string }[]) =>
  failure("INVALID", 400, "The input is not valid.", { code: "PD_INPUT_INVALID", issues });
const internal = failure(
  "INTERNAL",
  500,
  "Something went wrong inside Pipedesk. Nothing was half-done; the log has the details.",
  { code: "PD_INTERNAL" },
);

describe("input", () => {
  test("a query string is read by the types of the contract", async () => {
    const { port } = await startHost();
    const seen = async (path: string) => {
      const { json } = await ask(port, `/api/v1/${path}`, { headers: BEARER });
      return JSON.parse((json as { nextCursor: string }).nextCursor) as unknown;
    };
    expect(await seen("tickets?limit=10&pipelineId=p1&cursor=a%20b")).toEqual({
      limit: 10,
      pipelineId: "p1",
      cursor: "a b",
    });
    expect(await seen("tickets")).toEqual({ limit: 50 });
    expect(await seen("conversations?hasTicket=false")).toEqual({ limit: 50, hasTicket: false });
    expect(await seen("conversations?hasTicket=true&limit=200")).toEqual({ limit: 200, hasTicket: true });
    const search = await ask(port, "/api/v1/search?q=due&offset=20&limit=5", { headers: BEARER });
    expect((search.json as { items: { id: string }[] }).items.map((item) => JSON.parse(item.id) as unknown)).toEqual([
      { q: "due", offset: 20, limit: 5 },
    ]);
  });

  test.each([
    ["limit=0", { path: "limit", message: "Too small: expected number to be >=1" }],
    ["limit=201", { path: "limit", message: "Too big: expected number to be <=200" }],
    ["limit=ten", { path: "limit", message: "Invalid input: expected number, received NaN" }],
    ["limit=1&limit=2", { path: "limit", message: "Invalid input: expected number, received NaN" }],
    [`stageId=${"s".repeat(129)}`, { path: "stageId", message: "Too big: expected string to have <=128 characters" }],
  ])("a wrong query is refused with where and why: %s", async (query, issue) => {
    const { port } = await startHost();
    const { status, json } = await ask(port, `/api/v1/tickets?${query}`, { headers: BEARER });
    expect([status, json]).toEqual([400, invalidInput(issue)]);
  });

  test("a JSON body is read whatever its content type says, and the address wins over it", async () => {
    const { port } = await startHost();
    for (const contentType of ["application/json", "application/x-www-form-urlencoded", "text/plain", undefined]) {
      const headers = contentType === undefined ? BEARER : { ...BEARER, "content-type": contentType };
      const answer = await ask(port, "/api/v1/tickets/t1", {
        method: "PATCH",
        headers,
        body: '{"id":"t2","subject":"Ünï"}',
      });
      expect([answer.status, answer.json]).toEqual([200, { ...TICKET, subject: "Ünï" }]);
    }
  });

  test.each([
    ["{", "The body is not valid JSON in UTF-8."],
    [Uint8Array.of(0x22, 0xff, 0x22), "The body is not valid JSON in UTF-8."],
    ["[]", "The body must be a JSON object."],
    ['"text"', "The body must be a JSON object."],
    ["null", "The body must be a JSON object."],
  ])("a body that is no JSON object is refused: %s", async (body, message) => {
    const { port } = await startHost();
    const answer = await ask(port, "/api/v1/tickets/t1", { method: "PATCH", headers: BEARER, body });
    expect([answer.status, answer.json]).toEqual([400, invalidBody(message)]);
  });

  test("what is missing or of the wrong type in a body is told by its path", async () => {
    const { port } = await startHost();
    const post = async (body: unknown) =>
      (await ask(port, "/api/v1/tickets/t1/move", { method: "POST", ...jsonBody(body) })).json;
    const noStage = { path: "stageId", message: "Invalid input: expected string, received undefined" };
    expect(await post({})).toEqual(invalidInput(noStage));
    expect((await ask(port, "/api/v1/tickets/t1/move", { method: "POST", headers: BEARER })).json).toEqual(
      invalidInput(noStage),
    );
    expect(await post({ stageId: "s1", properties: { tags: ["a", 2] } })).toEqual(
      invalidInput({ path: "properties.tags.1", message: "Invalid input: expected string, received number" }),
    );
  });

  test("an upload comes as a form", async () => {
    const { origin, port } = await startHost();
    const form = new FormData();
    form.set("file", new File(["From a\n"], "box.mbox"));
    const answer = await fetch(`${origin}/api/v1/imports`, { method: "POST", headers: BEARER, body: form });
    expect([answer.status, await answer.json()]).toEqual([202, { ...STATUS, deskName: "box.mbox 7" }]);
    const headers = { ...BEARER, "content-type": "multipart/form-data; boundary=x" };
    const broken = await ask(port, "/api/v1/imports", { method: "POST", headers, body: "no form" });
    expect([broken.status, broken.json]).toEqual([400, invalidBody("The form can't be read.")]);
  });

  test("compressed bodies are refused, since their size can't be known before", async () => {
    const { port } = await startHost();
    const headers = { ...BEARER, "content-encoding": "gzip" };
    const { status, json } = await ask(port, "/api/v1/channels/c1/messages", { method: "POST", headers, body: "x" });
    expect([status, json]).toEqual([400, invalidBody('Bodies with the content encoding "gzip" are not accepted.')]);
  });
});

describe("raw mail", () => {
  const everyByte = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);

  test.each([
    "message/rfc822",
    "text/plain",
    "text/plain; charset=utf-16",
    "application/octet-stream",
    "application/json",
    "multipart/form-data; boundary=x",
    undefined,
  ])("stays as it is, byte for byte, with the content type %s", async (contentType) => {
    const { port } = await startHost();
    const headers =
      contentType === undefined
        ? BEARER
        : { ...BEARER, "content-type": contentType, "content-disposition": "attachment" };
    const answer = await ask(port, "/api/v1/channels/c%201/messages", { method: "POST", headers, body: everyByte });
    const expected = {
      status: "imported",
      reason: digest(everyByte),
      ticketId: null,
      conversationId: null,
      messageId: "c 1",
    };
    expect([answer.status, answer.json]).toEqual([201, expected]);
  });

  test("may be empty", async () => {
    const { port } = await startHost();
    const answer = await ask(port, "/api/v1/channels/c1/messages", { method: "POST", headers: BEARER });
    expect([answer.status, (answer.json as { reason: string }).reason]).toEqual([201, digest(new Uint8Array())]);
  });

  test("of a mail is refused where it is said to be over 512 MB, before any of it comes", async () => {
    const { port } = await startHost();
    const headers = { ...BEARER, "content-length": String(512 * 1024 * 1024 + 1) };
    const told = httpRequest({
      host: "127.0.0.1",
      port,
      path: "/api/v1/channels/c1/messages",
      method: "POST",
      headers,
    });
    told.flushHeaders();
    const [answer] = (await once(told, "response")) as [IncomingMessage];
    told.destroy();
    expect(answer.statusCode).toBe(413);
  });

  test("of a mail goes over the disk where it is large or nobody says how large it is", async () => {
    const { port } = await startHost();
    const path = "/api/v1/channels/c1/messages";
    const body = Buffer.alloc(5 * 1024 * 1024, "Subject: x\r\n\r\nHello \xfc");
    for (const headers of [BEARER, { ...BEARER, "transfer-encoding": "chunked" }])
      expect((await ask(port, path, { method: "POST", headers, body })).json).toMatchObject({ reason: digest(body) });
  });

  test("of anything else is refused over 8 MB, said before or found on the way", async () => {
    const [method, path, megabytes] = ["PATCH", "/api/v1/tickets/t1", 8];
    const { port } = await startHost();
    const reason = `At most ${megabytes} MB are accepted here.`;
    const tooLarge = failure("TOO_LARGE", 413, `The body is too large. ${reason}`, {
      code: "PD_INPUT_TOO_LARGE",
      reason,
    });
    const body = Buffer.alloc(megabytes * 1024 * 1024 + 1, 0x20);
    expect(await ask(port, path, { method, headers: BEARER, body })).toMatchObject({ status: 413, json: tooLarge });
    const headers = { ...BEARER, "transfer-encoding": "chunked" };
    expect(await ask(port, path, { method, headers, body })).toMatchObject({ status: 413, json: tooLarge });
    // The limit itself is fine.
    expect((await ask(port, path, { method, headers: BEARER, body: body.subarray(1) })).json).not.toEqual(tooLarge);
  });

  test("is dropped where the connection breaks off in the middle", async () => {
    const host = await startHost();
    const request = httpRequest({
      port: host.port,
      host: "127.0.0.1",
      method: "POST",
      path: "/api/v1/channels/c1/messages",
      headers: { ...BEARER, "content-length": 100 },
    });
    const broken = new Promise((resolve) => request.on("error", resolve));
    request.write("half", () => request.destroy());
    await broken;
    // Still there, and nothing was written down as an accident.
    expect((await ask(host.port, "/api/v1/status", { headers: BEARER })).status).toBe(200);
    expect(host.log).toEqual([]);
  });
});

describe("errors", () => {
  test.each<[string, string, number, unknown]>([
    [
      "GET",
      "/api/v1/tickets/none",
      404,
      failure("NOT_FOUND", 404, 'There is no ticket with the id "none".', {
        code: "PD_DESK_NOT_FOUND",
        what: "ticket",
        id: "none",
      }),
    ],
    ["GET", "/api/v1/nothing", 404, notHere(404, "There is nothing at this address.")],
    ["GET", "/api/v1", 404, notHere(404, "There is nothing at this address.")],
    ["GET", "/api/v1/", 404, notHere(404, "There is nothing at this address.")],
    ["POST", "/api/v1/__proto__/constructor", 404, notHere(404, "There is nothing at this address.")],
    ["DELETE", "/api/v1/tickets/t1", 405, notHere(405, "This address has other methods only.")],
    ["OPTIONS", "/api/v1/tickets", 405, notHere(405, "This address has other methods only.")],
    [
      "GET",
      `/api/v1/tickets/${"i".repeat(129)}`,
      400,
      invalidInput({ path: "id", message: "Too big: expected string to have <=128 characters" }),
    ],
  ])("%s %s answers %i", async (method, path, status, json) => {
    const { port } = await startHost();
    expect(await ask(port, path, { method, headers: BEARER })).toMatchObject({ status, json });
  });

  test("a method that an address doesn't have is told with those that it has", async () => {
    const { port } = await startHost();
    const allowed = async (path: string) =>
      (await ask(port, path, { method: "DELETE", headers: BEARER })).headers.allow;
    expect([await allowed("/api/v1/tickets"), await allowed("/api/v1/tickets/t1/"), await allowed("/")]).toEqual([
      "GET, POST",
      "GET, PATCH",
      "GET, HEAD",
    ]);
  });

  test("[G6] a refused move tells which rule and what would satisfy it", async () => {
    const { port } = await startHost();
    const answer = await ask(port, "/api/v1/tickets/t1/move", { method: "POST", ...jsonBody({ stageId: "s0" }) });
    const data = { code: "PD_RULE_REFUSED", rule: "G1", missing: ["permission"], reason: "backward" };
    expect([answer.status, answer.json]).toEqual([
      409,
      failure("RULE_REFUSED", 409, "Tickets may not move backward here.", data),
    ]);
  });

  test("what nobody meant to throw tells the client nothing, and the log everything", async () => {
    const host = await startHost();
    expect(await ask(host.port, "/api/v1/tickets/boom", { headers: BEARER })).toMatchObject({
      status: 500,
      json: internal,
    });
    expect(await ask(host.port, "/api/v1/tickets/wrong-output", { headers: BEARER })).toMatchObject({
      status: 500,
      json: internal,
    });
    expect(host.log).toEqual([
      { level: "error", message: "tickets.get: unexpected error" },
      { level: "error", message: "tickets.get: unexpected error" },
    ]);
  });
});

describe("downloads", () => {
  const headersOf = ({ headers }: Answer) => ({
    type: headers["content-type"],
    disposition: headers["content-disposition"],
    sniff: headers["x-content-type-options"],
    policy: headers["content-security-policy"],
    other: headers["x-not"],
  });
  const policy = "default-src 'none'; frame-ancestors 'none'; sandbox";

  test("the raw source is a file with the bytes as they came", async () => {
    const { port } = await startHost();
    const answer = await ask(port, "/api/v1/messages/m1/raw", { headers: BEARER });
    expect(answer.body.toString()).toBe("Subject: ü\r\n");
    expect(headersOf(answer)).toEqual({
      type: "message/rfc822",
      disposition: "attachment",
      sniff: "nosniff",
      policy,
      other: undefined,
    });
  });

  test("HTML that a customer attached is never a page, and its name is no path and no header", async () => {
    const { port } = await startHost();
    const answer = await ask(port, `/api/v1/messages/m1/attachments/${"a".repeat(64)}`, { headers: BEARER });
    expect(answer.body.toString()).toBe("<script>alert(1)</script>");
    expect(headersOf(answer)).toEqual({
      type: "text/html",
      disposition: `attachment; filename="_n_code _quoted____.._page.html"; filename*=UTF-8''%C3%9Cn%C3%AFcode%20%22quoted%22___.._page.html`,
      sniff: "nosniff",
      policy,
      other: undefined,
    });
  });
});
