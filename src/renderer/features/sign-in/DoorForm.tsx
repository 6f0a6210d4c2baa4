import { Alert, Button, Stack } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import type { Asking } from "#renderer/components/use-asking.ts";

/** A form of the door: its fields, what went wrong, and the one button that goes on. */
export function DoorForm(props: {
  readonly asking: Asking;
  readonly action: string;
  readonly mayGoOn: boolean;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
  /** Below the button. */
  readonly beside?: ReactNode;
}) {
  const { asking } = props;
  const form = useRef<HTMLFormElement>(null);
  // Nothing else is on the page: whoever comes here types.
  useEffect(() => form.current?.querySelector<HTMLInputElement>("input:not([readonly])")?.focus(), []);
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        if (props.mayGoOn && !asking.isBusy) props.onSubmit();
      }}
    >
      <Stack gap="md">
        {props.children}
        {asking.error === null ? null : (
          <Alert color="red" py="xs" role="alert" icon={<IconAlertTriangle size={18} />}>
            {asking.error.text}
          </Alert>
        )}
        <Button type="submit" fullWidth size="md" loading={asking.isBusy} disabled={!props.mayGoOn}>
          {props.action}
        </Button>
        {props.beside}
      </Stack>
    </form>
  );
}
