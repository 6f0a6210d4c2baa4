import { UserId } from "#shared/model/ids.ts";
import type { User } from "#shared/model/setup/user.ts";
import { writeSetup } from "#main/desk/commands/change-setup.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { HandOver } from "#main/desk/host/hand-over.ts";
import type { Secrets } from "#main/desk/secrets.ts";
import { removeMembership, TOKEN_SECRET, type Membership } from "../membership.ts";

const LOCAL_USER_RECORD = "local-user";

/**
 * The copy of a team that was left becomes this machine's own desk: what waits in it ends here, since the team goes on with it, and the person may do everything from now on. Cut off, it is done again.
 */
export async function becomeOwn(
  context: DeskContext,
  { handOver, secrets, dataDir }: { handOver: Pick<HandOver, "takeBack">; secrets: Secrets; dataDir: string },
  left: Membership,
): Promise<void> {
  await handOver.takeBack("end");
  await context.queue.run(async () => {
    const { local } = context.store;
    const previous = await local.get(LOCAL_USER_RECORD);
    const updatedAtEpochMs = context.clock.nowEpochMs();
    await local.write([{ previous, next: { id: LOCAL_USER_RECORD, value: left.userId, updatedAtEpochMs } }]);
    const user = context.setup.find("user", left.userId);
    if (user !== null && !user.permissions.includes("super-admin"))
      await writeSetup<User>(context, user, { permissions: ["super-admin"] });
  });
  await secrets.delete(TOKEN_SECRET);
  await removeMembership(dataDir);
}

/** Whose desk it is, where that is not the one who began it. */
export async function localUserOf({ store }: Pick<DeskContext, "store">): Promise<UserId | null> {
  return UserId.safeParse((await store.local.get(LOCAL_USER_RECORD))?.value).data ?? null;
}
