import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { RunId, TicketId, WorkflowId } from "../model/ids.ts";
import { Run, RunStatus } from "../model/run.ts";
import { PageInput, pageOf, procedure } from "./base.ts";
import { DryRun, DryRunInput } from "./explanations/dry-run.ts";
import { ReplayEntry, ReplayInput } from "./explanations/replay.ts";
import {
  RunCourses,
  RunCoursesInput,
  RunHistory,
  RunHistoryInput,
  RunRecord,
  WorkflowFigures,
} from "./explanations/run-history.ts";
import { WhyInput, WhyPage } from "./explanations/why.ts";

const byWorkflow = z.object({ id: WorkflowId });
const byTicket = z.object({ id: TicketId });

/** Dry runs, replays and explanations of workflows (F9, F9b, F10). */
export const workflowExplanations = {
  why: procedure
    .route({
      method: "GET",
      path: "/tickets/{id}/why",
      tags: ["Workflows"],
      summary: "Explain each change of a ticket, back to what began it, newest first",
    })
    .input(WhyInput.extend(byTicket.shape))
    .output(WhyPage),
  ticketRuns: procedure
    .route({
      method: "GET",
      path: "/tickets/{id}/runs",
      tags: ["Workflows"],
      summary: "List a ticket's ways through workflows, newest first",
    })
    .input(PageInput.extend(byTicket.shape).extend({ status: RunStatus.optional() }))
    .output(pageOf(Run)),
  run: procedure
    .route({
      method: "GET",
      path: "/runs/{id}",
      tags: ["Workflows"],
      summary: "Get a run with the input, result, duration and changes of each step",
    })
    .input(z.object({ id: RunId }))
    .output(RunRecord),
  figures: procedure
    .route({
      method: "GET",
      path: "/workflows/{id}/figures",
      tags: ["Workflows"],
      summary: "Count a workflow's runs, and how long they take",
    })
    .input(byWorkflow)
    .output(WorkflowFigures),
  history: procedure
    .route({
      method: "GET",
      path: "/workflows/{id}/history",
      tags: ["Workflows"],
      summary: "List a workflow's runs with their tickets and without their steps, newest first",
    })
    .input(RunHistoryInput.extend(byWorkflow.shape))
    .output(RunHistory),
  courses: procedure
    .route({
      method: "GET",
      path: "/workflows/{id}/courses",
      tags: ["Workflows"],
      summary: "Count which ways a workflow's runs went, step by step",
    })
    .input(RunCoursesInput.extend(byWorkflow.shape))
    .output(RunCourses),
  /** Changes nothing and sends nothing. */
  dryRun: procedure
    .meta({ access: "everyone", viewers: "reads" })
    .route({
      method: "POST",
      path: "/workflows/{id}/dry-run",
      tags: ["Workflows"],
      summary: "Go through a workflow with a ticket, without effects",
    })
    .input(DryRunInput.extend(byWorkflow.shape).strict())
    .output(DryRun),
  /** Changes nothing and sends nothing; ends when the caller goes. Server-sent events on REST. */
  replay: procedure
    .meta({ access: "everyone", viewers: "reads" })
    .route({
      method: "POST",
      path: "/workflows/{id}/replay",
      tags: ["Workflows"],
      summary: "What the workflow would have done over the last days, beside what it did",
    })
    .input(ReplayInput.extend(byWorkflow.shape).strict())
    .output(eventIterator(ReplayEntry)),
};
