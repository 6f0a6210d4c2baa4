import type { Liquid, Template } from "liquidjs";
import { PipedeskError } from "../../errors/pipedesk-error.ts";
import { MAX_TEMPLATE_CHARACTERS } from "../limits.ts";
import { TAGS } from "./engine.ts";
import { MAX_TAG_DEPTH } from "./limits.ts";

const TAG_PATTERN = /\{%-?\s*([\w#]+)/gu;
const BLOCKS: readonly string[] = ["for", "if", "unless", "case", "capture"];

/** The parts of a template. @throws PD_TEMPLATE_FAILED with the parser's words, and in `what` the tag or filter that is meant */
export function parseTemplate(liquid: Liquid, template: string): Template[] {
  if (template.length > MAX_TEMPLATE_CHARACTERS)
    throw failure(`The template is longer than ${MAX_TEMPLATE_CHARACTERS} characters.`);
  requireShallow(template);
  try {
    return liquid.parse(template);
  } catch (error) {
    throwAsFailure(error);
  }
}

/** Throws what Liquid says as an error of the registry. @throws PD_TEMPLATE_FAILED */
export function throwAsFailure(error: unknown): never {
  if (!(error instanceof Error) || error instanceof PipedeskError) throw error;
  if (error instanceof RangeError) throw failure("The template is nested too deeply, or writes too much.", error);
  const tag = /^tag "?([^"\s]+)"? not found/u.exec(error.message)?.[1];
  if (tag !== undefined) throw failure(`The tag ${tag} can't be used here; there are ${TAGS.join(", ")}.`, error, tag);
  const filter = /^undefined filter: ([^,\s]+)/u.exec(error.message)?.[1];
  if (filter !== undefined) throw failure(`There is no filter ${filter}.`, error, filter);
  throw failure(error.message.slice(0, 300), error);
}

function failure(message: string, cause?: Error, what?: string): PipedeskError {
  return new PipedeskError("PD_TEMPLATE_FAILED", message, {
    ...(what === undefined ? {} : { details: { what } }),
    cause,
  });
}

/** Counts tags that open and close, before the parser's stack has to. */
function requireShallow(template: string): void {
  let depth = 0;
  for (const [, name = ""] of template.matchAll(TAG_PATTERN)) {
    if (BLOCKS.includes(name)) depth += 1;
    else if (name.startsWith("end")) depth -= 1;
    if (depth > MAX_TAG_DEPTH) throw failure(`The template has more than ${MAX_TAG_DEPTH} tags inside each other.`);
  }
}
