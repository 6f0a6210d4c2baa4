import type { DeskSetup } from "#shared/contract/desk.ts";
import type { UserView } from "#shared/contract/people.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import type { Translate } from "#shared/i18n/index.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { checkEdit } from "#shared/rules/pipeline-rules/check-edit.ts";
import { stageOf, stayingStages } from "#shared/rules/pipeline-rules/stages.ts";
import { nameOf } from "../person-name.ts";
import { refusalText } from "../move/refusal-text.ts";

type Merged = Pick<
  TicketCard,
  "number" | "subject" | "pipelineId" | "stageId" | "ownerId" | "messageCount" | "contactName" | "contactAddress"
>;
export type Both = { readonly from: Merged; readonly into: Merged; readonly isSameContact: boolean };

export type OutlookLine = { readonly tone: "plain" | "warning"; readonly text: string };

/** A ticket as a sentence calls it: by number, or by its subject where it has none yet. */
export function ticketName({ number, subject }: Pick<Merged, "number" | "subject">): string {
  return number === null ? `“${subject}”` : `#${number}`;
}

/** What merging will do, in words: what comes over, which status the two end in, whose customer it is. The core decides by the same rules (H5). */
export function mergeOutlook({ from, into, isSameContact }: Both, setup: DeskSetup, t: Translate): OutlookLine[] {
  const names = { from: ticketName(from), into: ticketName(into) };
  const [own, other] = [placeOf(from, setup), placeOf(into, setup)];
  const owner = setup.users.find(({ id }) => id === into.ownerId)?.name ?? t("property.nobody");
  const people = { a: whoOf(from), b: whoOf(into) };
  return [
    plain(
      from.messageCount === 0
        ? t("merge.outlook.noMessages", names)
        : t("merge.outlook.messages", { ...names, count: from.messageCount }),
    ),
    plain(closing(own, names, t)),
    plain(statusAfter(own, other, names, t)),
    plain(t("merge.outlook.kept", { ...names, owner })),
    ...(isSameContact || people.a === "" || people.b === ""
      ? []
      : [{ tone: "warning" as const, text: t("merge.outlook.twoPeople", { ...people, ...names }) }]),
    plain(t("merge.outlook.replies", names)),
    plain(t("merge.outlook.undo")),
  ];
}

/** Why it would be refused to this person, in words; null: it would not be (G5). */
export function mergeRefusal(
  { from, into }: Pick<Both, "from" | "into">,
  setup: DeskSetup,
  me: UserView | undefined,
  t: Translate,
  language: string,
): string | null {
  if (me === undefined) return null;
  for (const { pipelineId, stageId, ownerId, ...ticket } of [from, into]) {
    const pipeline = setup.pipelines.find(({ id }) => id === pipelineId);
    const actor = { kind: "user" as const, userId: me.id, permissions: me.permissions };
    const verdict = pipeline && checkEdit({ pipeline, stageId, ownerId, actor });
    if (pipeline && verdict?.allowed === false)
      return `${ticketName(ticket)}: ${refusalText(verdict, pipeline, t, language)}`;
  }
  return null;
}

type Place = { readonly pipeline: PipelineView | undefined; readonly stage: Stage | undefined };

function placeOf({ pipelineId, stageId }: Merged, setup: DeskSetup): Place {
  const pipeline = setup.pipelines.find(({ id }) => id === pipelineId);
  return { pipeline, stage: pipeline && stageOf(pipeline, stageId) };
}

function closing({ pipeline, stage }: Place, names: { from: string; into: string }, t: Translate): string {
  if (stage?.kind === "closed") return t("merge.outlook.staysClosed", names);
  const closed = pipeline?.stages.find(({ kind }) => kind === "closed");
  return closed === undefined
    ? t("merge.outlook.staysOpen", names)
    : t("merge.outlook.closes", { ...names, stage: closed.name });
}

/** Open wins: a closed ticket takes the open one's status, or the first open one of its own pipeline. */
function statusAfter(own: Place, other: Place, names: { from: string; into: string }, t: Translate): string {
  const stage = other.stage?.name ?? t("ticket.name.deletedStage");
  const isReopened = own.stage?.kind !== "closed" && other.stage?.kind === "closed" && other.pipeline !== undefined;
  if (!isReopened) return t("merge.outlook.stays", { ...names, stage });
  const same = own.pipeline?.id === other.pipeline?.id ? own.stage : undefined;
  const opened = same ?? (other.pipeline && stayingStages(other.pipeline).find(({ kind }) => kind === "open"));
  return t("merge.outlook.reopens", { ...names, stage: opened?.name ?? stage });
}

function whoOf({ contactName, contactAddress }: Merged): string {
  return nameOf({ name: contactName, address: contactAddress });
}

function plain(text: string): OutlookLine {
  return { tone: "plain", text };
}
