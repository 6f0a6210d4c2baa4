import type { Step } from "../steps/step.ts";
import type { DefinitionContext, Report } from "./validate.ts";

/** What the schema of webhooks steps can't see. Steps of other kinds are passed over. */
export function validateWebhook(_step: Step, _path: string, _context: DefinitionContext, _report: Report): void {}
