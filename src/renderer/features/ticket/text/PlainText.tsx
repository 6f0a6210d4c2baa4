import { Button } from "@mantine/core";
import { Fragment, useMemo, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { UserId } from "#shared/model/ids.ts";
import { mentionsIn } from "#shared/rules/mentions.ts";
import { MAX_TEXT_CHARS } from "../limits.ts";
import { linkify } from "./linkify.ts";
import css from "./PlainText.module.css";
import { quoteBlocks, splitQuoted } from "./quoted-text.ts";

const cx = classNamesOf(css);
const DEPTHS = ["depth1", "depth2", "depth3"] as const;

/** A plain-text mail or note: the sender's own words, with the history folded behind one button. */
export function PlainText(props: {
  readonly text: string;
  readonly visibleText: string;
  /** Of a note: whom it names. */
  readonly mentions?: readonly UserId[] | undefined;
}) {
  const { t } = useI18n();
  const [quotedShown, setQuotedShown] = useState(false);
  const parts = useMemo(() => splitQuoted(props.text, props.visibleText), [props.text, props.visibleText]);
  const whole = quotedShown && parts.placement === "instead";
  return (
    <div>
      <Words text={whole ? parts.rest : parts.visible} mentions={props.mentions} />
      {parts.rest === "" ? null : (
        <Button
          className={cx("toggle")}
          variant="default"
          size="compact-xs"
          radius="xl"
          aria-expanded={quotedShown}
          onClick={() => setQuotedShown((shown) => !shown)}
        >
          {t(quotedShown ? "ticket.quoted.hide" : "ticket.quoted.show")}
        </Button>
      )}
      {quotedShown && parts.placement === "below" ? <Words text={parts.rest} faint /> : null}
    </div>
  );
}

function Words(props: {
  readonly text: string;
  readonly faint?: boolean;
  readonly mentions?: readonly UserId[] | undefined;
}) {
  const { t } = useI18n();
  const [all, setAll] = useState(false);
  const cut = !all && props.text.length > MAX_TEXT_CHARS;
  const shown = cut ? props.text.slice(0, MAX_TEXT_CHARS) : props.text;
  const blocks = useMemo(() => quoteBlocks(shown), [shown]);
  return (
    <div className={cx("text", props.faint === true && "faint")}>
      {blocks.map((block, index) => (
        // Blocks never move: their place is what they are.
        <div key={index} className={block.depth === 0 ? undefined : cx("quote", DEPTHS[Math.min(block.depth, 3) - 1])}>
          {props.mentions === undefined ? (
            <Linked text={block.text} />
          ) : (
            <Mentioning text={block.text} userIds={props.mentions} />
          )}
        </div>
      ))}
      {cut ? (
        <Button variant="default" size="compact-xs" onClick={() => setAll(true)}>
          {t("ticket.text.showAll")}
        </Button>
      ) : null}
    </div>
  );
}

/** The names of colleagues stand out; one's own the most. */
function Mentioning(props: { readonly text: string; readonly userIds: readonly UserId[] }) {
  const { text, userIds } = props;
  const users = useDeskState((state) => state.setup.users);
  const meId = useDeskState((state) => state.status?.me.id);
  const mentions = useMemo(
    () =>
      mentionsIn(
        text,
        users.filter(({ id }) => userIds.includes(id)),
      ),
    [text, users, userIds],
  );
  let done = 0;
  const pieces = mentions.map(({ userId, start, end }) => {
    const before = text.slice(done, start);
    done = end;
    return (
      <Fragment key={start}>
        <Linked text={before} />
        <mark className={cx("mention", userId === meId && "me")}>{text.slice(start, end)}</mark>
      </Fragment>
    );
  });
  return (
    <>
      {pieces}
      <Linked text={text.slice(done)} />
    </>
  );
}

function Linked(props: { readonly text: string }) {
  const pieces = useMemo(() => linkify(props.text), [props.text]);
  return pieces.map((piece, index) =>
    piece.href === undefined ? (
      piece.text
    ) : (
      <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer">
        {piece.text}
      </a>
    ),
  );
}
