import { Menu, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconHelp, IconListCheck, IconLogout, IconUserCircle } from "@tabler/icons-react";
import { useState } from "react";
import { UserAvatar } from "../components/UserAvatar.tsx";
import { useToasts } from "../components/use-toasts.tsx";
import { askAuth } from "../state/auth-client.ts";
import { useDesk, useDeskState, useI18n } from "../state/desk-context.tsx";
import { useShowFirstSteps } from "../state/first-steps.ts";
import { hrefOf } from "../state/routes.ts";
import { useMayChange, useRole } from "../state/use-access.ts";
import { HELP_WINDOW, useHelpAddress } from "./use-help.ts";

/** Who one is here, and the way out where one came in by signing in. */
export function UserMenu() {
  const { t } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const me = useDeskState((state) => state.status?.me ?? null);
  const role = useRole();
  const [isSignedIn, setSignedIn] = useState(false);
  const mayChange = useMayChange();
  const show = useShowFirstSteps();
  const help = useHelpAddress();
  if (me === null || role === null) return null;
  const showFirstSteps = () => void show(true).catch((error: unknown) => toasts.failed(error));
  // Asked when somebody looks: on a desk of one's own nobody signs in.
  const look = () =>
    void client.accounts.mySessions().then(
      ({ items }) => setSignedIn(items.some(({ current }) => current)),
      () => setSignedIn(false),
    );
  const signOut = () =>
    void askAuth("sign-out", {}).then(
      () => window.location.reload(),
      (error: unknown) => toasts.failed(error),
    );
  const label = t("shell.user", { name: me.name, role: t(`users.role.${role}`) });
  return (
    <Menu position="bottom-end" withinPortal onOpen={look}>
      <Menu.Target>
        <UnstyledButton style={{ borderRadius: "50%" }}>
          {/* Initials are no name: they are for the eye alone. */}
          <span aria-hidden>
            <UserAvatar id={me.id} name={me.name} sizePx={26} />
          </span>
          <VisuallyHidden>{label}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown maw={280}>
        <Menu.Label>
          <div style={{ color: "var(--pd-text)", fontWeight: 600, overflowWrap: "anywhere" }}>{me.name}</div>
          {me.address === "" ? null : <div style={{ overflowWrap: "anywhere" }}>{me.address}</div>}
          <div>{t(`users.role.${role}`)}</div>
        </Menu.Label>
        <Menu.Item
          component="a"
          href={hrefOf({ page: "settings", section: "account", id: null, tab: null })}
          leftSection={<IconUserCircle size={15} aria-hidden />}
        >
          {t("account.title")}
        </Menu.Item>
        {mayChange ? (
          <Menu.Item leftSection={<IconListCheck size={15} aria-hidden />} onClick={showFirstSteps}>
            {t("firstSteps.title")}
          </Menu.Item>
        ) : null}
        <Menu.Item component="a" href={help} {...HELP_WINDOW} leftSection={<IconHelp size={15} aria-hidden />}>
          {t("shell.help")}
          <div style={{ color: "var(--pd-faint)", fontSize: "0.75rem" }}>{t("shell.helpHint")}</div>
        </Menu.Item>
        {isSignedIn ? (
          <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={signOut}>
            {t("shell.signOut")}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
