import { expect, test } from "vitest";
import { createOpenApiDocument } from "#main/hosts/http/rest/openapi-document.ts";
import { BODIES, filledDesk, nameOf, pathOf, type Ids } from "./procedures.ts";
import { startRealHost, typedError } from "./real-host.ts";

/** `PIPEDESK_FUZZ_REQUESTS=5000`, and `PIPEDESK_FUZZ_SEED=2` for others. */
const REQUESTS = Number(process.env["PIPEDESK_FUZZ_REQUESTS"] ?? "150");
/** Thousands take their time. */
const TIMEOUT_MS = 600_000;
const SEED = Number(process.env["PIPEDESK_FUZZ_SEED"] ?? "1");

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Schema = { readonly [name: string]: unknown };
type Operation = {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
};

function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** Nothing that a schema of this API wants. */
const ODD: readonly Json[] = [
  null,
  true,
  -1,
  0,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  8.64e15 + 1,
  "",
  " ",
  "\0",
  "\uD800",
  "x".repeat(70_000),
  "__proto__",
  "constructor",
  "{{ ticket }}",
  "{% for a in (1..1000000) %}x{% endfor %}",
  "../../etc",
  "' OR 1=1",
  [],
  [[]],
  [null],
  {},
  { a: { b: [] } },
  "NaN",
  "2026-05-04T09:00:00Z",
];

/** Values made after the document's own schemas, now and then with something that doesn't fit. */
function maker(
  document: { readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> } },
  seed: number,
  ids: Ids,
) {
  const roll = dice(seed);
  const pick = <One>(from: readonly One[]): One => from[roll(from.length)] as One;
  const known = Object.values(ids);

  function valueOf(schema: Schema, depth = 0): Json {
    if (roll(25) === 0) return pick(ODD);
    const ref = typeof schema["$ref"] === "string" ? schema["$ref"].split("/").at(-1) : undefined;
    if (ref !== undefined) return depth > 14 ? null : valueOf(document.components?.schemas?.[ref] ?? {}, depth + 1);
    if ("const" in schema) return schema["const"] as Json;
    if (Array.isArray(schema["enum"])) return pick(schema["enum"] as Json[]);
    const choices = (schema["anyOf"] ?? schema["oneOf"]) as Schema[] | undefined;
    if (choices) return depth > 14 ? null : valueOf(pick(choices), depth + 1);
    if (Array.isArray(schema["allOf"]))
      return Object.assign({}, ...(schema["allOf"] as Schema[]).map((one) => valueOf(one, depth + 1))) as Json;
    switch (Array.isArray(schema["type"]) ? pick(schema["type"] as string[]) : schema["type"]) {
      case "object": {
        const properties = Object.entries((schema["properties"] ?? {}) as Readonly<Record<string, Schema>>);
        const required = (schema["required"] ?? []) as readonly string[];
        const given = properties.filter(([name]) =>
          required.includes(name) ? roll(30) > 0 : depth < 8 && roll(3) > 0,
        );
        return Object.fromEntries(given.map(([name, of]) => [name, valueOf(of, depth + 1)]));
      }
      case "array":
        return Array.from({ length: depth > 9 ? 0 : roll(3) }, () =>
          valueOf((schema["items"] ?? {}) as Schema, depth + 1),
        );
      case "integer":
      case "number":
        return pick([
          Number(schema["minimum"] ?? 0),
          Number(schema["maximum"] ?? 9),
          roll(100),
          Date.UTC(2026, 4, 4),
          -roll(9),
        ]);
      case "boolean":
        return roll(2) === 0;
      case "null":
        return null;
      case "string":
        return pick([
          ...known,
          "a",
          "Grüße 😀",
          "anna@example.com",
          "t1",
          "s1",
          "x".repeat(Number(schema["minLength"] ?? 1)),
        ]);
      default:
        return pick(ODD);
    }
  }
  return { roll, pick, valueOf };
}

/** These would run on in the background, or reach for what is not on this machine. */
const LEFT_OUT = [
  "POST /imports",
  // They write where they are told to.
  "POST /data/backups",
  "POST /data/restore",
  "POST /data/exports",
  "POST /channels/{id}/check",
  "POST /channels/test",
  "POST /channels/discovery",
  "POST /channels/oauth",
  "POST /start",
  "POST /simulator",
  "GET /live",
];

test(
  "requests made after the OpenAPI document, right and wrong, are taken or refused with a typed error; none is a fault of the desk",
  async () => {
    const host = await startRealHost();
    const ids = await filledDesk(host);
    const document = JSON.parse(await createOpenApiDocument("1")) as Parameters<typeof maker>[0] & {
      readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    };
    const operations = Object.entries(document.paths)
      .flatMap(([path, item]) =>
        Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
      )
      .filter((one) => !LEFT_OUT.includes(nameOf(one)));
    const { roll, pick, valueOf } = maker(document, SEED, ids);
    const faults: string[] = [];
    const statuses = new Map<number, number>();
    for (let request = 0; request < REQUESTS; request += 1) {
      const { path, method, operation } = operations[request % operations.length] ?? pick(operations);
      const query = (operation.parameters ?? [])
        .filter((one) => one.in === "query" && roll(2) === 0)
        .map(
          (one) =>
            `${encodeURIComponent(one.name)}=${encodeURIComponent(
              String(valueOf(one.schema ?? {}))
                .toWellFormed()
                .slice(0, 2000),
            )}`,
        );
      const schema = operation.requestBody?.content?.["application/json"]?.schema;
      const base: Json = (BODIES[nameOf({ method, path })] ?? {}) as Json;
      const made = schema ? valueOf(schema) : undefined;
      // Half of them are right but for one property.
      const isObject = made !== null && typeof made === "object" && !Array.isArray(made);
      const names = isObject ? Object.keys(made) : [];
      const name = names.length > 0 && roll(2) === 0 ? pick(names) : null;
      const body = name === null || !isObject ? made : { ...(base as object), [name]: made[name] };
      const asked = `${pathOf({ method, path }, ids)}${query.length > 0 ? `?${query.join("&")}` : ""}`;
      const answer = await host.rest(method, asked, body);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status < 400) continue;
      typedError(answer);
      if (answer.status >= 500)
        faults.push(
          `${method} ${asked.slice(0, 200)} ${JSON.stringify(body)?.slice(0, 1500)}: ${JSON.stringify(answer.json)}`,
        );
    }
    if (process.env["PIPEDESK_FUZZ_REQUESTS"] !== undefined) console.log(Object.fromEntries(statuses));
    expect(faults.slice(0, 5)).toEqual([]);
    // Some were right: what refuses everything proves nothing.
    expect([...statuses.keys()].some((status) => status < 300)).toBe(true);
    for (const list of ["/tickets", "/pipelines", "/channels", "/workflows", "/contacts", "/conversations"])
      await host.get(list);
  },
  TIMEOUT_MS,
);
