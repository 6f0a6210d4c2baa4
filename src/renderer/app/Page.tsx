import { Button } from "@mantine/core";
import { IconMapPinOff } from "@tabler/icons-react";
import { useEffect } from "react";
import type { ReadyViewId } from "#shared/automation/ticket-views/ready-views.ts";
import { assertNever } from "#shared/errors/pipedesk-error.ts";
import { EmptyState } from "../components/EmptyState.tsx";
import { onDemand } from "../components/on-demand.tsx";
import { whenIdle } from "../components/when-idle.ts";
import { BoardPage } from "../features/board/BoardPage.tsx";
import { useI18n } from "../state/desk-context.tsx";
import { hrefOf, useRoute } from "../state/routes.ts";

// The board is what people start with; the other screens come when they are asked for.
const TicketView = onDemand(() => import("../features/ticket/TicketView.tsx").then((module) => module.TicketView));
const ReportsPage = onDemand(() => import("../features/reports/ReportsPage.tsx").then((module) => module.ReportsPage));
const SearchPage = onDemand(() => import("../features/search/SearchPage.tsx").then((module) => module.SearchPage));
const SettingsPage = onDemand(() =>
  import("../features/settings/SettingsPage.tsx").then((module) => module.SettingsPage),
);
const InboxPage = onDemand(() => import("../features/inbox/InboxPage.tsx").then((module) => module.InboxPage));
const TrashPage = onDemand(() => import("../features/trash/TrashPage.tsx").then((module) => module.TrashPage));
const OutboxPage = onDemand(() => import("../features/outbox/OutboxPage.tsx").then((module) => module.OutboxPage));
const ContactsPage = onDemand(() =>
  import("../features/contacts/ContactsPage.tsx").then((module) => module.ContactsPage),
);
const WorkflowsPage = onDemand(() =>
  import("../features/workflows/WorkflowsPage.tsx").then((module) => module.WorkflowsPage),
);
const AttentionPage = onDemand(() =>
  import("../features/workflows/attention/AttentionPage.tsx").then((module) => module.AttentionPage),
);
const ViewPage = onDemand(() => import("../features/tickets/ViewPage.tsx").then((module) => module.ViewPage));
const WelcomePage = onDemand(() => import("../features/welcome/WelcomePage.tsx").then((module) => module.WelcomePage));

const ALL_OPEN = "all-open" satisfies ReadyViewId;

/** The screen of the present route. */
export function Page() {
  const route = useRoute();
  // A board is left by opening a ticket.
  useEffect(() => whenIdle(TicketView.preload), []);
  switch (route.page) {
    case "home":
      return <BoardPage pipelineId={null} />;
    case "board":
      return <BoardPage pipelineId={route.pipelineId} />;
    case "views":
      return <ViewPage viewId={route.viewId ?? ALL_OPEN} />;
    case "ticket":
      return <TicketView key={route.ticketId} ticketId={route.ticketId} />;
    case "inbox":
      return <InboxPage conversationId={route.conversationId} isFiled={route.filed === true} />;
    case "outbox":
      return <OutboxPage tab={route.tab} itemId={route.itemId} />;
    case "contacts":
      return <ContactsPage contactId={route.contactId} />;
    case "reports":
      return <ReportsPage q={route.q} />;
    case "trash":
      return <TrashPage />;
    case "search":
      return <SearchPage />;
    case "workflows":
      return <WorkflowsPage workflowId={route.workflowId} ready={route.ready ?? null} />;
    case "attention":
      return <AttentionPage />;
    case "settings":
      return <SettingsPage section={route.section} id={route.id} tab={route.tab} />;
    case "welcome":
      return <WelcomePage />;
    // Stands in the frame's place (`Shell`).
    case "door":
      return null;
    case "unknown":
      return <NotFound />;
    default:
      return assertNever(route);
  }
}

function NotFound() {
  const { t } = useI18n();
  return (
    <EmptyState
      icon={<IconMapPinOff size={32} stroke={1.5} />}
      level={1}
      title={t("shell.notFound.title")}
      text={t("shell.notFound.text")}
      action={
        <Button component="a" href={hrefOf({ page: "board", pipelineId: null })}>
          {t("shell.crash.board")}
        </Button>
      }
    />
  );
}
