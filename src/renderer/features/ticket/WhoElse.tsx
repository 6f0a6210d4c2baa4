import { classNamesOf } from "#renderer/components/class-names.ts";
import { listFormat } from "#renderer/components/intl-formats.ts";
import { UserAvatar } from "#renderer/components/UserAvatar.tsx";
import { usePresentAt } from "#renderer/state/colleagues.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useTicket } from "./ticket-context.tsx";
import css from "./WhoElse.module.css";

const cx = classNamesOf(css);

/** Who else is at the ticket, just above where one writes; it lies over the conversation, so that nothing moves when they come and go. */
export function WhoElse() {
  const { t, language } = useI18n();
  const { open } = useTicket();
  const present = usePresentAt(open.id);
  const typing = present.filter(({ isTyping }) => isTyping);
  // Who writes is more than who looks.
  const told = typing.length > 0 ? typing : present;
  const what = typing.length > 0 ? "typing" : "looking";
  const [first] = told;
  const names = listFormat(language).format(told.map(({ name }) => name));
  return (
    <div className={cx("place")}>
      {first === undefined ? null : (
        <p className={cx("who", what)}>
          {told.map(({ userId, name }) => (
            <span key={userId} aria-hidden>
              <UserAvatar id={userId} name={name} sizePx={16} />
            </span>
          ))}
          <span className={cx("words")}>
            {told.length === 1 ? t(`team.here.${what}`, { name: first.name }) : t(`team.here.${what}Many`, { names })}
          </span>
        </p>
      )}
    </div>
  );
}
