import { Kbd, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useI18n } from "../state/desk-context.tsx";
import { useShortcuts } from "../state/use-shell.ts";
import { navigate, useRoute } from "../state/routes.ts";
import classes from "./SearchField.module.css";

/** The field in the top bar; what is typed is the address of the search page, so that back, forward and links keep it. */
export function SearchField() {
  const { t } = useI18n();
  const route = useRoute();
  const field = useRef<HTMLInputElement>(null);
  const q = route.page === "search" ? route.q : null;
  // The address follows a moment after the key: a letter that is typed meanwhile must find the ones before it in the field.
  const [typed, setTyped] = useState<string | null>(null);
  const [lastQ, setLastQ] = useState(q);
  if (lastQ !== q) {
    setLastQ(q);
    if (q === null || q === typed) setTyped(null);
  }
  const focus = () => {
    field.current?.focus();
    field.current?.select();
  };
  useShortcuts([{ keys: "/", label: t("shell.shortcut.search"), run: focus }]);

  const search = (text: string) => {
    setTyped(text);
    navigate({ page: "search", q: text }, { replace: route.page === "search" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") field.current?.blur();
    if (event.key === "Enter" && route.page !== "search") search(field.current?.value ?? "");
  };

  return (
    <search className={classes["root"]}>
      <TextInput
        ref={field}
        size="xs"
        type="search"
        aria-label={t("shell.search")}
        placeholder={t("shell.searchPlaceholder")}
        leftSection={<IconSearch size={15} stroke={1.75} />}
        rightSection={<Kbd size="xs">/</Kbd>}
        rightSectionPointerEvents="none"
        value={typed ?? q ?? ""}
        maxLength={500}
        onChange={(event) => search(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </search>
  );
}
