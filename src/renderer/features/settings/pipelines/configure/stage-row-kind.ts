import { rowKind } from "#renderer/components/use-row-drag.ts";
import { StageId } from "#shared/model/ids.ts";

export const STAGE_ROW = rowKind("settings-stage", StageId);
