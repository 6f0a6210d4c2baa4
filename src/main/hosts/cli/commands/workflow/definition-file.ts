import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { readDefinition } from "#shared/automation/workflow-file.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";

/** Reads a file, or standard input where it is `-`. */
export type ReadInput = (file: string) => Promise<string>;

/** @throws PD_INPUT_INVALID for what is no JSON */
export async function readJson(file: string, readInput: ReadInput): Promise<unknown> {
  const text = await readInput(file);
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, "")) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PipedeskError("PD_INPUT_INVALID", `${file} is no JSON: ${reason}`, { cause: error });
  }
}

/**
 * The definition in a file: a bare one of any version, or that of an exported workflow.
 * @throws PD_INPUT_INVALID with the paths of what does not fit
 */
export async function readDefinitionFile(file: string, readInput: ReadInput): Promise<WorkflowDefinition> {
  const read = readDefinition(bareDefinition(await readJson(file, readInput)));
  if (read.kind === "read") return read.definition;
  throw new PipedeskError("PD_INPUT_INVALID", `There is no workflow in ${file} that can be read.`, {
    details: { issues: read.issues },
  });
}

/** The definition of an exported workflow; anything else comes back as it is. */
export function bareDefinition(json: unknown): unknown {
  return typeof json === "object" && json !== null && "definition" in json ? json.definition : json;
}
