import { ChannelId, PipelineId, StageId, UserId } from "#shared/model/ids.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import type { Pipeline } from "#shared/model/setup/pipeline.ts";
import { SETTINGS_ID, type Settings } from "#shared/model/setup/settings.ts";
import type { User } from "#shared/model/setup/user.ts";
import { addSetup, writeSetup } from "#main/desk/commands/change-setup.ts";
import type { DeskContext } from "#main/desk/context.ts";
import {
  INBOUND_CHANNEL_ID,
  newChannel,
  newPipeline,
  OWNER_ID,
  SUPPORT_PIPELINE_ID,
  templateWorkflows,
} from "#main/desk/defaults.ts";
import {
  AGENTS,
  COMPANY_DOMAIN,
  COMPANY_NAME,
  PIPELINES,
  type AgentKey,
  type DemoAgent,
  type DemoPipeline,
} from "./plan/company.ts";
import type { DemoChannel } from "./texts/text-pack.ts";

/** The first agent is the desk's own user. */
export function userIdOf(agent: AgentKey): UserId {
  return agent === AGENTS[0]?.key ? OWNER_ID : UserId.parse(`user-demo-${agent}`);
}

/** Support has the pipeline and the mailbox that every new desk has. */
export function pipelineIdOf(channel: DemoChannel): PipelineId {
  return channel === "support" ? SUPPORT_PIPELINE_ID : PipelineId.parse(`pipeline-demo-${channel}`);
}

export function channelIdOf(channel: DemoChannel): ChannelId {
  return channel === "support" ? INBOUND_CHANNEL_ID : ChannelId.parse(`channel-demo-${channel}`);
}

export function stageIdOf(channel: DemoChannel, key: string): StageId {
  return StageId.parse(`${pipelineIdOf(channel)}-${key}`);
}

/** Gives a new desk the demo's company: its name, users, pipelines and mailboxes. `createdAtEpochMs` is before all that happens there. */
export function makeCompany(context: DeskContext, createdAtEpochMs: number): Promise<void> {
  return context.queue.run(async () => {
    const { setup } = context;
    const settings = setup.require("settings", SETTINGS_ID);
    if (settings.startedAs === null || settings.startedAs === "demo")
      await writeSetup<Settings>(context, settings, { deskName: COMPANY_NAME });
    for (const agent of AGENTS) {
      const known = setup.find("user", userIdOf(agent.key));
      const user = userOf(agent, createdAtEpochMs);
      if (known) await writeSetup<User>(context, known, { name: user.name, address: user.address });
      else await addSetup(context, [user]);
    }
    for (const [order, demo] of PIPELINES.entries()) {
      const pipeline =
        setup.find("pipeline", pipelineIdOf(demo.channel)) ??
        (await addPipeline(context, demo, order, createdAtEpochMs));
      await makeChannel(context, demo, pipeline, createdAtEpochMs);
    }
  });
}

function userOf({ key, name, permissions }: DemoAgent, createdAtEpochMs: number): User {
  const address = `${key}@${COMPANY_DOMAIN}`;
  return {
    id: userIdOf(key),
    kind: "user",
    name,
    address,
    permissions: [...permissions],
    createdAtEpochMs,
    stamps: {},
  };
}

async function addPipeline(
  context: DeskContext,
  demo: DemoPipeline,
  order: number,
  createdAtEpochMs: number,
): Promise<Pipeline> {
  const standard = newPipeline(pipelineIdOf(demo.channel), demo.name, order, createdAtEpochMs);
  const pipeline: Pipeline = {
    ...standard,
    stages: demo.stages.map(({ key, name, kind, colour }) => ({
      id: stageIdOf(demo.channel, key),
      name,
      kind,
      colour,
    })),
    rules: {
      ...standard.rules,
      // One rule of section G each, so that there is something to see.
      ...(demo.channel === "returns"
        ? { requiredProperties: { [stageIdOf("returns", "refunded")]: ["ownerId"] } }
        : {}),
      ...(demo.channel === "trade" ? { preventBackward: true } : {}),
    },
  };
  // Here stages say how far a parcel or an order is; a mail more or less does not change that.
  const workflows = templateWorkflows(pipeline, createdAtEpochMs).map((workflow) => ({ ...workflow, enabled: false }));
  await addSetup(context, [pipeline, ...workflows]);
  return pipeline;
}

async function makeChannel(
  context: DeskContext,
  demo: DemoPipeline,
  pipeline: Pipeline,
  createdAtEpochMs: number,
): Promise<void> {
  const id = channelIdOf(demo.channel);
  const known = context.setup.find("channel", id);
  if (known) await writeSetup<Channel>(context, known, { name: demo.mailboxName, address: demo.mailbox });
  else await addSetup(context, [newChannel(id, "email", demo.mailboxName, demo.mailbox, pipeline, createdAtEpochMs)]);
}
