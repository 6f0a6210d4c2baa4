import { Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { useCallback, useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { useAssignableUsers } from "#renderer/state/use-access.ts";
import type { UserView } from "#shared/contract/people.ts";
import { UserId } from "#shared/model/ids.ts";
import { SavedMark } from "../form/SavedMark.tsx";
import { useSaving } from "../form/use-saving.ts";
import { useAnswer } from "./use-answer.ts";

/** Stays with them, and is offered again. */
const STAYS = "stays";
const NOBODY = "nobody";

/** Somebody leaves, or hands over: what of theirs waits, and who gets it. */
export function HandOverDialog(props: {
  readonly user: UserView;
  readonly why: "leave" | "hand-over" | null;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { t } = useI18n();
  const { user, why } = props;
  return (
    <Modal
      opened={why !== null}
      onClose={props.onClose}
      title={t(why === "leave" ? "users.leave.title" : "users.handOver.title", { name: user.name })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {why === null ? null : <Form {...props} why={why} />}
    </Modal>
  );
}

function Form(props: {
  readonly user: UserView;
  readonly why: "leave" | "hand-over";
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { user, why } = props;
  const { id, name } = user;
  const { t } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const saving = useSaving();
  const others = useAssignableUsers().filter((one) => one.id !== id);
  const { answer } = useAnswer(useCallback(() => client.users.openWork({ id }), [client, id]));
  const [to, setTo] = useState<string>(why === "leave" ? STAYS : NOBODY);
  const work = answer.kind === "here" ? answer.value : null;
  const isNothing = work !== null && work.tickets + work.tasks === 0;
  const save = async () => {
    const done = await saving.run(async () => {
      if (why === "leave") await client.users.leave({ id });
      if (to !== STAYS && !isNothing)
        await client.users.handOver({ id, toUserId: to === NOBODY ? null : UserId.parse(to) });
    });
    if (!done) return;
    toasts.done(t(why === "leave" ? "users.leave.done" : "users.handOver.done", { name }));
    props.onDone();
    props.onClose();
  };
  return (
    <Stack gap="sm">
      {why === "leave" ? <Text>{t("users.leave.text", { name })}</Text> : null}
      {isNothing ? (
        <Text c="dimmed">{t("users.handOver.nothing", { name })}</Text>
      ) : (
        <Select
          label={t("users.handOver.to")}
          description={
            work === null
              ? " "
              : `${t("users.handOver.tickets", { count: work.tickets })} ${t("users.handOver.tasks", { count: work.tasks })}`
          }
          searchable
          allowDeselect={false}
          data={[
            ...(why === "leave" ? [{ value: STAYS, label: t("users.handOver.stays") }] : []),
            { value: NOBODY, label: t("users.handOver.nobody") },
            ...others.map((one) => ({ value: one.id, label: one.name })),
          ]}
          value={to}
          onChange={(value) => setTo(value ?? to)}
        />
      )}
      <Group justify="flex-end" gap="xs">
        <SavedMark state={saving.state} />
        <Button variant="default" onClick={props.onClose}>
          {t("shell.cancel")}
        </Button>
        <Button
          {...(why === "leave" ? { color: "red.9" } : {})}
          disabled={work === null || (why === "hand-over" && isNothing)}
          loading={saving.state.kind === "saving"}
          onClick={() => void save()}
        >
          {t(why === "leave" ? "users.leave.action" : "users.handOver.action")}
        </Button>
      </Group>
    </Stack>
  );
}
