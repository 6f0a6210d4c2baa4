import { Popover } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { SnippetId, TicketId } from "#shared/model/ids.ts";
import type { Suggest } from "./use-suggest.ts";
import css from "./SuggestBox.module.css";

const cx = classNamesOf(css);

/** The field, and above it what is offered: a list that the field's own keys go through, and beside it what a snippet would say. */
export function SuggestBox(props: {
  readonly suggest: Suggest;
  readonly ticketId: TicketId | null;
  readonly children: ReactNode;
}) {
  const { suggest } = props;
  const { t } = useI18n();
  const id = useId();
  const chosen = suggest.items[suggest.chosen];
  useActiveDescendant(suggest.isOpen ? `${id}-${suggest.chosen}` : null, `${id}-list`);
  return (
    <Popover
      opened={suggest.isOpen}
      onDismiss={suggest.close}
      position="top-start"
      offset={4}
      shadow="md"
      returnFocus={false}
      withRoles={false}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <div className={cx("field")}>{props.children}</div>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <div className={cx("box")}>
          <div id={`${id}-list`} className={cx("list")} role="listbox" aria-label={t("composing.suggestions")}>
            {suggest.items.map((item, position) => (
              <div
                key={item.id}
                id={`${id}-${position}`}
                ref={position === suggest.chosen ? showWhole : undefined}
                role="option"
                tabIndex={-1}
                aria-selected={position === suggest.chosen}
                className={cx("item", position === suggest.chosen && "chosen")}
                onMouseMove={() => position !== suggest.chosen && suggest.point(position)}
                // The field keeps the focus.
                onMouseDown={(event) => {
                  event.preventDefault();
                  suggest.take(item);
                }}
              >
                <span className={cx("label")} dir="auto">
                  {item.label}
                </span>
                {item.isOwn ? <IconLock size={12} aria-label={t("snippets.own")} /> : null}
                <span className={cx("hint")} dir="auto">
                  {item.hint}
                </span>
              </div>
            ))}
          </div>
          {chosen?.kind === "snippet" ? <Preview id={chosen.snippetId} ticketId={props.ticketId} /> : null}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Preview({ id, ticketId }: { readonly id: SnippetId; readonly ticketId: TicketId | null }) {
  const { client } = useDesk();
  const [shown, setShown] = useState<{ readonly id: SnippetId; readonly text: string } | null>(null);
  useEffect(() => {
    let wanted = true;
    client.snippets.render({ id, ticketId }).then(
      ({ text }) => wanted && setShown({ id, text }),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [client, id, ticketId]);
  return (
    <div className={cx("preview")} dir="auto">
      {shown?.text ?? ""}
    </div>
  );
}

function showWhole(entry: HTMLElement | null): void {
  entry?.scrollIntoView({ block: "nearest" });
}

/** The field that has the focus says which of the list is chosen. */
function useActiveDescendant(optionId: string | null, listId: string): void {
  const field = useRef<Element | null>(null);
  useEffect(() => {
    field.current ??= document.activeElement;
    if (optionId === null) return undefined;
    const { current } = field;
    current?.setAttribute("aria-activedescendant", optionId);
    current?.setAttribute("aria-controls", listId);
    return () => {
      current?.removeAttribute("aria-activedescendant");
      current?.removeAttribute("aria-controls");
      field.current = null;
    };
  }, [optionId, listId]);
}
