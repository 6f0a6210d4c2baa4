import { STATUS_CODES } from "node:http";
import { OpenAPIGenerator } from "@orpc/openapi";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import { z } from "zod";
import { ErrorData } from "#shared/contract/base.ts";
import { contract } from "#shared/contract/index.ts";
import { isContractErrorCode } from "../../rpc/contract-error.ts";
import { LEVELS, NAMED } from "./named-schemas.ts";
import { REST_PREFIX } from "./routes.ts";
import { shareRefusals, withoutUnused } from "./shared-parts.ts";

/** The body of every answer that is no success. */
const ErrorBody = z.object({
  defined: z.boolean(),
  code: z.string(),
  status: z.number().int(),
  message: z.string(),
  data: ErrorData,
});

/** Makes the OpenAPI 3.1 document of the contract, as JSON. `version` is the product's. */
export async function createOpenApiDocument(version: string): Promise<string> {
  const generator = new OpenAPIGenerator({ schemaConverters: [createConverter()] });
  const document = await generator.generate(contract, {
    info: {
      title: "Pipedesk",
      version,
      description:
        "The desk as resources. Lists are paged by cursor: pass `nextCursor` of one page as `cursor` for the next. " +
        "Errors have one shape; decide by `code`, or by `data.code`, which is finer.",
    },
    servers: [{ url: REST_PREFIX }],
    security: [{ bearer: [] }],
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "The token that the desk was started with." },
      },
    },
    // What is asked for may look another way than what is answered (defaults): then both have a name. The unused one is left out again.
    commonSchemas: {
      ApiError: { schema: ErrorBody, strategy: "output" },
      ...Object.fromEntries(
        Object.entries(NAMED).flatMap(([name, schema]) => [
          [name, { schema, strategy: "output" as const }],
          [`${name}Input`, { schema, strategy: "input" as const }],
        ]),
      ),
    },
    customErrorResponseBodySchema: (errors) => ({
      allOf: [{ $ref: "#/components/schemas/ApiError" }],
      properties: { code: { enum: errors.map(([code]) => code).filter(isContractErrorCode) } },
    }),
  });
  for (const operation of Object.values(document.paths ?? {}).flatMap((item) => Object.values(item ?? {}))) {
    tidyOperation(operation);
  }
  return JSON.stringify(withoutUnused(shareRefusals(document)), leaveOutSafeBounds);
}

/** Every whole number that JSON carries exactly lies within these: to say so at each is only long. */
function leaveOutSafeBounds(name: string, value: unknown): unknown {
  const saysNothing =
    (name === "minimum" && value === Number.MIN_SAFE_INTEGER) ||
    (name === "maximum" && value === Number.MAX_SAFE_INTEGER);
  return saysNothing ? undefined : value;
}

function createConverter(): ZodToJsonSchemaConverter {
  return new ZodToJsonSchemaConverter({
    interceptors: [
      (call) => {
        // A tree whose depth is bounded is a chain of schemas, each within the next; to a reader it is one that names itself.
        const name = LEVELS.get(call.schema);
        return name === undefined ? call.next() : [true, { $ref: `#/components/schemas/${name}` }];
      },
      (call) => {
        // `z.instanceof(Blob)` says nothing of itself but by what it accepts.
        if (call.schema._zod.def.type !== "custom" || !z.core.safeParse(call.schema, new File([], "")).success)
          return call.next();
        const acceptsBlob = z.core.safeParse(call.schema, new Blob([])).success;
        // The one body that is a file and no form is a mail.
        const contentMediaType =
          call.options.strategy === "input" && acceptsBlob ? "message/rfc822" : "application/octet-stream";
        return [true, { type: "string", contentMediaType }];
      },
    ],
  });
}

/** The generator describes error responses by their number only, and offers JSON beside a form with files. */
function tidyOperation(operation: unknown): void {
  for (const [status, response] of Object.entries(propertyOf(operation, "responses") ?? {})) {
    if (isObject(response) && response["description"] === status)
      response["description"] = STATUS_CODES[status] ?? status;
  }
  const content = propertyOf(propertyOf(operation, "requestBody"), "content");
  if (content && "multipart/form-data" in content) delete content["application/json"];
}

function propertyOf(value: unknown, name: string): Record<string, unknown> | undefined {
  const property = isObject(value) ? value[name] : undefined;
  return isObject(property) ? property : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
