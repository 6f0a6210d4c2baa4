import {
  fillWithDefaultSettings,
  type MangoQuery,
  normalizeMangoQuery,
  now,
  prepareQuery,
  type PreparedQuery,
  type RxDocumentData,
  type RxJsonSchema,
} from "rxdb";
import type { Json } from "./random-documents.ts";

export type TestDocument = { id: string; [name: string]: Json };
export type StoredDocument = RxDocumentData<TestDocument>;
export type TestSchema = RxJsonSchema<StoredDocument>;

const text = { type: "string", maxLength: 40 } as const;

/** A schema with scalar indexes, a nested one and a compound one, and free-form properties beside them. */
export function testSchema(changes: Record<string, unknown> = {}): TestSchema {
  const schema = {
    version: 0,
    type: "object",
    primaryKey: "id",
    properties: {
      id: text,
      name: text,
      amount: { type: "integer", minimum: 0, maximum: 100, multipleOf: 1 },
      flag: { type: "boolean" },
      place: { type: "object", properties: { city: text, zip: { type: "number" } } },
      note: { type: "string" },
      level: {},
      tags: { type: "array", items: { type: "string" } },
      scores: { type: "array", items: { type: "number" } },
      people: { type: "array", items: { type: "object" } },
      deep: { type: "object" },
      mixed: {},
    },
    required: ["id", "name", "amount", "flag", "place"],
    indexes: ["name", "amount", ["flag", "amount"], "place.city", ["name", "place.city"]],
    ...changes,
  };
  return fillWithDefaultSettings(schema as unknown as RxJsonSchema<TestDocument>);
}

/** A document as RxDB would hand it to a storage for the first time. */
export function stored(
  fields: { id: string; [name: string]: Json },
  meta: Partial<StoredDocument> = {},
): StoredDocument {
  return {
    ...fields,
    _deleted: false,
    _attachments: {},
    _meta: { lwt: now() },
    _rev: "1-first",
    ...meta,
  } as StoredDocument;
}

/** The next revision of a document. */
export function revised(previous: StoredDocument, changes: Record<string, unknown>): StoredDocument {
  const height = Number(previous._rev.split("-")[0]) + 1;
  return { ...previous, _meta: { lwt: now() }, _rev: `${height}-next`, ...changes };
}

export function prepared(schema: TestSchema, query: unknown): PreparedQuery<TestDocument> {
  const normalized = normalizeMangoQuery(schema, structuredClone(query) as MangoQuery<TestDocument>);
  return prepareQuery<TestDocument>(schema, normalized);
}

/** As `stored`, with the content that most tests don't care about. */
export function person(
  id: string,
  fields: Record<string, Json> = {},
  meta: Partial<StoredDocument> = {},
): StoredDocument {
  return stored({ id, name: "Ada", amount: 1, flag: true, place: { city: "Turin", zip: 10121 }, ...fields }, meta);
}
