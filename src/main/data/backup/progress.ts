import type { DataWork } from "#shared/contract/data.ts";

/** How far work on a desk's data has come. */
export type WorkStep = Pick<DataWork, "step" | "done" | "total" | "unit">;
export type TellProgress = (step: WorkStep) => void;
