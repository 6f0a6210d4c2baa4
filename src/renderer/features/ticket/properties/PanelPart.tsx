import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { usePreferences, useSetPreferences } from "#renderer/state/desk-context.tsx";
import css from "./Properties.module.css";

const cx = classNamesOf(css);

export type PanelPartName =
  | "properties"
  | "own"
  | "sla"
  | "contacts"
  | "theirs"
  | "merged"
  | "links"
  | "similar"
  | "workflows";

/** A part of the panel under its heading, which folds it in this browser for every ticket; what is folded is not made, and asks the desk for nothing. */
export function PanelPart(props: {
  readonly name: PanelPartName;
  readonly title: string;
  readonly children: ReactNode;
}) {
  const { name, title, children } = props;
  const bodyId = useId();
  const folded = usePreferences((preferences) => preferences.foldedParts);
  const setPreferences = useSetPreferences();
  const isOpen = !folded.includes(name);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <section aria-label={title}>
      <h2 className={cx("heading")}>
        <UnstyledButton
          className={cx("folder")}
          aria-expanded={isOpen}
          aria-controls={isOpen ? bodyId : undefined}
          onClick={() =>
            setPreferences({ foldedParts: isOpen ? [...folded, name] : folded.filter((one) => one !== name) })
          }
        >
          {title}
          <Chevron size={13} aria-hidden />
        </UnstyledButton>
      </h2>
      {isOpen ? <div id={bodyId}>{children}</div> : null}
    </section>
  );
}
