/** Says once in an OpenAPI document what every operation would say for itself. */
import { STATUS_CODES } from "node:http";
import type { OpenAPI } from "@orpc/openapi";

type Json = { [name: string]: unknown };

/** Refusals, which every operation has in the same words, get a name by their status, as `NotFound`. */
export function shareRefusals(document: OpenAPI.Document): OpenAPI.Document {
  const names = new Map<string, string>();
  const shared: Json = {};
  for (const operation of operationsOf(document)) {
    const { responses } = operation;
    if (!isObject(responses)) continue;
    for (const [status, response] of Object.entries(responses)) {
      if (Number(status) < 400) continue;
      const text = JSON.stringify(response);
      const name = names.get(text) ?? freeName(STATUS_CODES[status] ?? `Status ${status}`, shared);
      names.set(text, name);
      shared[name] = response;
      responses[status] = { $ref: `#/components/responses/${name}` };
    }
  }
  return { ...document, components: { ...document.components, responses: shared as never } };
}

/** Schemas that nothing leads to are left out, also where only such lead to them. */
export function withoutUnused(document: OpenAPI.Document): OpenAPI.Document {
  const schemas = document.components?.schemas ?? {};
  const used = new Set<string>();
  const visit = (value: unknown) => {
    for (const [, name = ""] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/gu)) {
      if (used.has(name)) continue;
      used.add(name);
      visit(schemas[name] ?? {});
    }
  };
  visit([document.paths, document.components?.responses]);
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
  return { ...document, components: { ...document.components, schemas: kept } };
}

function operationsOf({ paths }: OpenAPI.Document): Json[] {
  return Object.values(paths ?? {})
    .flatMap((path): unknown[] => Object.values(path ?? {}))
    .filter(isObject);
}

function freeName(title: string, taken: Json): string {
  const wanted = title.replaceAll(/[^A-Za-z0-9]/gu, "");
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wanted : `${wanted}${count}`;
    if (!(name in taken)) return name;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}
