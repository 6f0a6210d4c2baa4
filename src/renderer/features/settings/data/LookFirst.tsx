import { Button, Group, Loader, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Refusal } from "#renderer/components/team/Refusal.tsx";
import type { useAsking } from "#renderer/components/use-asking.ts";

/** A field and a button that looks before anything is done, with what is said meanwhile and what was refused. */
export function LookFirst(props: {
  readonly asking: ReturnType<typeof useAsking>;
  readonly onLook: () => Promise<void>;
  readonly disabled: boolean;
  readonly action: string;
  /** Said while it looks. */
  readonly looking: string;
  readonly children: ReactNode;
}) {
  const { asking } = props;
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void props.onLook();
        }}
      >
        <Group gap="sm" align="flex-end">
          {props.children}
          <Button type="submit" variant="default" disabled={props.disabled} loading={asking.isBusy}>
            {props.action}
          </Button>
        </Group>
      </form>
      {asking.isBusy ? (
        <Group gap="xs" mt="sm" role="status" wrap="nowrap">
          <Loader size="xs" />
          <Text size="sm">{props.looking}</Text>
        </Group>
      ) : null}
      {asking.error === null ? null : <Refusal text={asking.error.text} />}
    </>
  );
}
