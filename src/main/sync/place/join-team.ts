import { hostname } from "node:os";
import type { Agent } from "node:http";
import type { z } from "zod";
import type { membership } from "#shared/contract/membership.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { CatchUpAnswer, HelloAnswer } from "#shared/sync/protocol.ts";
import { FROM_THE_BEGINNING } from "#shared/sync/cursor.ts";
import { SYNC_PROTOCOL_VERSION } from "#shared/sync/limits.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { OWNER_ID } from "#main/desk/defaults.ts";
import type { HandOver } from "#main/desk/host/hand-over.ts";
import type { Secrets } from "#main/desk/secrets.ts";
import type { OpenLink } from "../client/link.ts";
import { TOKEN_SECRET, writeMembership, type Membership } from "../membership.ts";
import { askSignIn } from "./ask-sign-in.ts";
import { readServerAddress } from "./server-address.ts";

type Procedure = typeof membership.join;
export type JoinInput = z.output<NonNullable<Procedure["~orpc"]["inputSchema"]>>;
export type JoinOutput = z.output<NonNullable<Procedure["~orpc"]["outputSchema"]>>;

export type JoinDeps = {
  readonly context: DeskContext;
  readonly dataDir: string;
  readonly secrets: Secrets;
  readonly handOver: Pick<HandOver, "handOver" | "takeBack">;
  readonly openLink: (membership: Membership, deviceId: string, token: string) => OpenLink;
  readonly agentFor: (serverUrl: string) => Agent;
};

/** Until its desk is opened anew the machine has no name of its own in the team. */
const JOINING_DEVICE = "joining";

/**
 * Makes this machine a member of a team from the next opening of the desk on. Until the last step nothing has changed here, so that whatever fails leaves the desk as it was.
 * @throws PD_SYNC_BRING, PD_SYNC_OFFLINE, PD_SYNC_NOT_THE_SERVER, and what the server refuses joining with
 */
export async function joinTeam(deps: JoinDeps, input: JoinInput): Promise<JoinOutput> {
  const { context, dataDir, secrets, handOver } = deps;
  const { serverUrl } = readServerAddress(input.serverUrl);
  const deviceName = input.deviceName ?? (hostname().slice(0, 120) || "Pipedesk");
  const joined = await askSignIn(serverUrl, "join", { ...input.credentials, deviceName }, deps.agentFor(serverUrl));
  const isBrought = input.desk === "bring";
  if (isBrought && joined.userId !== OWNER_ID)
    throw new PipedeskError("PD_SYNC_BRING", "Only who set the server up can bring a desk along.");
  const membership: Membership = {
    serverUrl,
    deskName: joined.deskName,
    userId: joined.userId,
    tokenId: joined.deviceId,
    joinedAtEpochMs: context.clock.nowEpochMs(),
    scope: input.scope,
    begin: isBrought ? { kind: "ours" } : await theirSetup(deps, membershipOf(), joined.deviceToken),
  };
  await secrets.set(TOKEN_SECRET, joined.deviceToken);
  if (!isBrought) await writeMembership(dataDir, membership);
  else {
    const handedOver = await handOver.handOver();
    try {
      await writeMembership(dataDir, { ...membership, handedOver: JSON.parse(JSON.stringify(handedOver)) });
    } catch (error) {
      await handOver.takeBack("go-on");
      throw error;
    }
  }
  return { deskName: joined.deskName, userId: joined.userId };

  function membershipOf(): Membership {
    const { userId, deskName, deviceId } = joined;
    return { serverUrl, deskName, userId, tokenId: deviceId, joinedAtEpochMs: 0, scope: input.scope };
  }
}

/** What the desk is shown with before anything else of it is here. */
async function theirSetup(
  deps: JoinDeps,
  membership: Membership,
  token: string,
): Promise<NonNullable<Membership["begin"]>> {
  const gone = new AbortController();
  const listener = { news: () => undefined, lost: () => gone.abort() };
  const link = await deps.openLink(membership, JOINING_DEVICE, token)(listener, gone.signal);
  try {
    const hello = HelloAnswer.parse(
      await link.ask({
        ask: "hello",
        protocol: SYNC_PROTOCOL_VERSION,
        deskId: null,
        checkpoint: 0,
        pushed: 0,
        nowEpochMs: deps.context.clock.nowEpochMs(),
      }),
    );
    // Read after the number: what is written in between comes twice, which merging doesn't mind, and nothing is missed.
    const { rows } = CatchUpAnswer.parse(
      await link.ask({ ask: "catch-up", after: 0, cursor: FROM_THE_BEGINNING, scope: membership.scope }),
    );
    return { kind: "theirs", setup: rows, serverCommit: hello.newest };
  } finally {
    link.close();
  }
}
