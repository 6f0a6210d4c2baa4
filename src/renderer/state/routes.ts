/**
 * Where the person is, as a hash route: every screen has a URL, so that back, forward and links work in the browser and in Electron.
 *
 * `useRoute()` tells the present route, `hrefOf(route)` is for links, `navigate(route)` for keys and after commands. Never write
 * `location.hash` elsewhere.
 */
import { GALLERY_KEYS, type GalleryKey } from "#shared/automation/gallery/names.ts";
import { useMemo, useSyncExternalStore } from "react";
import type { LinkPurpose } from "#shared/model/account.ts";
import {
  ConversationId,
  MessageId,
  OutboxItemId,
  PersonId,
  PipelineId,
  RunId,
  StepId,
  TicketId,
  ViewId,
  WorkflowId,
} from "#shared/model/ids.ts";

export type Route =
  | { readonly page: "home" }
  | { readonly page: "welcome" }
  /** Where a link of the server leads: needs no sign-in. `token` is its secret. */
  | { readonly page: "door"; readonly link: DoorLink; readonly token: string }
  /** null: the pipeline seen last, else the first. */
  | { readonly page: "board"; readonly pipelineId: PipelineId | null }
  /** One of the desk's views or a ready-made one; null: all open tickets. */
  | { readonly page: "views"; readonly viewId: ViewId | null }
  /** `messageId`: the message to show in it; absent: the first unread, else the newest. */
  | { readonly page: "ticket"; readonly ticketId: TicketId; readonly messageId?: MessageId }
  /** `filed`: what was put away of the inbox, in place of the inbox itself. */
  | { readonly page: "inbox"; readonly conversationId: ConversationId | null; readonly filed?: true }
  /** `tab` is one of the outbox's lists; null: what waits. */
  | { readonly page: "outbox"; readonly tab: string | null; readonly itemId: OutboxItemId | null }
  /** `write`: a mail to the contact is begun. */
  | { readonly page: "contacts"; readonly contactId: PersonId | null; readonly write?: true }
  | { readonly page: "search"; readonly q: string }
  /** `q`: of which tickets, by the operators of the search; '' for all. */
  | { readonly page: "reports"; readonly q: string }
  /** null: the list of them. `at`: in its history, a run; `look`: another side of it than the draft that is edited. */
  | {
      readonly page: "workflows";
      readonly workflowId: WorkflowId | null;
      readonly at?: RunPlace;
      readonly look?: WorkflowLook;
      /** Over the list: the gallery, at this one. */
      readonly ready?: GalleryKey;
    }
  /** `section` is `pipelines` or `channels` …; null means the page's own default. */
  /** What automations left behind for a person. */
  | { readonly page: "attention" }
  /** What was thrown away, and spam. */
  | { readonly page: "trash" }
  | {
      readonly page: "settings";
      readonly section: string | null;
      readonly id: string | null;
      readonly tab: string | null;
    }
  | { readonly page: "unknown"; readonly path: string };

/** A run, or a step of it: which revision that was in, the run knows. */
export type RunPlace = { readonly runId: RunId; readonly stepId: StepId | null };

const DOOR_LINKS = ["set-up", "invitation", "reset", "join"] as const satisfies readonly LinkPurpose[];
export type DoorLink = (typeof DOOR_LINKS)[number];

const WORKFLOW_LOOKS = ["history", "test", "replay"] as const;
/** Its runs; trying it out with a ticket; what it would have done to past tickets. */
export type WorkflowLook = (typeof WORKFLOW_LOOKS)[number];

/** Where a workflow's id stands; no workflow has this one. */
const ATTENTION = "attention";

const HASHCHANGE = "hashchange";
/** Told on the window, with the `href`, before `navigate` leaves the present screen; a screen with something unsaved prevents it. */
export const LEAVING = "pipedesk:leaving";

