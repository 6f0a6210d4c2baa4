import type { DryRunExit } from "#shared/contract/explanations/dry-run.ts";
import type { AfterPause } from "#shared/contract/automations.ts";
import type { WhenOff } from "#shared/contract/workflows.ts";
import type { DeskChoice } from "../../desk/with-desk.ts";

/** What is asked of the workflows of a desk. A workflow is named by id or name, a ticket by id or number. */
export type WorkflowRequest =
  | { readonly command: "list"; readonly pipeline?: string }
  | { readonly command: "show"; readonly workflow: string }
  /** Of the desk (absent: all), or of a file: `-` is standard input. */
  | { readonly command: "lint"; readonly workflow?: string; readonly file?: string; readonly pipeline?: string }
  | { readonly command: "import"; readonly file: string; readonly map: readonly string[]; readonly enable: boolean }
  | { readonly command: "export"; readonly workflows: readonly string[]; readonly out?: string }
  | {
      readonly command: "dry-run";
      readonly workflow: string;
      readonly ticket: string;
      readonly file?: string;
      readonly exits: Readonly<Record<string, DryRunExit>>;
    }
  | { readonly command: "replay"; readonly workflow: string; readonly days: number; readonly file?: string }
  | { readonly command: "enable"; readonly workflow: string; readonly enrolNow: boolean }
  /** `runs` absent: tickets in it are held. */
  | { readonly command: "disable"; readonly workflow: string; readonly runs?: WhenOff }
  /** All of the desk's. */
  | { readonly command: "pause" }
  | { readonly command: "resume"; readonly waiting: AfterPause }
  /** With a ticket: that ticket's, step by step. */
  | { readonly command: "runs"; readonly workflow: string; readonly ticket?: string; readonly limit: number }
  | { readonly command: "why"; readonly ticket: string; readonly property?: string; readonly limit: number }
  | { readonly command: "why-not"; readonly workflow: string; readonly ticket: string }
  | {
      readonly command: "retry" | "skip" | "unenrol" | "resume-on";
      readonly workflow: string;
      readonly tickets: readonly string[];
    }
  | { readonly command: "enrol"; readonly workflow: string; readonly tickets: readonly string[] }
  /** Of channels: what came into them as history. */
  | { readonly command: "history" }
  | {
      readonly command: "history-enrol" | "history-unenrol";
      readonly channel: string;
      readonly workflows: readonly string[];
    }
  | { readonly command: "history-dismiss"; readonly channel: string }
  | { readonly command: "gallery"; readonly pipeline?: string }
  | {
      readonly command: "add";
      readonly key: string;
      readonly pipeline?: string;
      readonly name?: string;
      readonly parameters: Readonly<Record<string, unknown>>;
    };

export type WorkflowOptions = DeskChoice & { readonly json: boolean };
