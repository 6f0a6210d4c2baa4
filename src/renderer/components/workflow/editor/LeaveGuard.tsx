import { Button, Group, Modal, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { LEAVING, navigate, parseRoute } from "#renderer/state/routes.ts";

/**
 * Asks before unsaved changes are left. Whoever goes elsewhere within the desk is held back before the address changes; only Back and Forward change it first,
 * and are taken back. Closing the window is asked by the browser.
 */
export function LeaveGuard(props: {
  /** Whether something is not kept yet. */
  readonly isUnkept: () => boolean;
  /** Keeps it; what could not be kept is unkept afterwards. Absent: it is kept only where the person says so. */
  readonly flush?: () => Promise<void>;
  /** What is lost; absent: changes of a workflow. */
  readonly text?: string;
}) {
  const { isUnkept, flush } = props;
  const { t } = useI18n();
  const [wanted, setWanted] = useState<string | null>(null);
  const isLeaving = useRef(false);
  useEffect(() => {
    const own = window.location.hash;
    const listeners = new AbortController();
    const options = { capture: true, signal: listeners.signal };
    const holdsBack = (href: string): boolean => {
      if (href === own || isLeaving.current || isOfSameWorkflow(href, own) || !isUnkept()) return false;
      if (flush === undefined) setWanted(href);
      else
        void flush().then(() => {
          if (isUnkept()) setWanted(href);
          else leaveFor(href);
        });
      return true;
    };
    const onLeaving = (event: Event) => {
      if (event instanceof CustomEvent && holdsBack(String(event.detail))) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const href = event.target instanceof Element ? event.target.closest("a[href^='#']")?.getAttribute("href") : null;
      if (href !== null && href !== undefined && holdsBack(href)) event.preventDefault();
    };
    const onHashChange = (event: Event) => {
      if (!holdsBack(window.location.hash)) return;
      event.stopImmediatePropagation();
      // Where one is comes on top again: back from there leads to where one wanted to go.
      window.history.pushState(window.history.state, "", own);
    };
    const onBeforeUnload = (event: BeforeUnloadEvent) => {
      if (isUnkept()) event.preventDefault();
    };
    window.addEventListener(LEAVING, onLeaving, options);
    window.addEventListener("click", onClick, options);
    window.addEventListener("popstate", onHashChange, options);
    window.addEventListener("hashchange", onHashChange, options);
    window.addEventListener("beforeunload", onBeforeUnload, options);
    const leaveFor = (href: string): void => {
      isLeaving.current = true;
      navigate(parseRoute(href));
    };
    return () => listeners.abort();
  }, [isUnkept, flush]);
  const leave = () => {
    isLeaving.current = true;
    navigate(parseRoute(wanted ?? ""));
  };
  return (
    <Modal
      opened={wanted !== null}
      onClose={() => setWanted(null)}
      title={t(flush === undefined ? "workflows.leave.title" : "workflows.leave.unkept.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Text>{props.text ?? t(flush === undefined ? "workflows.leave.text" : "workflows.leave.unkept.text")}</Text>
      <Group justify="flex-end" gap="xs" mt="sm">
        <Button variant="default" color="red" onClick={leave}>
          {t("workflows.leave.leave")}
        </Button>
        <Button data-autofocus onClick={() => setWanted(null)}>
          {t("workflows.leave.stay")}
        </Button>
      </Group>
    </Modal>
  );
}

/** Another side of the workflow that is open: nothing is left. */
function isOfSameWorkflow(href: string, own: string): boolean {
  const [wanted, present] = [parseRoute(href), parseRoute(own)];
  return wanted.page === "workflows" && present.page === "workflows" && wanted.workflowId === present.workflowId;
}
