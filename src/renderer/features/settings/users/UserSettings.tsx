import { Tabs, Title } from "@mantine/core";
import { navigate, type Route } from "#renderer/state/routes.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import { PageFrame } from "../form/PageFrame.tsx";
import { AuditTab } from "./AuditTab.tsx";
import { DevicesTab } from "./DevicesTab.tsx";
import { InvitationsTab } from "./InvitationsTab.tsx";
import { TeamsTab } from "./TeamsTab.tsx";
import { UsersTab } from "./UsersTab.tsx";

const SETTINGS: Route = { page: "settings", section: null, id: null, tab: null };
const TABS = ["users", "teams", "invitations", "devices", "audit"] as const;
type Tab = (typeof TABS)[number];

/** What only who looks after the desk is shown. */
const ADMINS_ONLY: readonly Tab[] = ["invitations", "devices", "audit"];

/** Settings › Users and teams: who answers here, what each may do, how they come in, and what was done about it. */
export function UserSettings({ tab }: { readonly tab: string | null }) {
  const { t } = useI18n();
  const mayChange = useMayChange();
  usePageTitle(t("users.title"));
  const tabs = TABS.filter((one) => mayChange || !ADMINS_ONLY.includes(one));
  const shown = tabs.find((one) => one === tab) ?? "users";
  return (
    <PageFrame
      path={[{ label: t("settings.title"), route: SETTINGS }]}
      title={<Title order={1}>{t("users.title")}</Title>}
      guarded
      guardedText={t("users.readOnly")}
    >
      <Tabs
        value={shown}
        onChange={(value) => navigate({ page: "settings", section: "users", id: value, tab: null })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`users.tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={shown}>
          <Shown tab={shown} />
        </Tabs.Panel>
      </Tabs>
    </PageFrame>
  );
}

function Shown({ tab }: { readonly tab: Tab }) {
  switch (tab) {
    case "users":
      return <UsersTab />;
    case "teams":
      return <TeamsTab />;
    case "invitations":
      return <InvitationsTab />;
    case "devices":
      return <DevicesTab />;
    case "audit":
      return <AuditTab />;
  }
}
