import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowsRightLeft,
  IconDots,
  IconKey,
  IconLock,
  IconLockOpen,
  IconLogout,
  IconPencil,
  IconUserMinus,
} from "@tabler/icons-react";
import { useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange, useRole } from "#renderer/state/use-access.ts";
import type { AccountView } from "#shared/contract/account-views.ts";
import type { UserView } from "#shared/contract/people.ts";
import { hasLeft, roleOf } from "#shared/rules/access/roles.ts";
import { HandOverDialog } from "./HandOverDialog.tsx";
import { MadeLinkDialog, type Shown } from "./MadeLinkDialog.tsx";

const ICON = { size: 15, "aria-hidden": true } as const;

/** What can be done about a user. */
export function UserMenu(props: {
  readonly user: UserView;
  /** undefined: there is no server, or they have no account there. */
  readonly account: AccountView | undefined;
  readonly onEdit: () => void;
  readonly onChanged: () => void;
}) {
  const { user, account, onChanged } = props;
  const { t } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const mayChange = useMayChange();
  const myRole = useRole();
  const isMe = useDeskState((state) => state.status?.me.id === user.id);
  const [handing, setHanding] = useState<"leave" | "hand-over" | null>(null);
  const [link, setLink] = useState<Shown | null>(null);
  const { id, name } = user;
  const left = hasLeft(user);
  // A super admin is shut out, and let in again, by a super admin only.
  const mayShut = mayChange && !isMe && (roleOf(user.permissions) !== "super-admin" || myRole === "super-admin");
  const act = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      toasts.done(done);
    } catch (error) {
      toasts.failed(error);
    }
    onChanged();
  };
  const run = (work: () => Promise<unknown>, done: string) => void act(work, done);
  const makeLink = () =>
    void client.accounts.createResetLink({ id, way: "link" }).then(
      (made) => setLink({ link: made, title: t("users.resetLink.title", { name }), text: t("users.resetLink.text") }),
      (error: unknown) => toasts.failed(error),
    );
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon aria-label={t("users.menu", { name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil {...ICON} />} onClick={props.onEdit}>
            {t("users.menu.edit")}
          </Menu.Item>
          {mayChange ? (
            <Menu.Item leftSection={<IconArrowsRightLeft {...ICON} />} onClick={() => setHanding("hand-over")}>
              {t("users.menu.handOver")}
            </Menu.Item>
          ) : null}
          {mayShut && account !== undefined && account.state === "active" ? (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconKey {...ICON} />} onClick={makeLink}>
                {t("users.menu.resetLink")}
              </Menu.Item>
              {account.lockedUntilEpochMs === null ? null : (
                <Menu.Item
                  leftSection={<IconLockOpen {...ICON} />}
                  onClick={() => run(() => client.accounts.unlock({ id }), t("users.unlocked", { name }))}
                >
                  {t("users.menu.unlock")}
                </Menu.Item>
              )}
              {account.hasTotp ? (
                <Menu.Item
                  leftSection={<IconLock {...ICON} />}
                  onClick={() => run(() => client.accounts.removeTotpOf({ id }), t("users.totpRemoved", { name }))}
                >
                  {t("users.menu.removeTotp")}
                </Menu.Item>
              ) : null}
              <Menu.Item
                leftSection={<IconLogout {...ICON} />}
                onClick={() => run(() => client.accounts.signOutEverywhere({ id }), t("users.signedOut", { name }))}
              >
                {t("users.menu.signOut")}
              </Menu.Item>
            </>
          ) : null}
          {mayShut ? (
            <>
              <Menu.Divider />
              {left ? (
                <Menu.Item
                  leftSection={<IconArrowBackUp {...ICON} />}
                  onClick={() => run(() => client.users.comeBack({ id }), t("users.isBack", { name }))}
                >
                  {t("users.menu.comeBack")}
                </Menu.Item>
              ) : (
                <Menu.Item color="red" leftSection={<IconUserMinus {...ICON} />} onClick={() => setHanding("leave")}>
                  {t("users.menu.leave")}
                </Menu.Item>
              )}
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <HandOverDialog user={user} why={handing} onClose={() => setHanding(null)} onDone={onChanged} />
      <MadeLinkDialog shown={link} onClose={() => setLink(null)} />
    </>
  );
}