/** Reads a hash such as `#/ticket/t1`; never throws. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/u, "").split("?", 2);
  const [page = "", first = null, second = null, third = null] = path.split("/").filter(Boolean).map(decode);
  switch (page) {
    case "":
      return { page: "home" };
    case "welcome": {
      const link = DOOR_LINKS.find((one) => one === first);
      return link !== undefined && second !== null ? { page: "door", link, token: second } : { page };
    }
    case "board":
      return { page, pipelineId: parsedId(PipelineId, first) };
    case "views":
      return { page, viewId: parsedId(ViewId, first) };
    case "ticket": {
      const ticketId = parsedId(TicketId, first);
      const messageId = parsedId(MessageId, new URLSearchParams(query).get("message"));
      if (ticketId === null) return { page: "unknown", path };
      return messageId === null ? { page, ticketId } : { page, ticketId, messageId };
    }
    case "inbox":
      return {
        page,
        conversationId: parsedId(ConversationId, first),
        ...(new URLSearchParams(query).has("filed") ? { filed: true } : {}),
      };
    case "outbox":
      return { page, tab: first, itemId: parsedId(OutboxItemId, second) };
    case "contacts": {
      const contactId = parsedId(PersonId, first);
      return {
        page,
        contactId,
        ...(contactId !== null && new URLSearchParams(query).has("write") ? { write: true } : {}),
      };
    }
    case "reports":
      return { page, q: new URLSearchParams(query).get("q") ?? "" };
    case "trash":
      return { page };
    case "search":
      return { page, q: new URLSearchParams(query).get("q") ?? "" };
    case "workflows": {
      if (first === ATTENTION) return { page: "attention" };
      const asked = new URLSearchParams(query);
      const [runId, stepId] = [parsedId(RunId, asked.get("run")), parsedId(StepId, asked.get("step"))];
      const workflowId = parsedId(WorkflowId, first);
      const look = WORKFLOW_LOOKS.find((one) => one === asked.get("look"));
      const ready = GALLERY_KEYS.find((one) => one === asked.get("ready"));
      if (workflowId === null) return ready === undefined ? { page, workflowId } : { page, workflowId, ready };
      if (runId !== null) return { page, workflowId, at: { runId, stepId } };
      return look === undefined ? { page, workflowId } : { page, workflowId, look };
    }
    case "settings":
      // Where workflows were shown before they had a screen of their own.
      if (first === "workflows") return { page: "workflows", workflowId: parsedId(WorkflowId, second) };
      return { page, section: first, id: second, tab: third };
    default:
      return { page: "unknown", path };
  }
}

/** The `href` of a link to a route. */
export function hrefOf(route: Route): string {
  switch (route.page) {
    case "home":
      return "#/";
    case "welcome":
      return "#/welcome";
    case "door":
      return pathOf("welcome", route.link, route.token);
    case "board":
      return pathOf("board", route.pipelineId);
    case "views":
      return pathOf("views", route.viewId);
    case "ticket":
      return route.messageId === undefined
        ? pathOf("ticket", route.ticketId)
        : `${pathOf("ticket", route.ticketId)}?${new URLSearchParams({ message: route.messageId }).toString()}`;
    case "inbox":
      return `${pathOf("inbox", route.conversationId)}${route.filed === true ? "?filed=1" : ""}`;
    case "outbox":
      return pathOf("outbox", route.itemId === null ? route.tab : (route.tab ?? "all"), route.itemId);
    case "contacts":
      return `${pathOf("contacts", route.contactId)}${route.write === true ? "?write=1" : ""}`;
    case "reports":
      return route.q === "" ? "#/reports" : `#/reports?${new URLSearchParams({ q: route.q }).toString()}`;
    case "search":
      return route.q === "" ? "#/search" : `#/search?${new URLSearchParams({ q: route.q }).toString()}`;
    case "workflows":
      return `${pathOf("workflows", route.workflowId)}${lookOf(route)}`;
    case "trash":
      return "#/trash";
    case "attention":
      return pathOf("workflows", ATTENTION);
    case "settings":
      return pathOf("settings", route.section, route.id, route.tab);
    case "unknown":
      return `#/${route.path}`;
  }
}

function lookOf({ at, look, ready }: Extract<Route, { page: "workflows" }>): string {
  if (ready !== undefined) return `?ready=${ready}`;
  if (at === undefined) return look === undefined ? "" : `?look=${look}`;
  const step = at.stepId === null ? {} : { step: at.stepId };
  return `?${new URLSearchParams({ run: at.runId, ...step }).toString()}`;
}

/** Goes to a route; `replace` where the present entry of the history is only a step on the way (typing into the search field). */
export function navigate(route: Route, options: { readonly replace?: boolean } = {}): void {
  const href = hrefOf(route);
  if (href === window.location.hash) return;
  if (!window.dispatchEvent(new CustomEvent(LEAVING, { cancelable: true, detail: href }))) return;
  if (options.replace === true) {
    window.history.replaceState(window.history.state, "", href);
    window.dispatchEvent(new Event(HASHCHANGE));
    return;
  }
  window.location.hash = href;
}

/** Back to where the person came from; to `fallback` where this is the first page of the tab. */
export function goBack(fallback: Route): void {
  if (window.history.length > 1) window.history.back();
  else navigate(fallback);
}

function useHash(): string {
  return useSyncExternalStore(subscribeToHash, () => window.location.hash);
}

function subscribeToHash(onChange: () => void): () => void {
  window.addEventListener(HASHCHANGE, onChange);
  return () => window.removeEventListener(HASHCHANGE, onChange);
}

/** The present route; the same object as long as the hash is the same. */
export function useRoute(): Route {
  const hash = useHash();
  return useMemo(() => parseRoute(hash), [hash]);
}

function pathOf(...parts: (string | null)[]): string {
  const known = parts.filter((part) => part !== null);
  return `#/${known.map(encodeURIComponent).join("/")}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function parsedId<Id>(
  schema: { safeParse: (value: unknown) => { success: true; data: Id } | { success: false } },
  value: string | null,
): Id | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
