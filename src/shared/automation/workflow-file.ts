/**
 * The file in which workflows travel from desk to desk (F12). Ids mean nothing elsewhere, so each that a definition names is accompanied by its name. Format:
 * `docs/workflow-files.md`. Pure.
 */
import { z } from "zod";
import { PipelineId, WorkflowId } from "../model/ids.ts";
import { Workflow } from "./documents/workflow.ts";
import { WorkflowDefinition } from "./definition.ts";
import type { ReferenceKind } from "./filters/properties.ts";
import {
  MAX_DEFINITION_NODES,
  MAX_FILE_CHARACTERS,
  MAX_FILE_DEPTH,
  MAX_FILE_NODES,
  MAX_FILE_WORKFLOWS,
} from "./limits.ts";
import { migrateDefinition } from "./migrate-definition.ts";

export const WORKFLOW_FILE_FORMAT = "pipedesk-workflow";
export const WORKFLOW_BUNDLE_FORMAT = "pipedesk-workflows";
export const WORKFLOW_FILE_VERSION = 1;

const KINDS = [
  "pipeline",
  "stage",
  "user",
  "channel",
  "contact",
  "company",
  "team",
  "workflow",
  "mail-template",
  "property",
  "property-option",
] as const satisfies readonly ReferenceKind[];

/** Which document of the desk that wrote the file an id was. */
export const FileReference = z.object({
  kind: z.enum(KINDS),
  id: z.string().max(2000),
  /** Of a person's the address where there is one. */
  name: z.string().max(500),
  /** Of a stage: the id of its pipeline, which is a reference too. */
  pipelineId: z.string().max(128).optional(),
});
export type FileReference = z.infer<typeof FileReference>;

const parts = {
  version: z.literal(WORKFLOW_FILE_VERSION),
  name: Workflow.shape.name,
  description: Workflow.shape.description.default(""),
  /** Null: every pipeline. */
  pipelineId: PipelineId.nullable().default(null),
  overridesRules: z.boolean().default(false),
  references: z.array(FileReference).max(5000).default([]),
  /** Paths of what was left out because it is secret: somebody has to fill it in again. */
  leftOut: z.array(z.string().max(500)).max(1000).default([]),
};

export const WorkflowFile = z.object({
  format: z.literal(WORKFLOW_FILE_FORMAT),
  ...parts,
  /** Of the desk that wrote it: others of the same file name it by this. */
  id: WorkflowId.optional(),
  definition: WorkflowDefinition,
});
export type WorkflowFile = z.infer<typeof WorkflowFile>;

export const WorkflowBundle = z.object({
  format: z.literal(WORKFLOW_BUNDLE_FORMAT),
  version: z.literal(WORKFLOW_FILE_VERSION),
  workflows: z.array(WorkflowFile).min(1).max(MAX_FILE_WORKFLOWS),
});
export type WorkflowBundle = z.infer<typeof WorkflowBundle>;

export type FileIssue = { readonly path: string; readonly message: string };
export type ReadFile =
  | { readonly kind: "read"; readonly workflows: readonly WorkflowFile[] }
  | { readonly kind: "too-large" }
  | { readonly kind: "refused"; readonly issues: readonly FileIssue[] };

/** Reads the text of a file. Its length and depth are looked at before anything is made of it. */
export function readWorkflowText(text: string): ReadFile {
  if (text.length > MAX_FILE_CHARACTERS) return { kind: "too-large" };
  if (isTooDeep(text)) return refused("", "nested too deep");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused("", "not JSON");
  }
  return readWorkflowFile(value);
}

/**
 * Reads what a file holds: one workflow or several, of this version or an older one.
 * @rule F12
 */
export function readWorkflowFile(value: unknown): ReadFile {
  const size = measure(value);
  if (size !== null) return size === "too-large" ? { kind: size } : refused("", "nested too deep");
  if (!isObject(value)) return refused("", "not an object");
  const { format, version } = value;
  if (format !== WORKFLOW_FILE_FORMAT && format !== WORKFLOW_BUNDLE_FORMAT)
    return refused("format", `expected "${WORKFLOW_FILE_FORMAT}" or "${WORKFLOW_BUNDLE_FORMAT}"`);
  if (typeof version === "number" && version > WORKFLOW_FILE_VERSION)
    return refused("version", "made by a newer program");
  if (format === WORKFLOW_FILE_FORMAT) return readOne(value, "");
  const workflows = value["workflows"];
  if (!Array.isArray(workflows) || workflows.length === 0 || workflows.length > MAX_FILE_WORKFLOWS)
    return refused("workflows", `expected 1 to ${MAX_FILE_WORKFLOWS} workflows`);
  const read = workflows.map((one: unknown, position) => readOne(one, `workflows.${position}.`));
  const issues = read.flatMap((one) => (one.kind === "refused" ? one.issues : []));
  if (issues.length > 0) return { kind: "refused", issues };
  return { kind: "read", workflows: read.flatMap((one) => (one.kind === "read" ? one.workflows : [])) };
}

