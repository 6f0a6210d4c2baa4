import { accounts } from "./accounts.ts";
import { attention } from "./attention.ts";
import { board } from "./board.ts";
import { composing } from "./composing.ts";
import { contactFiles } from "./contact-files.ts";
import { data } from "./data.ts";
import { desktop } from "./desktop.ts";
import { errors } from "./errors.ts";
import { firstSteps } from "./first-steps.ts";
import { gallery } from "./gallery.ts";
import { historyOffers } from "./history-offers.ts";
import { hosts } from "./hosts.ts";
import { keyboard } from "./keyboard.ts";
import { links } from "./links.ts";
import { mailTemplates } from "./mail-templates.ts";
import { mailbox } from "./mailbox.ts";
import { selection } from "./selection.ts";
import { merge } from "./merge.ts";
import { outbox } from "./outbox-words.ts";
import { people } from "./people.ts";
import { pipelines } from "./pipelines.ts";
import { properties } from "./properties.ts";
import { reports } from "./reports.ts";
import { search } from "./search.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { signIn } from "./sign-in.ts";
import { skipReasons } from "./skip-reasons.ts";
import { sla } from "./sla.ts";
import { statusCards } from "./status-cards.ts";
import { teamPlace } from "./team-place.ts";
import { teamSettings } from "./team-settings.ts";
import { ticket } from "./ticket.ts";
import { updates } from "./updates.ts";
import { users } from "./users.ts";
import { views } from "./views.ts";
import { welcome } from "./welcome.ts";
import { whyNot } from "./why-not.ts";
import { workflowCli } from "./workflow-cli.ts";
import { workflowEditing } from "./workflow-editing.ts";
import { workflowFields } from "./workflow-fields.ts";
import { workflowHistory } from "./workflow-history.ts";
import { workflowKinds } from "./workflow-kinds.ts";
import { workflowRuns } from "./workflow-runs.ts";
import { workflowProblems } from "./workflow-problems.ts";
import { workflowWords } from "./workflow-words.ts";
import { workflows } from "./workflows.ts";

export const messages = {
  ...shell,
  ...board,
  ...attention,
  ...firstSteps,
  ...desktop,
  ...gallery,
  ...historyOffers,
  ...accounts,
  ...composing,
  ...contactFiles,
  ...data,
  ...hosts,
  ...keyboard,
  ...links,
  ...workflowCli,
  ...workflowEditing,
  ...workflowFields,
  ...workflowHistory,
  ...workflowKinds,
  ...workflowProblems,
  ...workflowRuns,
  ...workflowWords,
  ...workflows,
  ...whyNot,
  ...people,
  ...pipelines,
  ...updates,
  ...users,
  ...views,
  ...welcome,
  ...errors,
  ...teamPlace,
  ...teamSettings,
  ...ticket,
  ...merge,
  ...selection,
  ...skipReasons,
  ...reports,
  ...search,
  ...settings,
  ...signIn,
  ...sla,
  ...statusCards,
  ...mailbox,
  ...mailTemplates,
  ...properties,
  ...outbox,
} as const;
