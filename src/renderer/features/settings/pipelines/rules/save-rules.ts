import type { PipelineRules } from "#shared/model/setup/pipeline.ts";

/** Changes the given rules of a pipeline and leaves the others. */
export type SaveRules = (rules: Partial<PipelineRules>) => Promise<unknown>;
