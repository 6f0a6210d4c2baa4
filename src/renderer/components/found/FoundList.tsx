import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type ComponentProps, type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { classNamesOf } from "../class-names.ts";
import css from "./FoundList.module.css";

const cx = classNamesOf(css);

/** A field and below it what it finds, as `FoundRow`s: arrows go through them, Enter takes the first, and what is typed on a row goes on in the field. */
export function FoundList(props: {
  readonly findLabel: string;
  readonly listLabel: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  /** Between field and list. */
  readonly between?: ReactNode;
  /** Said in place of rows. */
  readonly hint?: string | null;
  /** A digit takes a row while nothing is typed. */
  readonly isNumbered?: true;
  /** The list changes while one types: it keeps its height. */
  readonly isSteady?: true;
  /** It takes the place of something else in an open dialog. */
  readonly takesFocus?: true;
  readonly children: ReactNode;
}) {
  const { typed, hint = null, takesFocus } = props;
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const all = [...(list.current?.querySelectorAll<HTMLButtonElement>("button:enabled") ?? [])];
    const present = all.findIndex((button) => button === document.activeElement);
    const inField = document.activeElement === field.current;
    if (event.key === "ArrowDown") all[Math.min(present + 1, all.length - 1)]?.focus();
    else if (event.key === "ArrowUp") (present > 0 ? all[present - 1] : field.current)?.focus();
    else if (event.key === "Enter" && inField) list.current?.querySelector<HTMLElement>("[data-first]")?.click();
    else if (props.isNumbered && typed === "" && /^[1-9]$/u.test(event.key)) {
      list.current?.querySelectorAll("button")[Number(event.key) - 1]?.click();
    } else {
      if (!inField && event.key.length === 1 && event.key !== " ") field.current?.focus();
      return;
    }
    event.preventDefault();
  };
  return (
    <div role="presentation" className={cx("root")} onKeyDown={onKeyDown}>
      <TextInput
        ref={field}
        size="xs"
        data-autofocus
        aria-label={props.findLabel}
        placeholder={props.findLabel}
        leftSection={<IconSearch size={14} stroke={1.75} />}
        value={typed}
        onChange={(event) => props.onType(event.currentTarget.value)}
      />
      {props.between}
      {hint === null ? null : (
        <p className={cx("hint")} role="status">
          {hint}
        </p>
      )}
      <ul ref={list} className={cx("list", props.isSteady && "steady")} aria-label={props.listLabel}>
        {props.children}
      </ul>
    </div>
  );
}

/** @param props.isFirst Enter takes it while one types */
export function FoundRow({ isFirst, ...button }: { readonly isFirst: boolean } & ComponentProps<"button">) {
  return (
    <li>
      <button
        type="button"
        className={cx("row", isFirst && "first")}
        {...(isFirst ? { "data-first": true } : {})}
        {...button}
      />
    </li>
  );
}
