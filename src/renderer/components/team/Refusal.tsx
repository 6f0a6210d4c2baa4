import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";

/** Why something was not done, where it was asked for. */
export function Refusal({ text }: { readonly text: string }) {
  return (
    <Alert color="red" bg="var(--pd-danger-soft)" py="xs" role="alert" icon={<IconAlertTriangle size={16} />}>
      {text}
    </Alert>
  );
}
