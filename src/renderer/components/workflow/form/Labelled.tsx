import { Input } from "@mantine/core";
import type { ReactNode } from "react";
import css from "./form.module.css";

/** Several inputs under one name. */
export function Labelled(props: {
  readonly label: string;
  readonly error?: string | null;
  readonly isHidden?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <fieldset className={css["group"]} aria-label={props.label}>
      {props.isHidden === true ? null : (
        <Input.Label component="span" size="xs">
          {props.label}
        </Input.Label>
      )}
      {props.children}
      {props.error === null || props.error === undefined ? null : <Input.Error size="xs">{props.error}</Input.Error>}
    </fieldset>
  );
}
