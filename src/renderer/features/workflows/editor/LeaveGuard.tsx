import { Button, Group, Modal, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { navigate, parseRoute } from "#renderer/state/routes.ts";

/**
 * Asks before unsaved changes are left. Whoever goes elsewhere within the desk is held back before any other part of it hears of the new address; closing
 * the window is asked by the browser.
 */
export function LeaveGuard({ isChanged }: { readonly isChanged: () => boolean }) {
  const { t } = useI18n();
  const [wanted, setWanted] = useState<string | null>(null);
  const isLeaving = useRef(false);
  useEffect(() => {
    const own = window.location.hash;
    const onHashChange = (event: Event) => {
      const { hash } = window.location;
      if (hash === own || isLeaving.current || !isChanged()) return;
      // Where one is comes on top again: back from there leads to where one wanted to go.
      event.stopImmediatePropagation();
      window.history.pushState(window.history.state, "", own);
      setWanted(hash);
    };
    const onBeforeUnload = (event: BeforeUnloadEvent) => {
      if (isChanged()) event.preventDefault();
    };
    window.addEventListener("hashchange", onHashChange, { capture: true });
    window.addEventListener("beforeunload", onBeforeUnload);
    return () => {
      window.removeEventListener("hashchange", onHashChange, { capture: true });
      window.removeEventListener("beforeunload", onBeforeUnload);
    };
  }, [isChanged]);
  const leave = () => {
    const route = parseRoute(wanted ?? "");
    isLeaving.current = true;
    navigate(route);
  };
  return (
    <Modal
      opened={wanted !== null}
      onClose={() => setWanted(null)}
      title={t("workflows.leave.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Text>{t("workflows.leave.text")}</Text>
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