const Envelope = WorkflowFile.omit({ definition: true }).extend({ definition: z.unknown() });

function readOne(value: unknown, prefix: string): ReadFile {
  const envelope = Envelope.safeParse(value);
  if (!envelope.success) return { kind: "refused", issues: issuesOf(envelope.error, prefix) };
  const read = readDefinition(envelope.data.definition);
  if (read.kind === "refused")
    return { kind: "refused", issues: read.issues.map(({ path, message }) => ({ path: prefix + path, message })) };
  return { kind: "read", workflows: [{ ...envelope.data, definition: read.definition }] };
}

export type ReadDefinition =
  | { readonly kind: "read"; readonly definition: WorkflowDefinition }
  | { readonly kind: "refused"; readonly issues: readonly FileIssue[] };

/** A definition of any version; the issues' paths begin with `definition`. */
export function readDefinition(value: unknown): ReadDefinition {
  const size = measure(value, MAX_DEFINITION_NODES);
  if (size !== null) return { kind: "refused", issues: [{ path: "definition", message: size }] };
  try {
    return { kind: "read", definition: migrateDefinition(value) };
  } catch (error) {
    if (error instanceof z.ZodError) return { kind: "refused", issues: issuesOf(error, "definition.") };
    throw error;
  }
}

/** More would bury the first, which is usually the cause of the others. */
const MAX_ISSUES = 50;

function issuesOf(error: z.ZodError, prefix: string): FileIssue[] {
  return innermost(
    error.issues,
    prefix.split(".").filter((part) => part !== ""),
  );
}

/** The first issues; of a union those of the alternative that got furthest: it is the one that was meant. */
function innermost(issues: readonly z.core.$ZodIssue[], prefix: readonly PropertyKey[]): FileIssue[] {
  const found: FileIssue[] = [];
  for (const issue of issues) {
    if (found.length >= MAX_ISSUES) break;
    const path = [...prefix, ...issue.path];
    if (issue.code === "invalid_union" && issue.errors.length > 0) {
      const alternatives = issue.errors.map((errors) => innermost(errors, path));
      const depth = (told: readonly FileIssue[]) => Math.max(...told.map((one) => one.path.split(".").length));
      found.push(...alternatives.reduce((best, one) => (depth(one) > depth(best) ? one : best)));
    } else found.push({ path: path.map(String).join("."), message: issue.message });
  }
  return found.slice(0, MAX_ISSUES);
}

function refused(path: string, message: string): ReadFile {
  return { kind: "refused", issues: [{ path, message }] };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Without recursion: how deep brackets nest, outside of strings. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let position = 0; position < text.length; position += 1) {
    const letter = text[position];
    if (isInString) {
      if (letter === "\\") position += 1;
      else if (letter === '"') isInString = false;
    } else if (letter === '"') isInString = true;
    else if (letter === "{" || letter === "[") {
      depth += 1;
      if (depth > MAX_FILE_DEPTH) return true;
    } else if (letter === "}" || letter === "]") depth -= 1;
  }
  return false;
}

/** What is wrong with the size of a value; null where it may be looked at closer. */
function measure(value: unknown, maxNodes = MAX_FILE_NODES): "too-large" | "too-deep" | null {
  let [nodes, characters] = [0, 0];
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_FILE_DEPTH) return "too-deep";
    const next: unknown[] = [];
    for (const one of level) {
      nodes += 1;
      if (typeof one === "string") characters += one.length;
      if (nodes > maxNodes || characters > MAX_FILE_CHARACTERS) return "too-large";
      if (typeof one !== "object" || one === null) continue;
      for (const [name, inner] of Object.entries(one)) {
        characters += name.length;
        next.push(inner);
      }
    }
    level = next;
  }
  return null;
}
