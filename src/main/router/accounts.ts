import type { AccountsService } from "#main/accounts/accounts-service.ts";
import { requireAutomationAccess } from "#main/desk/commands/command.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { actorOf, base, type CoreContext, type RouterDeps } from "./implementer.ts";

/** Accounts of a team. Where the desk has none, each is refused after what it may do was checked, so that the same is refused to the same people everywhere. */
export function accountProcedures(deps: RouterDeps) {
  const { accounts } = base;
  const own = (caller: CoreContext): AccountsService => {
    actorOf(deps, caller);
    const service = deps.accounts();
    if (service) return service;
    throw new PipedeskError("PD_TEAM_NONE", "This desk has no team, so it has no accounts.");
  };
  const all = (caller: CoreContext): AccountsService => {
    requireAutomationAccess(actorOf(deps, caller));
    return own(caller);
  };
  return {
    me: accounts.me.handler(({ context }) => own(context).me(context, undefined)),
    changePassword: accounts.changePassword.handler(({ input, context }) =>
      own(context).changePassword(context, input),
    ),
    startTotp: accounts.startTotp.handler(({ input, context }) => own(context).startTotp(context, input)),
    confirmTotp: accounts.confirmTotp.handler(({ input, context }) => own(context).confirmTotp(context, input)),
    removeTotp: accounts.removeTotp.handler(({ input, context }) => own(context).removeTotp(context, input)),
    renewRecoveryCodes: accounts.renewRecoveryCodes.handler(({ input, context }) =>
      own(context).renewRecoveryCodes(context, input),
    ),
    mySessions: accounts.mySessions.handler(({ context }) => own(context).mySessions(context, undefined)),
    endSession: accounts.endSession.handler(({ input, context }) => own(context).endSession(context, input)),
    endOtherSessions: accounts.endOtherSessions.handler(({ context }) =>
      own(context).endOtherSessions(context, undefined),
    ),
    myDevices: accounts.myDevices.handler(({ context }) => own(context).myDevices(context, undefined)),
    revokeMyDevice: accounts.revokeMyDevice.handler(({ input, context }) =>
      own(context).revokeMyDevice(context, input),
    ),
    createJoinLink: accounts.createJoinLink.handler(({ context }) => own(context).createJoinLink(context, undefined)),
    list: accounts.list.handler(({ context }) => all(context).list(context, undefined)),
    create: accounts.create.handler(({ input, context }) => all(context).create(context, input)),
    setPermissions: accounts.setPermissions.handler(({ input, context }) =>
      all(context).setPermissions(context, input),
    ),
    deactivate: accounts.deactivate.handler(({ input, context }) => all(context).deactivate(context, input)),
    reactivate: accounts.reactivate.handler(({ input, context }) => all(context).reactivate(context, input)),
    signOutEverywhere: accounts.signOutEverywhere.handler(({ input, context }) =>
      all(context).signOutEverywhere(context, input),
    ),
    unlock: accounts.unlock.handler(({ input, context }) => all(context).unlock(context, input)),
    removeTotpOf: accounts.removeTotpOf.handler(({ input, context }) => all(context).removeTotpOf(context, input)),
    createResetLink: accounts.createResetLink.handler(({ input, context }) =>
      all(context).createResetLink(context, input),
    ),
    invitations: accounts.invitations.handler(({ context }) => all(context).invitations(context, undefined)),
    invite: accounts.invite.handler(({ input, context }) => all(context).invite(context, input)),
    removeInvitation: accounts.removeInvitation.handler(({ input, context }) =>
      all(context).removeInvitation(context, input),
    ),
    devices: accounts.devices.handler(({ context }) => all(context).devices(context, undefined)),
    revokeDevice: accounts.revokeDevice.handler(({ input, context }) => all(context).revokeDevice(context, input)),
    auditLog: accounts.auditLog.handler(({ input, context }) => all(context).auditLog(context, input)),
  };
}
