import type { DeskClient } from "#shared/contract/index.ts";

/** What people call what ids name: stages, pipelines, users, teams, workflows, channels. An id of anything else stays as it is. */
export type Names = (id: string) => string;

export async function loadNames(client: DeskClient): Promise<Names> {
  const [pipelines, users, teams, workflows, channels] = await Promise.all([
    client.pipelines.list(),
    client.users.list(),
    client.teams.list(),
    client.workflows.list({}),
    client.channels.list(),
  ]);
  const documents: readonly { readonly id: string; readonly name: string }[] = [
    ...pipelines.items.flatMap((pipeline) => [pipeline, ...pipeline.stages]),
    ...users.items,
    ...teams.items,
    ...workflows.items,
    ...channels.items,
  ];
  const names = new Map(documents.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
