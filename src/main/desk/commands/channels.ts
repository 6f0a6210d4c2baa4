import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { ChannelId, type PipelineId, type StageId } from "#shared/model/ids.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import type { Mailbox } from "#shared/model/setup/mailbox.ts";
import type { Pipeline } from "#shared/model/setup/pipeline.ts";
import { checkStart } from "#shared/rules/pipeline-rules/check-create.ts";
import { startStage } from "#shared/rules/pipeline-rules/start-stage.ts";
import type { Actor, DeskContext } from "../context.ts";
import { newChannel } from "../defaults.ts";
import { derivedId } from "../derived-ids.ts";
import { normalAddress } from "../people.ts";
import { refusalOf, requireStayingStage } from "../ticket-changes/move-ticket.ts";
import { addSetup, writeSetup } from "./change-setup.ts";
import { requireStayingPipeline } from "./pipeline-removal/remove-pipeline.ts";
import { requireAutomationAccess } from "./command.ts";

/** Runs when all is allowed and before anything is written: keeps the password, so that no channel is there without it. */
type BeforeWrite = (id: ChannelId) => Promise<void>;

/**
 * @throws PD_ACCESS_PERMISSION (A3), PD_RULE_REFUSED (G3), PD_INPUT_INVALID where the address is connected already, and what `beforeWrite` throws
 * @rule G5b
 */
export function createChannel(
  context: DeskContext,
  actor: Actor,
  input: {
    readonly name: string;
    readonly address: string;
    readonly pipelineId: PipelineId;
    readonly stageId?: StageId | undefined;
    readonly createTickets?: boolean | undefined;
    readonly aliases?: readonly string[] | undefined;
    readonly mailbox?: Mailbox | null | undefined;
  },
  beforeWrite: BeforeWrite = async () => undefined,
): Promise<Channel> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const address = normalAddress(input.address);
    requireFree(context, address);
    const pipeline = requireStayingPipeline(context, input.pipelineId);
    const id = ChannelId.parse(derivedId("ch", address));
    const channel = newChannel(id, "email", input.name, address, pipeline, context.clock.nowEpochMs());
    const stageId = input.stageId === undefined ? channel.stageId : requireStart(pipeline, input.stageId);
    await beforeWrite(id);
    await addSetup(context, [
      {
        ...channel,
        stageId,
        createTickets: input.createTickets ?? true,
        aliases: (input.aliases ?? []).map(normalAddress),
        mailbox: input.mailbox ?? null,
      },
    ]);
    return context.setup.require("channel", id);
  });
}

export type UpdateChannelInput = { readonly id: ChannelId } & {
  readonly [Name in "name" | "address" | "pipelineId" | "stageId" | "createTickets" | "form" | "aliases" | "mailbox"]?:
    | Channel[Name]
    | undefined;
};

/**
 * B2. A pipeline without a stage means the first one in which its tickets may begin; `mailbox: null` disconnects, its messages stay.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_RULE_REFUSED (G3), PD_INPUT_INVALID where the address is connected already, and what `beforeWrite` throws
 * @rule B2
 */
export function updateChannel(
  context: DeskContext,
  actor: Actor,
  input: UpdateChannelInput,
  beforeWrite: BeforeWrite = async () => undefined,
): Promise<Channel> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const channel = context.setup.require("channel", input.id);
    if (input.mailbox && channel.channelKind !== "email") {
      throw new PipedeskError("PD_INPUT_INVALID", "Only an e-mail channel can have a mailbox.", {
        details: { issues: [{ path: "mailbox", message: "Only an e-mail channel can have a mailbox." }] },
      });
    }
    const address = input.address === undefined ? undefined : normalAddress(input.address);
    if (address !== undefined) requireFree(context, address, channel.id);
    const pipeline = requireStayingPipeline(context, input.pipelineId ?? channel.pipelineId);
    const kept = pipeline.id === channel.pipelineId ? channel.stageId : startStage(pipeline).id;
    const stageId = input.stageId === undefined ? kept : requireStart(pipeline, input.stageId);
    await beforeWrite(channel.id);
    await writeSetup<Channel>(context, channel, {
      pipelineId: pipeline.id,
      stageId,
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(address === undefined ? {} : { address }),
      ...(input.createTickets === undefined ? {} : { createTickets: input.createTickets }),
      ...(input.aliases === undefined ? {} : { aliases: input.aliases.map(normalAddress) }),
      ...(input.form === undefined ? {} : { form: input.form }),
      ...(input.mailbox === undefined ? {} : { mailbox: input.mailbox }),
    });
    return context.setup.require("channel", input.id);
  });
}

/** A channel can't aim at a stage in which no ticket may begin (G3). @throws PD_DESK_NOT_FOUND, PD_RULE_REFUSED */
function requireStart(pipeline: Pipeline, stageId: StageId): StageId {
  const { id } = requireStayingStage(pipeline, stageId);
  const verdict = checkStart(pipeline, id);
  if (!verdict.allowed) throw refusalOf(verdict);
  return id;
}

/** Two channels of one address would each make a message of the same mail. */
function requireFree(context: DeskContext, address: string, ownId?: ChannelId): void {
  const other = context.setup.all("channel").find((channel) => channel.address === address && channel.id !== ownId);
  if (!other) return;
  throw new PipedeskError("PD_INPUT_INVALID", `A channel with the address ${address} is connected already.`, {
    details: { issues: [{ path: "address", message: "This address is connected already." }] },
  });
}
