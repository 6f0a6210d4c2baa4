import { Alert } from "@mantine/core";
import type { ReactNode } from "react";

/** Something one has to know before going on; its name in a colour that can be read on its ground. */
export function Warning(props: { readonly icon: ReactNode; readonly title: string; readonly children: ReactNode }) {
  return (
    <Alert
      variant="light"
      color="yellow"
      bg="var(--pd-warning-soft)"
      styles={{ label: { color: "var(--pd-warning)", overflowWrap: "anywhere" } }}
      icon={props.icon}
      title={props.title}
    >
      {props.children}
    </Alert>
  );
}
