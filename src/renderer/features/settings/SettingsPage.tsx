import {
  IconAdjustmentsHorizontal,
  IconColumns3,
  IconDatabase,
  IconForms,
  IconHistory,
  IconKeyboard,
  IconAffiliate,
  IconClockHour9,
  IconHourglass,
  IconMail,
  IconPlayerPlay,
  IconTemplate,
  IconTextPlus,
  IconUserCircle,
  IconUsers,
} from "@tabler/icons-react";
import { hrefOf, type Route } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { AccountSettings } from "./account/AccountSettings.tsx";
import { ChannelSettings } from "./channels/ChannelSettings.tsx";
import { DataSettings } from "./data/DataSettings.tsx";
import { GeneralSettings } from "./general/GeneralSettings.tsx";
import { HistorySettings } from "./history/HistorySettings.tsx";
import { HoursSettings } from "./hours/HoursSettings.tsx";
import { PipelineSettings } from "./pipelines/PipelineSettings.tsx";
import { SlaSettings } from "./sla/SlaSettings.tsx";
import { KeyboardSettings } from "./keyboard/KeyboardSettings.tsx";
import { MacroSettings } from "./macros/MacroSettings.tsx";
import { PropertySettings } from "./properties/PropertySettings.tsx";
import { SnippetSettings } from "./snippets/SnippetSettings.tsx";
import { TeamSettings } from "./team/TeamSettings.tsx";
import { TemplateSettings } from "./templates/TemplateSettings.tsx";
import { UserSettings } from "./users/UserSettings.tsx";
import css from "./SettingsPage.module.css";

const cx = classNamesOf(css);

export type SettingsPageProps = {
  readonly section: string | null;
  readonly id: string | null;
  readonly tab: string | null;
};

/** Settings: what there is on the left, the chosen part beside it. */
export function SettingsPage(props: SettingsPageProps) {
  const { t } = useI18n();
  const section = props.section ?? "pipelines";
  return (
    <div className={cx("page")}>
      <nav className={cx("nav")} aria-label={t("settings.title")}>
        <NavEntry
          section="general"
          current={section}
          icon={IconAdjustmentsHorizontal}
          label={t("settings.general.title")}
        />
        <NavEntry section="keyboard" current={section} icon={IconKeyboard} label={t("keyboard.title")} />
        <NavEntry section="channels" current={section} icon={IconMail} label={t("mailbox.title")} />
        <NavEntry section="templates" current={section} icon={IconTemplate} label={t("mailTemplates.title")} />
        <NavEntry section="snippets" current={section} icon={IconTextPlus} label={t("snippets.title")} />
        <NavEntry section="macros" current={section} icon={IconPlayerPlay} label={t("macros.title")} />
        <NavEntry section="history" current={section} icon={IconHistory} label={t("earlier.title")} />
        <NavEntry section="hours" current={section} icon={IconClockHour9} label={t("hours.title")} />
        <NavEntry section="users" current={section} icon={IconUsers} label={t("users.title")} />
        <NavEntry section="team" current={section} icon={IconAffiliate} label={t("team.title")} />
        <NavEntry section="data" current={section} icon={IconDatabase} label={t("data.title")} />
        <NavEntry section="account" current={section} icon={IconUserCircle} label={t("account.title")} />
        <p className={cx("group")}>{t("settings.objects.tickets")}</p>
        <NavEntry section="pipelines" current={section} icon={IconColumns3} label={t("settings.pipelines.title")} />
        <NavEntry section="properties" current={section} icon={IconForms} label={t("properties.title")} />
        <NavEntry section="sla" current={section} icon={IconHourglass} label={t("sla.title")} />
      </nav>
      <div className={cx("content")}>
        <Part section={section} id={props.id} tab={props.tab} />
      </div>
    </div>
  );
}

function Part(props: { readonly section: string; readonly id: string | null; readonly tab: string | null }) {
  const { t } = useI18n();
  switch (props.section) {
    case "general":
      return <GeneralSettings />;
    case "keyboard":
      return <KeyboardSettings />;
    case "channels":
      return <ChannelSettings id={props.id} tab={props.tab} />;
    case "templates":
      return <TemplateSettings id={props.id} />;
    case "snippets":
      return <SnippetSettings />;
    case "macros":
      return <MacroSettings />;
    case "history":
      return <HistorySettings />;
    case "hours":
      return <HoursSettings />;
    case "sla":
      return <SlaSettings id={props.id} />;
    case "users":
      return <UserSettings tab={props.id} />;
    case "team":
      return <TeamSettings />;
    case "data":
      return <DataSettings />;
    case "account":
      return <AccountSettings />;
    case "properties":
      return <PropertySettings />;
    case "pipelines":
      return <PipelineSettings id={props.id} tab={props.tab} />;
    default:
      return <EmptyState level={1} title={t("shell.notFound.title")} text={t("shell.notFound.text")} />;
  }
}

/** In a narrow window the entries are one line that scrolls. */
function showWhole(entry: HTMLAnchorElement | null): void {
  entry?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function NavEntry(props: {
  readonly section: string;
  readonly current: string;
  readonly icon: typeof IconColumns3;
  readonly label: string;
}) {
  const Icon = props.icon;
  const route: Route = { page: "settings", section: props.section, id: null, tab: null };
  const current = props.section === props.current;
  return (
    <a
      ref={current ? showWhole : undefined}
      className={cx("entry", current && "current")}
      href={hrefOf(route)}
      {...(current ? { "aria-current": "page" as const } : {})}
    >
      <Icon size={16} stroke={1.75} aria-hidden />
      {props.label}
    </a>
  );
}
