import { buffer } from "node:stream/consumers";
import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { DeskClient } from "#shared/contract/index.ts";
import { assertNever, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { withDesk, type DeskDeps } from "../../desk/with-desk.ts";
import type { ExitCode } from "../../terminal.ts";
import type { ReadInput } from "./definition-file.ts";
import { dryRun } from "./dry-run.ts";
import { enrol } from "./enrol.ts";
import { exportWorkflows } from "./export-file.ts";
import { addFromGallery, listGallery } from "./gallery.ts";
import { changeHistory, dismissHistory, listHistory } from "./history.ts";
import { importWorkflows } from "./import-file.ts";
import { lint } from "./lint.ts";
import { listWorkflows } from "./list.ts";
import { createOutput, type Output } from "./output.ts";
import { pause, resume } from "./pause.ts";
import { replay } from "./replay.ts";
import type { WorkflowOptions, WorkflowRequest } from "./request.ts";
import { listRuns } from "./runs.ts";
import { showWorkflow } from "./show.ts";
import { switchWorkflow } from "./switch.ts";
import { showTicketRuns } from "./ticket-runs.ts";
import { goOn, resumeOn, unenrol } from "./tickets-in.ts";
import { whyNot } from "./why-not.ts";
import { why } from "./why.ts";

/** `pipedesk workflow …`. 1 where a linter finds mistakes, an import stays open, a dry run fails or a replay was stopped. */
export function workflow(
  request: WorkflowRequest,
  options: WorkflowOptions,
  deps: DeskDeps & { readonly stdin: Readable },
): Promise<ExitCode> {
  const output = createOutput(deps.terminal, options.json);
  const readInput = inputReader(deps.stdin);
  return withDesk(options, deps, async (client) => (await answer(request, client, readInput, output)) ?? 0);
}

function answer(
  request: WorkflowRequest,
  client: DeskClient,
  readInput: ReadInput,
  output: Output,
): Promise<ExitCode | void> {
  switch (request.command) {
    case "list":
      return listWorkflows(client, request.pipeline, output);
    case "show":
      return showWorkflow(client, request.workflow, output);
    case "lint":
      return lint(client, request, readInput, output);
    case "import":
      return importWorkflows(client, request, readInput, output);
    case "export":
      return exportWorkflows(client, request, output);
    case "dry-run":
      return dryRun(client, request, readInput, output);
    case "replay":
      return replay(client, request, readInput, output);
    case "enable":
      return switchWorkflow(client, request.workflow, { enabled: true, enrolNow: request.enrolNow }, output);
    case "disable":
      return switchWorkflow(client, request.workflow, { enabled: false, enrolNow: false, runs: request.runs }, output);
    case "pause":
      return pause(client, output);
    case "resume":
      return resume(client, request.waiting, output);
    case "runs": {
      const { ticket } = request;
      return ticket === undefined
        ? listRuns(client, request, output)
        : showTicketRuns(client, { ...request, ticket }, output);
    }
    case "why":
      return why(client, request, output);
    case "why-not":
      return whyNot(client, request, output);
    case "enrol":
      return enrol(client, request, output);
    case "unenrol":
      return unenrol(client, request, output);
    case "resume-on":
      return resumeOn(client, request, output);
    case "retry":
    case "skip":
      return goOn(client, { ...request, how: request.command }, output);
    case "history":
      return listHistory(client, output);
    case "history-enrol":
    case "history-unenrol":
      return changeHistory(client, request, output);
    case "history-dismiss":
      return dismissHistory(client, request.channel, output);
    case "gallery":
      return listGallery(client, request.pipeline, output);
    case "add":
      return addFromGallery(client, request, output);
    default:
      return assertNever(request);
  }
}

function inputReader(stdin: Readable): ReadInput {
  return async (file) => {
    try {
      return (file === "-" ? await buffer(stdin) : await readFile(file)).toString("utf8");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new PipedeskError("PD_INPUT_INVALID", `${file} can't be read: ${reason}`, { cause: error });
    }
  };
}
