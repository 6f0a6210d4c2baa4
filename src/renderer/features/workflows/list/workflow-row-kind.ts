import { rowKind } from "#renderer/components/use-row-drag.ts";
import { WorkflowId } from "#shared/model/ids.ts";

export const WORKFLOW_ROW = rowKind("workflow-row", WorkflowId);
