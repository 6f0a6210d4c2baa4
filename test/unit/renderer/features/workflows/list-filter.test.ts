import { expect, test } from "vitest";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { WorkflowId } from "#shared/model/ids.ts";
import { isFiltered, isShown, NO_FILTER, type ListFilter } from "#renderer/features/workflows/list/list-filter.ts";

const workflow = (id: string, rest: Partial<WorkflowView>): WorkflowView =>
  ({
    id: WorkflowId.parse(id),
    name: id,
    description: "",
    enabled: true,
    origin: "user",
    pipelineId: "p1",
    ...rest,
  }) as WorkflowView;
const ALL = [
  workflow("Escalation", {}),
  workflow("Receipt", { enabled: false, origin: "stage", pipelineId: "p2" as never }),
  workflow("Replies", { origin: "template", description: "moves escalated ones" }),
  workflow("Everywhere", { pipelineId: null, enabled: false }),
];
const drafts = [{ workflowId: ALL[1]?.id }] as never;
const faulty = new Set([WorkflowId.parse("Everywhere")]);
const shown = (filter: Partial<ListFilter>) =>
  ALL.filter((one) => isShown(one, { ...NO_FILTER, ...filter }, drafts, faulty)).map(({ name }) => name);

test.each<[Partial<ListFilter>, string[]]>([
  [{}, ["Escalation", "Receipt", "Replies", "Everywhere"]],
  [{ search: " ESCAL " }, ["Escalation", "Replies"]],
  [{ state: "on" }, ["Escalation", "Replies"]],
  [{ state: "off" }, ["Receipt", "Everywhere"]],
  [{ state: "draft" }, ["Receipt"]],
  [{ state: "problems" }, ["Everywhere"]],
  [{ origin: "template" }, ["Replies"]],
  [{ pipelineId: "p1" }, ["Escalation", "Replies", "Everywhere"]],
  [{ pipelineId: "p2", state: "off", origin: "stage" }, ["Receipt"]],
])("[F13] the list by %o", (filter, names) => {
  expect(shown(filter)).toEqual(names);
  expect(isFiltered({ ...NO_FILTER, ...filter })).toBe(Object.keys(filter).length > 0);
});
