import { PipedeskError, type InputIssue } from "#shared/errors/pipedesk-error.ts";

/** Where an input is wrong, path by path; empty for errors of other kinds. */
export function issuesOfFailure(error: unknown): readonly InputIssue[] {
  return error instanceof PipedeskError ? (error.details.issues ?? []) : [];
}
