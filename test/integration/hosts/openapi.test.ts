import { isContractProcedure, type AnyContractRouter } from "@orpc/contract";
import { expect, test } from "vitest";
import { createOpenApiDocument } from "#main/hosts/http/rest/openapi-document.ts";
import { contract } from "#shared/contract/index.ts";
import { ask, BEARER, startHost } from "./serve-fixture.ts";

/** What took tools minutes had ten times that. */
const MAX_CHARACTERS = 560_000;

type Json = { readonly [name: string]: Json };
const document = JSON.parse(await createOpenApiDocument("1.2.3")) as Json;

/** `GET /tickets/{id}` of every procedure of the contract. */
function addressesOf(part: AnyContractRouter): string[] {
  if (isContractProcedure(part)) return [`${part["~orpc"].route.method} ${part["~orpc"].route.path}`];
  return Object.values(part).flatMap((child) => addressesOf(child as AnyContractRouter));
}

function operations(): [address: string, operation: Json][] {
  return Object.entries(document["paths"] ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Json] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );
}

/** Where a response is said elsewhere, what is said there. */
function resolved(response: Json): Json {
  const name = textOf(response["$ref"]).split("/").at(-1) ?? "";
  return document["components"]?.["responses"]?.[name] ?? response;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function everyValue(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? [value, ...Object.values(value).flatMap(everyValue)] : [value];
}

test("every procedure of the contract has its operation, and nothing else has", () => {
  expect(
    operations()
      .map(([address]) => address)
      .toSorted(),
  ).toEqual(addressesOf(contract).toSorted());
});

test("the host answers with it", async () => {
  const { port } = await startHost();
  expect((await ask(port, "/api/v1/openapi.json", { headers: BEARER })).json).toEqual(document);
});

test("it says what it is, where, and how to be let in", () => {
  expect({ openapi: document["openapi"], servers: document["servers"], security: document["security"] }).toEqual({
    openapi: "3.1.1",
    servers: [{ url: "/api/v1" }],
    security: [{ bearer: [] }],
  });
  expect(document["components"]?.["securitySchemes"]?.["bearer"]).toMatchObject({ type: "http", scheme: "bearer" });
});

test("every reference leads somewhere, and everything that has a name is referred to", () => {
  const references = everyValue(document).flatMap((value) =>
    typeof value === "object" && value !== null && "$ref" in value ? [String(value.$ref)] : [],
  );
  const targets = ["schemas", "responses"].flatMap((kind) =>
    Object.keys(document["components"]?.[kind] ?? {}).map((name) => `#/components/${kind}/${name}`),
  );
  expect(new Set(references)).toEqual(new Set(targets));
});

test("it is small enough for every tool: what is said more than once has a name", () => {
  expect(JSON.stringify(document).length).toBeLessThan(MAX_CHARACTERS);
});

test("trees name themselves: a step within a branch is a step, a group within a filter is a filter", () => {
  const schemas = document["components"]?.["schemas"] ?? {};
  const isWithin = (name: string) => JSON.stringify(schemas[name]).includes(`"#/components/schemas/${name}"`);
  expect([isWithin("Step"), isWithin("Filter")]).toEqual([true, true]);
});

test("every operation has its own id, a summary, a tag, a success, all typed errors, and its parameters in the path", () => {
  const ids = operations().map(([, operation]) => textOf(operation["operationId"]));
  expect(new Set(ids).size).toBe(ids.length);
  for (const [address, operation] of operations()) {
    const parameters = Object.values(operation["parameters"] ?? {}).filter(
      (parameter) => textOf(parameter["in"]) === "path",
    );
    const responses = Object.entries(operation["responses"] ?? {}).map(
      ([status, response]) => [status, resolved(response)] as const,
    );
    const statuses = responses.map(([status]) => status);
    expect({
      address,
      summary: typeof operation["summary"],
      tags: Object.values(operation["tags"] ?? {}).length,
      successes: statuses.filter((status) => status.startsWith("2")).length,
      errors: statuses.filter((status) => !status.startsWith("2")),
      parameters: parameters.map((parameter) => `{${textOf(parameter["name"])}}`),
      described: responses.every(([, response]) => /[A-Z]/u.test(textOf(response["description"]))),
    }).toEqual({
      address,
      summary: "string",
      tags: 1,
      successes: 1,
      errors: ["400", "401", "403", "404", "409", "413", "500", "503"],
      parameters: address.match(/\{\w+\}/gu) ?? [],
      described: true,
    });
  }
});

test("mail and files are bytes, not JSON; no schema is one that nothing fits", () => {
  const body = (address: string) =>
    Object.keys(Object.fromEntries(operations())[address]?.["requestBody"]?.["content"] ?? {});
  const answer = (address: string) =>
    Object.keys(resolved(Object.fromEntries(operations())[address]?.["responses"]?.["200"] ?? {})["content"] ?? {});
  expect({
    ingest: body("POST /channels/{id}/messages"),
    upload: body("POST /imports"),
    move: body("POST /tickets/{id}/move"),
    raw: answer("GET /messages/{id}/raw"),
    attachment: answer("GET /messages/{id}/attachments/{blobId}"),
    live: answer("GET /live"),
  }).toEqual({
    ingest: ["message/rfc822"],
    upload: ["multipart/form-data"],
    move: ["application/json"],
    raw: ["application/octet-stream"],
    attachment: ["application/octet-stream"],
    live: ["text/event-stream"],
  });
  const impossible = everyValue(document).filter(
    (value) => typeof value === "object" && value !== null && "not" in value && JSON.stringify(value.not) === "{}",
  );
  expect(impossible).toEqual([]);
});
