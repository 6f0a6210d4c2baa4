/** What ids are called: the words of the timeline come from here, so that a deleted stage or user still reads as a sentence. */
import { hasLeft } from "#shared/rules/access/roles.ts";
import { nameOf } from "#renderer/components/person-name.ts";
import type { DeskSetup } from "#shared/contract/desk.ts";
import type { MessageView } from "#shared/contract/views.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { Translate } from "#shared/i18n/index.ts";
import type { StagePlace } from "#shared/model/event.ts";
import type { ChannelId, MacroId, MessageId, PipelineId, TicketId, UserId, WorkflowId } from "#shared/model/ids.ts";
import type { StageColour } from "#shared/model/setup/pipeline.ts";

export type Names = {
  readonly t: Translate;
  readonly meId: UserId | null;
  /** Date and time in the person's way. */
  readonly when: (epochMs: number) => string;
  stage(place: StagePlace): string;
  stageColour(place: StagePlace): StageColour | null;
  pipeline(id: PipelineId): string;
  user(id: string): string;
  channel(id: ChannelId): string;
  workflow(id: WorkflowId): WorkflowView | undefined;
  macro(id: MacroId): string;
  /** Who wrote a message: the user's or the sender's name, else the address. */
  author(id: MessageId): string;
  /** Whether the person who looks wrote it. */
  isMine(id: MessageId): boolean;
  /** What has become of a message that was written here. */
  delivery(id: MessageId): "sent" | "waits" | "noMailbox" | "notSent";
  /** `#123`, or a general word while the number isn't known. */
  ticket(id: TicketId): string;
};

export type NamesInput = {
  readonly t: Translate;
  readonly meId: UserId | null;
  readonly when: (epochMs: number) => string;
  readonly setup: DeskSetup;
  readonly messages: readonly MessageView[];
  readonly ticketNumbers: ReadonlyMap<TicketId, number | null>;
};

export function createNames(input: NamesInput): Names {
  const { t, setup } = input;
  const messages = new Map(input.messages.map((message) => [message.id, message]));
  const stageOf = (place: StagePlace) =>
    setup.pipelines.find(({ id }) => id === place.pipelineId)?.stages.find(({ id }) => id === place.stageId);
  const user = (id: string) => {
    const known = setup.users.find((candidate) => candidate.id === id);
    if (known === undefined) return t("ticket.name.formerUser");
    return hasLeft(known) ? t("ticket.name.left", { name: known.name }) : known.name;
  };

  return {
    t,
    meId: input.meId,
    when: input.when,
    stage: (place) => stageOf(place)?.name ?? t("ticket.name.deletedStage"),
    stageColour: (place) => stageOf(place)?.colour ?? null,
    pipeline: (id) => setup.pipelines.find((pipeline) => pipeline.id === id)?.name ?? t("ticket.name.deletedPipeline"),
    user,
    channel: (id) => setup.channels.find((channel) => channel.id === id)?.name ?? t("ticket.name.deletedChannel"),
    macro: (id) => setup.macros.find((macro) => macro.id === id)?.name ?? t("macros.gone"),
    workflow: (id) => setup.workflows.find((workflow) => workflow.id === id),
    author: (id) => {
      const message = messages.get(id);
      if (message === undefined) return t("ticket.name.someone");
      if (message.authorId !== null) return user(message.authorId);
      return nameOf(message.from) || t("ticket.name.someone");
    },
    isMine: (id) => input.meId !== null && messages.get(id)?.authorId === input.meId,
    delivery: (id) => {
      const message = messages.get(id);
      switch (message?.delivery?.state) {
        case undefined:
        case "sent":
        case "sending":
          return "sent";
        case "failed":
        case "cancelled":
          return "notSent";
        case "queued": {
          const channel = setup.channels.find((candidate) => candidate.id === message?.channelId);
          return (channel?.mailbox ?? null) === null ? "noMailbox" : "waits";
        }
        case "held":
        case "unsure":
          return "waits";
      }
    },
    ticket: (id) => {
      const number = input.ticketNumbers.get(id);
      return typeof number === "number" ? `#${number}` : t("ticket.name.otherTicket");
    },
  };
}
