import { Tooltip } from "@mantine/core";
import {
  IconAddressBook,
  IconChartBar,
  IconInbox,
  IconKeyboard,
  IconLayoutKanban,
  IconSend,
  IconSettings,
  IconSitemap,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { classNamesOf } from "../components/class-names.ts";
import { numberFormat } from "../components/intl-formats.ts";
import { useDeskState, useI18n, useServices } from "../state/desk-context.tsx";
import css from "./Rail.module.css";
import { hrefOf, type Route, useRoute } from "../state/routes.ts";

const cx = classNamesOf(css);
const ICON = { size: 20, stroke: 1.6 } as const;
/** A sign without words is explained at once. */
const AT_ONCE = { position: "right", openDelay: 0 } as const;
/** More than that tells nobody more. */
const MOST_SHOWN = 99;

/** The narrow column at the left edge: the parts of the desk that exist. */
export function Rail() {
  const { t } = useI18n();
  const { shell } = useServices();
  const page = useRoute().page;
  const waiting = useDeskState((state) => state.status?.counts.inbox ?? 0);
  const attention = useDeskState((state) => state.status?.counts.attention ?? 0);
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
        <IconInbox {...ICON} />
        <Count of={waiting} />
      </RailLink>
      <OutboxLink current={page === "outbox"} />
      <RailLink route={{ page: "contacts", contactId: null }} label={t("shell.contacts")} current={page === "contacts"}>
        <IconAddressBook {...ICON} />
      </RailLink>
      <RailLink
        route={{ page: "workflows", workflowId: null }}
        label={t("workflows.title")}
        hint={attention > 0 ? t("attention.waiting", { count: attention }) : undefined}
        current={page === "workflows" || page === "attention"}
      >
        <IconSitemap {...ICON} />
        <Count of={attention} calls />
      </RailLink>
      <RailLink route={{ page: "reports", q: "" }} label={t("reports.title")} current={page === "reports"}>
        <IconChartBar {...ICON} />
      </RailLink>
      <span className={cx("gap")} />
      <Tooltip label={t("shell.shortcuts")} {...AT_ONCE}>
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

/** The way to the outbox, with the number of mails that wait; in another colour, of those that wait for a person. */
function OutboxLink({ current }: { readonly current: boolean }) {
  const { t } = useI18n();
  const waiting = useDeskState((state) => state.status?.counts.outbox ?? 0);
  const needsYou = useDeskState((state) => state.status?.counts.outboxNeedsPerson ?? 0);
  const about = [
    waiting === 0 ? t("shell.outboxEmpty") : t("shell.outbox", { count: waiting }),
    ...(needsYou === 0 ? [] : [t("shell.outboxNeedsYou", { count: needsYou })]),
  ].join(". ");
  return (
    <RailLink
      route={{ page: "outbox", tab: needsYou > 0 ? "needs" : null, itemId: null }}
      label={t("shell.outboxTitle")}
      hint={about}
      current={current}
    >
      <IconSend {...ICON} />
      {/* In the colour that calls for a person, the number is that of what waits for them. */}
      <Count of={needsYou > 0 ? needsYou : waiting} calls={needsYou > 0} />
    </RailLink>
  );
}

function Count(props: { readonly of: number; readonly calls?: boolean }) {
  const { language } = useI18n();
  if (props.of === 0) return null;
  const shown = props.of > MOST_SHOWN ? `${MOST_SHOWN}+` : numberFormat(language).format(props.of);
  return (
    <span className={cx("count", props.calls === true && "calls")} aria-hidden>
      {shown}
    </span>
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
    <Tooltip label={spoken} {...AT_ONCE}>
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
