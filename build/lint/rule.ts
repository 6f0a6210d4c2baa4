import type { RuleTester } from "oxlint/plugins-dev";

/** Oxlint exports no type for a rule; its tester's parameter is one. */
export type Rule = Parameters<RuleTester["run"]>[1];
