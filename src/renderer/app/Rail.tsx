import { Indicator, Tooltip } from "@mantine/core";
import { IconAddressBook, IconInbox, IconKeyboard, IconLayoutKanban, IconSettings } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { classNamesOf } from "../components/class-names.ts";
import { useDeskState, useI18n, useServices } from "../state/desk-context.tsx";
import css from "./Rail.module.css";
import { hrefOf, type Route, useRoute } from "../state/routes.ts";

const cx = classNamesOf(css);
const ICON = { size: 20, stroke: 1.6 } as const;

/** The narrow column at the left edge: the parts of the desk that exist. */
export function Rail() {
  const { t } = useI18n();
  const { shell } = useServices();
  const page = useRoute().page;
  const waiting = useDeskState((state) => state.status?.counts.inbox ?? 0);
  return (
    <nav className={cx("rail")} aria-label={t("shell.mainNavigation")}>
      <RailLink
        route={{ page: "board", pipelineId: null }}
        label={t("shell.desk")}
        current={page === "board" || page === "ticket"}
      >
        <IconLayoutKanban {...ICON} />
      </RailLink>
      <RailLink
        route={{ page: "inbox", conversationId: null }}
        label={t("shell.inbox")}
        hint={waiting > 0 ? t("shell.inboxCount", { count: waiting }) : undefined}
        current={page === "inbox"}
      >
        <Indicator disabled={waiting === 0} size={7} offset={2} color="iris">
          <IconInbox {...ICON} />
        </Indicator>
      </RailLink>
      <RailLink route={{ page: "contacts", contactId: null }} label={t("shell.contacts")} current={page === "contacts"}>
        <IconAddressBook {...ICON} />
      </RailLink>
      <span className={cx("gap")} />
      <Tooltip label={t("shell.shortcuts")} position="right">
        <button
          type="button"
          className={cx("item")}
          aria-label={t("shell.shortcuts")}
          onClick={() => shell.setState({ sheetOpened: true })}
        >
          <IconKeyboard {...ICON} />
        </button>
      </Tooltip>
      <RailLink
        route={{ page: "settings", section: null, id: null, tab: null }}
        label={t("shell.settings")}
        current={page === "settings"}
      >
        <IconSettings {...ICON} />
      </RailLink>
    </nav>
  );
}

function RailLink(props: {
  readonly route: Route;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly current: boolean;
  readonly children: ReactNode;
}) {
  const spoken = props.hint === undefined ? props.label : `${props.label}: ${props.hint}`;
  return (
    <Tooltip label={spoken} position="right">
      <a
        className={cx("item", props.current && "current")}
        href={hrefOf(props.route)}
        aria-label={spoken}
        aria-current={props.current ? "page" : undefined}
      >
        {props.children}
      </a>
    </Tooltip>
  );
}
