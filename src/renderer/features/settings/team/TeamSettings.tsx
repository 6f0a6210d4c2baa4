import { Button, Group, Title } from "@mantine/core";
import { IconDevices, IconServer2, IconUserPlus } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { JoinTeam } from "#renderer/components/team/JoinTeam.tsx";
import { TeamEnded } from "#renderer/components/team/TeamEnded.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf, type Route } from "#renderer/state/routes.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import { PageFrame } from "../form/PageFrame.tsx";
import { Section } from "../form/Section.tsx";
import { HostRole } from "./HostRole.tsx";
import { KeptHere } from "./KeptHere.tsx";
import { LeaveTeam } from "./LeaveTeam.tsx";
import { RefusedChanges } from "./RefusedChanges.tsx";
import { SyncFacts } from "./SyncFacts.tsx";
import { SyncPanel } from "./SyncPanel.tsx";
import css from "./TeamSettings.module.css";

const cx = classNamesOf(css);
const SETTINGS: Route = { page: "settings", section: null, id: null, tab: null };

/** Settings › Team: this machine's place in one. Alone it joins; a member sees how its copy stands; the server is the team's desk itself. */
export function TeamSettings() {
  const { t } = useI18n();
  const sync = useDeskState((state) => state.status?.sync);
  const isServer = useDeskState((state) => state.status?.host?.mode === "server");
  usePageTitle(t("team.title"));
  return (
    <PageFrame
      path={[{ label: t("settings.title"), route: SETTINGS }]}
      title={<Title order={1}>{t("team.title")}</Title>}
      guarded={sync === undefined && !isServer}
      guardedText={t("team.readOnly")}
    >
      <TeamEnded />
      {isServer ? (
        <>
          <OwnServer />
          <HostRole isServerAway={false} />
        </>
      ) : sync === undefined ? (
        <Solo />
      ) : (
        <>
          <SyncPanel sync={sync} />
          <SyncFacts sync={sync} />
          {sync.refused === 0 ? null : <RefusedChanges count={sync.refused} />}
          <HostRole isServerAway={sync.state === "offline"} />
          <KeptHere sync={sync} />
          <LeaveTeam sync={sync} />
        </>
      )}
    </PageFrame>
  );
}

function Solo() {
  const { t } = useI18n();
  const mayChange = useMayChange();
  return (
    <Section title={t("team.solo.title")} text={t("team.solo.text")}>
      <JoinTeam isNew={false} disabled={!mayChange} />
    </Section>
  );
}

function OwnServer() {
  const { t } = useI18n();
  const mayChange = useMayChange();
  return (
    <section className={cx("server")} aria-label={t("team.server.title")}>
      <IconServer2 size={20} stroke={1.6} aria-hidden className={cx("icon")} />
      <div>
        <h2 className={cx("title")}>{t("team.server.title")}</h2>
        <p className={cx("text")}>{t("team.server.text")}</p>
        <Group gap="xs">
          {mayChange ? (
            <Button
              variant="default"
              component="a"
              leftSection={<IconUserPlus size={14} />}
              href={hrefOf({ page: "settings", section: "users", id: "invitations", tab: null })}
            >
              {t("team.server.people")}
            </Button>
          ) : null}
          <Button
            variant="default"
            component="a"
            leftSection={<IconDevices size={14} />}
            href={hrefOf({ page: "settings", section: "account", id: null, tab: null })}
          >
            {t("team.server.devices")}
          </Button>
        </Group>
      </div>
    </section>
  );
}
