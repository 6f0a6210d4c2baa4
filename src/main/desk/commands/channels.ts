import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { ChannelId, type PipelineId, type StageId } from "#shared/model/ids.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import type { Actor, DeskContext } from "../context.ts";
import { newChannel } from "../defaults.ts";
import { derivedId } from "../derived-ids.ts";
import { normalAddress } from "../people.ts";
import { requireStage } from "../ticket-changes/move-ticket.ts";
import { addSetup, writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";

/** @throws PD_ACCESS_PERMISSION (A3), PD_INPUT_INVALID where the address is connected already */
export function createChannel(
  context: DeskContext,
  actor: Actor,
  input: {
    readonly name: string;
    readonly address: string;
    readonly pipelineId: PipelineId;
    readonly stageId?: StageId | undefined;
  },
): Promise<Channel> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const address = normalAddress(input.address);
    if (context.setup.all("channel").some((channel) => channel.address === address)) {
      throw new PipedeskError("PD_INPUT_INVALID", `A channel with the address ${address} is connected already.`, {
        details: { issues: [{ path: "address", message: "This address is connected already." }] },
      });
    }
    const pipeline = context.setup.require("pipeline", input.pipelineId);
    const id = ChannelId.parse(derivedId("ch", address));
    const channel = newChannel(id, "email", input.name, address, pipeline, context.clock.nowEpochMs());
    const stageId = input.stageId ? requireStage(pipeline, input.stageId).id : channel.stageId;
    await addSetup(context, [{ ...channel, stageId }]);
    return context.setup.require("channel", id);
  });
}

export type UpdateChannelInput = { readonly id: ChannelId } & {
  readonly [Name in "name" | "pipelineId" | "stageId" | "createTickets" | "aliases"]?: Channel[Name] | undefined;
};

/** B2. A pipeline without a stage means that pipeline's first open stage. @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND */
export function updateChannel(context: DeskContext, actor: Actor, input: UpdateChannelInput): Promise<Channel> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const channel = context.setup.require("channel", input.id);
    const pipeline = context.setup.require("pipeline", input.pipelineId ?? channel.pipelineId);
    const isMoved = pipeline.id !== channel.pipelineId;
    const kept = isMoved
      ? newChannel(channel.id, channel.channelKind, channel.name, channel.address, pipeline, 0).stageId
      : channel.stageId;
    const stageId = requireStage(pipeline, input.stageId ?? kept).id;
    await writeSetup<Channel>(context, channel, {
      pipelineId: pipeline.id,
      stageId,
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.createTickets === undefined ? {} : { createTickets: input.createTickets }),
      ...(input.aliases === undefined ? {} : { aliases: input.aliases.map(normalAddress) }),
    });
    return context.setup.require("channel", input.id);
  });
}
