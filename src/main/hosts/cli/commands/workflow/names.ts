import type { HistoryNames } from "#shared/automation/describe/activity.ts";
import { createSpeaker } from "#shared/automation/describe/words.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import { createTranslate, type Language } from "#shared/i18n/index.ts";
import { plainText } from "../../table.ts";
import { momentText } from "./output.ts";

/** What people call what ids name: stages, pipelines, users, teams, workflows, channels, mail templates. */
export type Names = HistoryNames;

export async function loadNames(client: DeskClient, language: Language): Promise<Names> {
  const [pipelines, users, teams, workflows, channels, templates] = await Promise.all([
    client.pipelines.list(),
    client.users.list(),
    client.teams.list(),
    client.workflows.list({}),
    client.channels.list(),
    client.mailTemplates.list(),
  ]);
  const documents: readonly { readonly id: string; readonly name: string }[] = [
    ...pipelines.items.flatMap((pipeline) => [pipeline, ...pipeline.stages]),
    ...users.items,
    ...teams.items,
    ...workflows.items,
    ...channels.items,
    ...templates.items,
  ];
  const names = new Map(documents.map(({ id, name }) => [id, name]));
  return {
    of: (id) => names.get(id) ?? id,
    // People are thousands and are not read for this: they are called by their ids.
    find: (kind, id) => names.get(id) ?? (kind === "contact" || kind === "company" ? id : null),
    speaker: createSpeaker(language),
    t: createTranslate(language),
    moment: momentText,
    plain: plainText,
  };
}
