import { describe, expect, test } from "vitest";
import { contract } from "#shared/contract/index.ts";
import { ask } from "../hosts/serve-fixture.ts";
import { BODIES, filledDesk, nameOf, pathOf, PROCEDURES } from "./procedures.ts";
import { BEARER, startRealHost, typedError } from "./real-host.ts";

const BIG = "x".repeat(1024 * 1024);

/** Values of every kind, of which a property takes one kind at most. */
const WRONG: readonly unknown[] = [
  null,
  0,
  1.5,
  8_640_000_000_000_001,
  "",
  "no such thing",
  "\0\ud800",
  ["no such thing"],
  Array.from({ length: 1000 }, (_, at) => `tag ${at}`),
  {},
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'),
];

const isPolluted = () => "polluted" in {};

describe("ids that name nothing", () => {
  const UNKNOWN = [
    "unknown",
    "a%2Fb",
    "%2E%2E%2F%2E%2E%2Fetc%2Fpasswd",
    "%00",
    "%E0%A4%A",
    encodeURIComponent("Grüße 😀"),
    "x".repeat(129),
    "x".repeat(8000),
    "__proto__",
    "constructor",
    encodeURIComponent("' OR 1=1 --"),
    encodeURIComponent('{"$ne":null}'),
  ];
  const withIds = PROCEDURES.filter(({ path }) => path.includes("{"));

  test("there are procedures with ids", () => {
    expect(withIds.length).toBeGreaterThan(20);
  });

  test("are told as not found or not valid by every procedure, and change nothing", async () => {
    const host = await startRealHost();
    const ids = await filledDesk(host);
    const before = host.writes();
    const wrong: string[] = [];
    for (const procedure of withIds) {
      const names = Array.from(procedure.path.matchAll(/\{(\w+)\}/gu), ([, name]) => name ?? "");
      const resource = procedure.path.split("/")[1] ?? "";
      for (const name of names) {
        for (const id of UNKNOWN) {
          const path = pathOf(procedure, { ...ids, [name === "id" ? resource : name]: id });
          const answer = await host.rest(
            procedure.method,
            path,
            BODIES[nameOf(procedure)] ?? (procedure.method === "GET" ? undefined : {}),
          );
          const told = typedError(answer);
          if (
            !["404 PD_DESK_NOT_FOUND", "400 PD_INPUT_INVALID", "400 PD_MAIL_UNREADABLE", "409 PD_TEAM_NONE"].includes(
              told,
            )
          )
            wrong.push(`${nameOf(procedure)} ${name}=${id.slice(0, 40)}: ${told}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(host.writes()).toBe(before);
  });
});

describe("properties of the wrong type", () => {
  test("each procedure with a body is known here", () => {
    const bodiless = [
      "DELETE /account/devices/{deviceId}",
      "DELETE /account/sessions/{sessionId}",
      "DELETE /devices/{id}",
      "DELETE /invitations/{id}",
      "DELETE /macros/{id}",
      "DELETE /mail-templates/{id}",
      "DELETE /snippets/{id}",
      "DELETE /step-comments/{id}",
      "DELETE /tasks/{id}",
      "DELETE /properties/{id}",
      "DELETE /sla-policies/{id}",
      "DELETE /teams/{id}",
      "POST /team/sync",
      "POST /team/ended/dismiss",
      "DELETE /users/{id}/tokens/{tokenId}",
      "DELETE /webhook-secrets/{name}",
      "DELETE /work-calendars/{id}",
      "DELETE /views/{id}",
      "DELETE /workflows/{id}",
      "DELETE /workflows/{id}/draft",
      "POST /account/join-links",
      "POST /account/sessions/end-others",
      "POST /accounts/{id}/deactivate",
      "POST /accounts/{id}/reactivate",
      "POST /accounts/{id}/sign-out",
      "POST /accounts/{id}/totp/remove",
      "POST /accounts/{id}/unlock",
      "POST /automations/pause",
      "POST /host/promote",
      "POST /host/hand-back",
      "POST /bulk-changes/{id}/cancel",
      "POST /bulk-changes/{id}/undo",
      "POST /channels/{id}/check",
      "POST /channels/{id}/messages",
      "POST /contact-imports",
      "POST /contact-imports/preview",
      "POST /contacts/{id}/unmerge",
      "POST /data/work/cancel",
      "POST /imports",
      "POST /imports/cancel",
      "POST /outbox/{id}/cancel",
      "POST /outbox/{id}/release",
      "POST /outbox/{id}/send",
      "POST /pipelines/{id}/discard",
      "POST /properties/{id}/archive",
      "POST /properties/{id}/restore",
      "POST /pipelines/{id}/stages/{stageId}/undo-kind",
      "POST /pipelines/{id}/undo-remove",
      "POST /runs/{id}/retry",
      "POST /runs/{id}/skip",
      "POST /history-offers/{id}/dismiss",
      "POST /tickets/{id}/read",
      "POST /tickets/{id}/unmerge",
      "POST /tickets/{id}/workflows/{workflowId}/resume",
      "POST /uploads",
      "POST /users/{id}/come-back",
      "POST /users/{id}/leave",
      "POST /webhook-requests/{id}/cancel",
      "POST /webhook-requests/{id}/retry",
      "POST /workflows/{id}/enrol-existing",
      "POST /workflows/{id}/move-runs",
      "POST /workflows/{id}/revisions/{revision}/restore",
      "PUT /pipelines/{id}/stages/{stageId}/workflow",
    ];
    const changing = PROCEDURES.filter(({ method }) => method !== "GET").map(nameOf);
    expect(changing.filter((name) => !bodiless.includes(name)).toSorted()).toEqual(Object.keys(BODIES).toSorted());
  });

  test("are refused with a typed error and nothing changed, or taken whole", async () => {
    const host = await startRealHost();
    const ids = await filledDesk(host);
    const broken: string[] = [];
    for (const [name, good] of Object.entries(BODIES)) {
      const [method = "", route = ""] = name.split(" ");
      const path = pathOf({ method, path: route }, ids);
      const bodies = Object.entries(good).flatMap(([property, value]) =>
        [...WRONG, ...(typeof value === "string" ? [BIG] : [])].map((wrong) => ({ ...good, [property]: wrong })),
      );
      bodies.push(
        { ...good, unknown: 1 },
        JSON.parse(`{"__proto__": {"polluted": 1}, ${JSON.stringify(good).slice(1)}`),
      );
      for (const body of bodies) {
        const before = host.writes();
        const answer = await host.rest(method, path, body);
        if (answer.status < 400) {
          // Work on many tickets goes on behind its answer.
          await expect.poll(() => host.desk.core.context.background.all(), { timeout: 30_000 }).toEqual([]);
          continue;
        }
        typedError(answer);
        const what = `${name} ${JSON.stringify(body).slice(0, 200)}`;
        if (answer.status >= 500) broken.push(`${what}: ${answer.status}`);
        if (host.writes() !== before) broken.push(`${what}: changed something`);
      }
    }
    expect({ broken, polluted: isPolluted() }).toEqual({ broken: [], polluted: false });
    // Whatever was taken, the desk can still be shown.
    const lists = ["/tickets", "/pipelines", "/channels", "/workflows", "/contacts", "/conversations", "/stage-counts"];
    for (const list of lists) await host.get(list);
    await host.get(`/tickets/${ids["tickets"] ?? ""}/record`);
  });

  test("an unknown property is refused by its name", async () => {
    const host = await startRealHost();
    const ids = await filledDesk(host);
    const before = host.writes();
    const told = [];
    for (const name of [
      "PATCH /tickets/{id}",
      "PATCH /pipelines/{id}",
      "PATCH /channels/{id}",
      "PATCH /workflows/{id}",
      "POST /tickets/{id}/move",
    ]) {
      const [method = "", route = ""] = name.split(" ");
      const answer = await host.rest(method, pathOf({ method, path: route }, ids), {
        ...BODIES[name],
        prority: "high",
      });
      told.push([typedError(answer), JSON.stringify(answer.json).includes("prority")]);
    }
    expect(new Set(told.map(String))).toEqual(new Set(["400 PD_INPUT_INVALID,true"]));
    expect(host.writes()).toBe(before);
  });
});

describe("bodies that can't be read", () => {
  const bodies: Record<string, string | Uint8Array> = {
    cut: '{"subject": "x"',
    "two objects": '{"subject":"x"}{}',
    list: "[]",
    null: "null",
    text: '"x"',
    number: "1e999",
    "no JSON": "subject=x",
    "a comment": '{/**/"subject":"x"}',
    "not UTF-8": Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
    "UTF-16": Buffer.from('{"subject":"x"}', "utf16le"),
    "a hundred thousand brackets": `{"subject":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
    "a hundred thousand braces": `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
  };

  test("are refused and change nothing", async () => {
    const host = await startRealHost();
    const ids = await filledDesk(host);
    const before = host.writes();
    const told: Record<string, string> = {};
    for (const [name, body] of Object.entries(bodies))
      told[name] = typedError(await host.rest("PATCH", `/tickets/${ids["tickets"] ?? ""}`, body));
    expect(told).toEqual(Object.fromEntries(Object.keys(bodies).map((name) => [name, "400 PD_INPUT_INVALID"])));
    expect(host.writes()).toBe(before);
  });

  test("too large, with their length told or not", async () => {
    const host = await startRealHost();
    const ids = await filledDesk(host);
    const path = `/api/v1/tickets/${ids["tickets"] ?? ""}`;
    const before = host.writes();
    const body = JSON.stringify({ subject: "x".repeat(9 * 1024 * 1024) });
    const told = await host.rest("PATCH", path.slice("/api/v1".length), body);
    const untold = await ask(host.port, path, {
      method: "PATCH",
      headers: { ...BEARER, "transfer-encoding": "chunked" },
      body,
    });
    expect([told, untold].map(typedError)).toEqual(["413 PD_INPUT_TOO_LARGE", "413 PD_INPUT_TOO_LARGE"]);
    expect(host.writes()).toBe(before);
  });
});

describe("questions", () => {
  test("with limits and cursors that are none are refused by every list", async () => {
    const host = await startRealHost();
    const ids = await filledDesk(host);
    const cursor = (value: unknown) => `cursor=${Buffer.from(JSON.stringify(value)).toString("base64url")}`;
    const questions = [
      ...["0", "-1", "99999", "abc", "1.5", "1e99", "%00", "1;drop", "", "[]"].map((limit) => `limit=${limit}`),
      "limit=1&limit=2",
      "limit[a]=1",
      ...["zzz", "%00", "null", "x".repeat(5000)].map((text) => `cursor=${text}`),
      ...[null, 1, "a", [], [1], [1, 2], ["a", "b"], ["a", 1, "b"], ["__proto__", 1, "x"], { key: 1, id: "x" }].map(
        cursor,
      ),
    ];
    const lists = [
      "/tickets",
      "/conversations",
      "/contacts",
      "/activities",
      "/tickets/{id}/activities",
      "/conversations/{id}/messages",
    ];
    const taken: string[] = [];
    for (const path of lists.map((list) => pathOf({ method: "GET", path: list }, ids))) {
      for (const question of questions) {
        const told = typedError(await host.rest("GET", `${path}?${question}`));
        if (told !== "400 PD_INPUT_INVALID") taken.push(`${path}?${question}: ${told}`);
      }
    }
    expect(taken).toEqual([]);
  });

  test("a cursor of another list is not taken for one of this", async () => {
    const host = await startRealHost();
    for (const messageId of ["a@example.com", "b@example.com"]) await host.desk.receive({ messageId, from: messageId });
    const { nextCursor } = await host.get<{ nextCursor: string }>("/tickets?limit=1");
    expect((await host.get<{ items: unknown[] }>(`/tickets?limit=1&cursor=${nextCursor}`)).items.length).toBe(1);
    expect(typedError(await host.rest("GET", `/contacts?cursor=${nextCursor}`))).toBe("400 PD_INPUT_INVALID");
  });

  test("pages go on behind a contact with the longest name", async () => {
    const host = await startRealHost();
    for (const [at, letter] of ["é", "ü", "😀"].entries())
      await host.desk.receive({ messageId: `${at}@example.com`, from: `"${letter.repeat(500)}" <${at}@example.com>` });
    const seen: string[] = [];
    let query = "limit=1";
    for (;;) {
      const page = await host.get<{ items: { address: string }[]; nextCursor: string | null }>(`/contacts?${query}`);
      seen.push(...page.items.map(({ address }) => address));
      if (page.nextCursor === null) break;
      query = `limit=1&cursor=${page.nextCursor}`;
    }
    expect(seen.toSorted()).toEqual(["0@example.com", "1@example.com", "2@example.com"]);
  });

  test("searches for anything find something or nothing", async () => {
    const host = await startRealHost();
    await filledDesk(host);
    const words = [
      '"',
      '" OR "',
      "NEAR(",
      "a AND",
      "^",
      "-",
      "col:x",
      "((((",
      "x".repeat(500),
      "\0",
      "%",
      "'; DROP TABLE tickets; --",
      "😀",
      "\ud800",
      "{}",
    ];
    for (const word of words) await host.get(`/search?q=${encodeURIComponent(word.toWellFormed())}`);
    const refused = [
      "q=",
      `q=${"x".repeat(501)}`,
      "q=a&limit=0",
      "q=a&offset=-1",
      "q=a&kind=all",
      "q[]=a&q[]=b",
      "q[a]=b",
    ];
    const told = [];
    for (const question of ["", ...refused.slice(1)])
      told.push(typedError(await host.rest("GET", `/search?${question}`)));
    expect(new Set(told)).toEqual(new Set(["400 PD_INPUT_INVALID"]));
  });

  test("names of prototypes in the question change nothing", async () => {
    const host = await startRealHost();
    for (const question of [
      "__proto__[polluted]=1",
      "constructor[prototype][polluted]=1",
      "__proto__=1",
      "a[__proto__][polluted]=1",
    ])
      expect((await host.rest("GET", `/tickets?${question}`)).status).toBeLessThan(500);
    expect(isPolluted()).toBe(false);
  });

  test("an address longer than any is refused", async () => {
    const host = await startRealHost();
    expect(typedError(await host.rest("GET", `/search?q=${"x".repeat(20_000)}`))).toBe("431 PD_INPUT_TOO_LARGE");
  });
});

test("the contract is walked whole", () => {
  expect(PROCEDURES.length).toBe(
    Object.values(contract).reduce<number>((count, part) => count + Object.keys(part).length, 0) - 1,
  );
});
