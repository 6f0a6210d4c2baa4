import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { classNamesOf } from "../../components/class-names.ts";
import { useI18n } from "../../state/desk-context.tsx";
import { KeySign } from "../../components/KeySign.tsx";
import { navigate, useRoute } from "../../state/routes.ts";
import { useRecentSearches } from "../../state/saved-searches.ts";
import { useShortcuts } from "../../state/use-shell.ts";
import { SearchMarks } from "./SearchMarks.tsx";
import { SearchOffers } from "./SearchOffers.tsx";
import { type Offer, useSearchOffers } from "./use-search-offers.ts";
import css from "./SearchField.module.css";

const cx = classNamesOf(css);

/** The field in the top bar; what is typed is the address of the search page, so that back, forward and links keep it. Below it what may be meant: operators, their values, earlier searches. */
export function SearchField() {
  const { t } = useI18n();
  const route = useRoute();
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const recent = useRecentSearches();
  const q = route.page === "search" ? route.q : null;
  // The address follows a moment after the key: a letter that is typed meanwhile must find the ones before it in the field.
  const [typed, setTyped] = useState<string | null>(null);
  const [lastQ, setLastQ] = useState(q);
  if (lastQ !== q) {
    setLastQ(q);
    if (q === null || q === typed) setTyped(null);
  }
  const text = typed ?? q ?? "";
  /** Where the cursor stands; null: the field has not the focus, or the person wants no list. */
  const [cursor, setCursor] = useState<number | null>(null);
  /** Where it is to stand once the text that was taken is in the field. */
  const wanted = useRef<number | null>(null);
  const [chosen, setChosen] = useState(-1);
  const [scrolledPx, setScrolledPx] = useState(0);
  const offers = useSearchOffers(text, cursor);
  const focus = () => {
    field.current?.focus();
    field.current?.select();
  };
  useShortcuts([{ keys: "/", opensField: true, label: t("shell.shortcut.search"), run: focus }]);

  const search = (wanted: string) => {
    setTyped(wanted);
    navigate({ page: "search", q: wanted }, { replace: route.page === "search" });
  };
  // As soon as the text is there: a letter that is typed next must find the cursor behind it.
  useLayoutEffect(() => {
    if (wanted.current !== null) field.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  }, [text]);
  const moved = () => {
    setCursor(field.current?.selectionStart ?? null);
    setScrolledPx(field.current?.scrollLeft ?? 0);
  };
  const take = (offer: Offer) => {
    search(offer.next.text);
    setChosen(-1);
    setCursor(offer.next.cursor);
    wanted.current = offer.next.cursor;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const offer = offers[chosen];
    const used = () => {
      // Else the results below would take the key, too.
      event.preventDefault();
      event.stopPropagation();
    };
    if (event.key === "ArrowDown" && offers.length > 0) {
      used();
      setChosen((chosen + 1) % offers.length);
    } else if (event.key === "ArrowUp" && chosen >= 0) {
      used();
      setChosen(chosen - 1);
    } else if ((event.key === "Enter" || event.key === "Tab") && offer !== undefined) {
      used();
      take(offer);
    } else if (event.key === "Escape" && offers.length > 0) {
      used();
      setCursor(null);
    } else if (event.key === "Escape") field.current?.blur();
    else if (event.key === "Enter") {
      recent.add(text);
      if (route.page !== "search") search(field.current?.value ?? "");
    }
  };

  return (
    <search className={cx("root")}>
      <SearchMarks text={text} scrolledPx={scrolledPx} />
      <TextInput
        ref={field}
        size="xs"
        type="search"
        autoComplete="off"
        classNames={{ input: cx("input") }}
        aria-label={t("shell.search")}
        aria-autocomplete="list"
        aria-controls={offers.length > 0 ? listId : undefined}
        aria-activedescendant={chosen >= 0 && offers.length > 0 ? `${listId}-${chosen}` : undefined}
        placeholder={t("shell.searchPlaceholder")}
        leftSection={<IconSearch size={15} stroke={1.75} />}
        rightSection={<KeySign keys="/" />}
        rightSectionPointerEvents="none"
        value={text}
        maxLength={500}
        onChange={(event) => {
          search(event.currentTarget.value);
          setChosen(-1);
          moved();
        }}
        onFocus={moved}
        onSelect={moved}
        onBlur={() => {
          setCursor(null);
          setChosen(-1);
          if (route.page === "search") recent.add(text);
        }}
        onKeyDown={onKeyDown}
      />
      {offers.length === 0 ? null : <SearchOffers id={listId} offers={offers} chosen={chosen} onTake={take} />}
    </search>
  );
}
